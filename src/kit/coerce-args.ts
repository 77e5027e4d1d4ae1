import { Kind, type TypeNode } from 'graphql'
import { z } from 'zod'
import type { Declared } from './operation.ts'

type Args = Readonly<Record<string, unknown>>
type Branch = Record<PropertyKey, unknown>

const isNumeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text))

/** A text as the number or truth that it spells; null when it is empty. */
const spelled = (value: unknown): unknown => {
  if (value === 'true' || value === 'false') return value === 'true'
  if (typeof value === 'string' && isNumeric(value)) return Number(value)
  return value === '' ? null : value
}

/** Turns the texts that the shape found fault with into numbers, truths and lists of one. */
const coerceTexts = (args: Args, error: z.ZodError): unknown => {
  const copy = structuredClone(args) as Branch
  for (const issue of error.issues) {
    const { path } = issue
    const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as Branch)[step], copy) as Branch
    const last = path.at(-1)
    if (last === undefined) continue
    const wantsList = issue.code === 'invalid_type' && issue.expected === 'array' && typeof parent[last] === 'string'
    parent[last] = wantsList ? [parent[last]] : spelled(parent[last])
  }
  return copy
}

/** A variable's text as its declared type wants it. */
const toVariable = (type: TypeNode, value: unknown): unknown => {
  if (type.kind === Kind.NON_NULL_TYPE) return toVariable(type.type, value)
  if (type.kind === Kind.LIST_TYPE)
    return (Array.isArray(value) ? value : [value]).map((item) => toVariable(type.type, item))
  return ['Int', 'Float', 'Boolean'].includes(type.name.value) ? spelled(value) : value
}

const coerceVariables = ({ document }: Declared, args: Args): Args => {
  const definitions = document?.node.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
  )
  const types = new Map(definitions?.map(({ variable, type }) => [variable.name.value, type]))
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const type = types.get(name)
      return [name, type === undefined || value === null ? value : toVariable(type, value)]
    }),
  )
}

/** Reads text arguments as what they are declared to be: in a URL, a form or a terminal every number and truth is text. */
export const coerceArgs = (operation: Declared, args: Args): z.ZodSafeParseResult<Record<string, unknown>> => {
  if (operation.document) return { success: true, data: coerceVariables(operation, args) }
  const { path, query, body } = operation.shapes
  const shape = z.looseObject({ ...path, ...query, ...body })
  const plain = shape.safeParse(args)
  if (plain.success) return plain
  return shape.safeParse(coerceTexts(args, plain.error))
}
