import { z } from 'zod'
import { suggest } from '../core/nearest.ts'
import { checkOperation, whyNoShape } from './check-operation.ts'
import type { AnySource } from './define-source.ts'
import { isRecord, nameKind, type SourceProblem } from './source-problem.ts'
import { slotsOf } from './template.ts'

type Fields = Readonly<Record<string, unknown>>
type Problems = readonly SourceProblem[]

/** What a source's name has to be: it becomes a field, a prefix of types and a prefix of environment variables. */
const NAME = /^[a-z][a-z0-9]*$/

/** Names that mean something else: fields at the root of the graph, and the prefix of the server's own variables. */
const RESERVED: readonly string[] = [
  'node',
  'nodes',
  'sources',
  'person',
  'people',
  'organization',
  'headwaters',
  'query',
  'mutation',
  'subscription',
]

/** Every answer of a source; a record, so that a new one cannot be forgotten here. */
const ANSWERS: Readonly<Record<keyof AnySource, true>> = {
  name: true,
  description: true,
  config: true,
  upstream: true,
  operations: true,
  loaders: true,
  schema: true,
  webhook: true,
  sandbox: true,
}

/** What is wrong with a source's name. */
export const checkSourceName = (name: unknown): Problems => {
  if (typeof name !== 'string' || name === '')
    return [{ where: 'name', issue: `is ${nameKind(name)}; give the source a lower-case word: name: 'acme'` }]
  if (!NAME.test(name)) {
    const issue = `"${name}" is no lower-case word; use letters a to z and digits, beginning with a letter, since it becomes a field, a prefix of types and a prefix of environment variables`
    return [{ where: 'name', issue }]
  }
  return RESERVED.includes(name)
    ? [{ where: 'name', issue: `"${name}" means something else in the graph; take another` }]
    : []
}

const checkFunctions = (source: Fields): Problems =>
  (['upstream', 'schema', 'sandbox', 'loaders', 'webhook'] as const).flatMap((answer) => {
    const value = source[answer]
    const isOptional = answer === 'loaders' || answer === 'webhook'
    if (typeof value === 'function' || (isOptional && value === undefined)) return []
    return [{ where: answer, issue: `is ${nameKind(value)}, not a function` }]
  })

const checkConfigShape = (config: unknown): Problems => {
  if (!isRecord(config))
    return [{ where: 'config', issue: `is ${nameKind(config)}; without settings write config: {}` }]
  return Object.entries(config).flatMap(([name, shape]) => {
    const where = `config.${name}`
    if (!/^[a-z][A-Za-z0-9]*$/.test(name))
      return [{ where, issue: 'has a name that makes no environment variable; use camelCase' }]
    if (name === 'accounts') return [{ where, issue: 'is taken: that variable lists the accounts of a source' }]
    return shape instanceof z.ZodType ? [] : [{ where, issue: whyNoShape(shape) }]
  })
}

const familyOf = (tag: string): string => tag.split(':')[0] ?? tag

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** A write may forget only what some read wears, by slots that have a value. */
const checkForgets = (operations: Fields): Problems => {
  const all = Object.entries(operations).filter((entry): entry is [string, Fields] => isRecord(entry[1]))
  const worn = [...new Set(all.flatMap(([, { wears }]) => textsOf(wears).map(familyOf)))]
  return all.flatMap(([name, { forgets }]) =>
    textsOf(forgets)
      .filter((tag) => slotsOf(familyOf(tag)).length === 0 && !worn.includes(familyOf(tag)))
      .map((tag) => ({
        where: `operations.${name}.forgets`,
        issue: `no read wears the tag "${tag}"; ${suggest(familyOf(tag), worn)}`,
      })),
  )
}

const checkOperations = (operations: unknown): Problems => {
  if (!isRecord(operations)) {
    return [{ where: 'operations', issue: `is ${nameKind(operations)}, not operations by name` }]
  }
  const each = Object.entries(operations).flatMap(([name, operation]) =>
    checkOperation(operation).map(({ where, issue }) => ({
      where: ['operations', name, where].filter((part) => part !== '').join('.'),
      issue,
    })),
  )
  return [...each, ...checkForgets(operations)]
}

const checkAnswers = (source: Fields): Problems =>
  Object.keys(source)
    .filter((name) => !Object.hasOwn(ANSWERS, name))
    .map((name) => ({ where: name, issue: `is no answer of a source; ${suggest(name, Object.keys(ANSWERS))}` }))

/** What is wrong with a value that should be a source, all at once: for authors whose compiler did not tell them. */
export const checkSource = (source: unknown): Problems => {
  if (!isRecord(source)) {
    return [{ where: '', issue: `is ${nameKind(source)}, not a source; give what defineSource() answered` }]
  }
  if (Object.prototype.toString.call(source) === '[object Module]') {
    return [{ where: '', issue: "is a whole module; import the source by its name: import { acme } from './acme.ts'" }]
  }
  const { name, description, config, operations } = source
  const isDescribed = typeof description === 'string' && description.trim() !== ''
  return [
    ...checkSourceName(name),
    ...(isDescribed
      ? []
      : [{ where: 'description', issue: `is ${nameKind(description)}; say in one sentence what the vendor is` }]),
    ...checkConfigShape(config),
    ...checkFunctions(source),
    ...checkOperations(operations),
    ...checkAnswers(source),
  ]
}
