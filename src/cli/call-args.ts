import { suggest } from '../core/nearest.ts'
import { argumentsOf } from '../kit/arguments-of.ts'
import { coerceArgs } from '../kit/coerce-args.ts'
import type { Declared } from '../kit/operation.ts'
import { UsageError } from './usage-error.ts'

type Branch = Record<string, unknown>

const WORD = /^(?<path>[^=]+?)(?<json>:)?=(?<value>[\s\S]*)$/

const parseJson = (word: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`"${word}": what follows := has to be JSON`)
  }
}

const isBranch = (value: unknown): value is Branch =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Puts a value where a dotted path leads; a path that is said twice makes a list. */
const plant = (into: Branch, [step = '', ...rest]: readonly string[], value: unknown): void => {
  const key = step.endsWith('[]') ? step.slice(0, -2) : step
  const before = Object.hasOwn(into, key) ? into[key] : undefined
  const put = (made: unknown): void =>
    void Object.defineProperty(into, key, { value: made, enumerable: true, writable: true, configurable: true })
  if (rest.length > 0) {
    const next = isBranch(before) ? before : {}
    put(next)
    plant(next, rest, value)
  } else if (before !== undefined || step.endsWith('[]')) {
    put([...(before === undefined ? [] : Array.isArray(before) ? (before as unknown[]) : [before]), value])
  } else put(value)
}

/** Reads `key=value`, `a.b=value`, `key:=json`; a key that is said twice, or as `key[]=value`, makes a list. */
export const parseArgs = (words: readonly string[]): Readonly<Record<string, unknown>> => {
  const args: Branch = {}
  for (const word of words) {
    const { path, json, value = '' } = WORD.exec(word)?.groups ?? {}
    if (path === undefined)
      throw new UsageError(`"${word}" is no argument; write key=value, a.b=value or key:='{"any":"json"}'`)
    plant(args, path.split('.'), json === undefined ? value : parseJson(word, value))
  }
  return args
}

/** Reads the arguments of an operation from a command line, typed by the operation's own shapes. */
export const readCallArgs = (
  name: string,
  operation: Declared,
  words: readonly string[],
): Readonly<Record<string, unknown>> => {
  const known = argumentsOf(operation)
  const names = known.map((argument) => argument.name)
  const args = parseArgs(words)
  for (const given of Object.keys(args)) {
    if (!names.includes(given)) throw new UsageError(`${name} has no argument "${given}"; ${suggest(given, names)}`)
  }
  const missing = known.filter((argument) => argument.isRequired && !Object.hasOwn(args, argument.name))
  if (missing.length > 0)
    throw new UsageError(`${name} needs ${missing.map((argument) => `${argument.name}=…`).join(' ')}`)
  const coerced = coerceArgs(operation, args)
  if (coerced.success)
    return Object.fromEntries(Object.entries(coerced.data).filter(([key]) => Object.hasOwn(args, key)))
  const lines = coerced.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new UsageError(`${name} was given arguments that do not fit:\n${lines.join('\n')}`)
}
