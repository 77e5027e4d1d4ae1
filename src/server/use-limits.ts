import { NoSchemaIntrospectionCustomRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { createLimitRules, createParse, type Limits } from './limits.ts'

/** Holds documents to the limits, and keeps the schema to itself where introspection is off. */
export const useLimits = (limits: Limits, introspection: boolean): Plugin => {
  const parse = createParse(limits.maxTokens)
  const rules = [...createLimitRules(limits), ...(introspection ? [] : [NoSchemaIntrospectionCustomRule])]
  return {
    onParse({ setParseFn }) {
      setParseFn(parse)
    },
    onValidate({ addValidationRule }) {
      for (const rule of rules) addValidationRule(rule)
    },
  }
}
