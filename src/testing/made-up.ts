import { checkArgs } from '../kit/encode.ts'
import type { Declared } from '../kit/operation.ts'

const LETTERS = 'abcdef'
const DIGITS = '0123456789'
/** Characters that are put in: enough for more than a thousand different keys. */
const WIDTH = 4

/** The `index`-th text over an alphabet. */
const spell = (index: number, alphabet: string): string =>
  Array.from({ length: WIDTH }, (_, at) => alphabet[Math.floor(index / alphabet.length ** at) % alphabet.length]).join(
    '',
  )

const alphabetFor = (sample: string): string => {
  if (/\d$/.test(sample)) return DIGITS
  return /[A-Z]$/.test(sample) ? LETTERS.toUpperCase() : LETTERS
}

/** Longer than the sample, and ending like it. */
const grown = (sample: string, index: number): string => {
  const alphabet = alphabetFor(sample)
  return `${sample}${alphabet === DIGITS ? '9' : ''}${spell(index, alphabet)}`
}

/** As long as the sample, its last letters and digits changed. */
const changed = (sample: string, index: number): string => {
  let place = 0
  return [...sample]
    .toReversed()
    .map((letter) => {
      if (place >= WIDTH || !/[a-z0-9]/i.test(letter)) return letter
      const at = place
      place += 1
      return spell(index + 7, alphabetFor(letter))[at] ?? letter
    })
    .toReversed()
    .join('')
}

type Make = (sample: string, index: number) => string

const madeFrom = (sample: unknown, index: number, make: Make): unknown => {
  if (typeof sample === 'string') return make(sample, index)
  if (typeof sample === 'number') return sample + 900_000_000 + index
  if (Array.isArray(sample)) return sample.map((item) => madeFrom(item, index, make))
  if (typeof sample !== 'object' || sample === null) return sample
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, madeFrom(value, index, make)]))
}

const isTaken = (name: string, operation: Declared, key: unknown): boolean => {
  if (operation.document !== null) return true
  try {
    checkArgs({ source: '', operation: name }, operation, {
      ...(operation.batch?.ask([key]) ?? { [operation.key ?? 'id']: key }),
    })
    return true
  } catch {
    return false
  }
}

/** Keys that no vendor knows, of the same form as one that it does. */
export const madeUpKeys = (
  named: readonly [name: string, operation: Declared],
  sample: unknown,
  count: number,
): readonly unknown[] => {
  const [name, operation] = named
  const make = [grown, changed].find((way) => isTaken(name, operation, madeFrom(sample, 0, way))) ?? grown
  return Array.from({ length: count }, (_, index) => madeFrom(sample, index, make))
}

const PROBES = ['zzprobe0zz', 'zzprobe1zz'] as const

type Path = readonly string[]

const pathOf = (value: unknown, text: string): Path | null => {
  if (typeof value === 'string') return value.includes(text) ? [] : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inner] of Object.entries(value)) {
    const rest = pathOf(inner, text)
    if (rest !== null) return [name, ...rest]
  }
  return null
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === step)?.[1]
        : undefined,
    value,
  )

/** A list, or the values of numbered names such as `at0`, `at1`, which stand for one. */
const listAt = (value: unknown, name: string): readonly unknown[] => {
  if (Array.isArray(value)) return value
  const stem = name.replace(/\d+$/, '')
  return Object.entries(value ?? {}).flatMap(([each, item]: [string, unknown]) =>
    stem !== name && each.replace(/\d+$/, '') === stem ? [item] : [],
  )
}

/** The keys that a batch's arguments ask for: found by watching where `ask` puts keys of our own. */
export const keysOfSample = (operation: Declared, sample: object): readonly unknown[] => {
  if (operation.batch === null) return operation.key === null ? [] : [at(sample, [operation.key])]
  const asked = operation.batch.ask(PROBES)
  const [first, second] = PROBES.map((probe) => pathOf(asked, probe))
  if (first == null || second == null) return []
  const fork = first.findIndex((step, index) => step !== second[index])
  if (fork >= 0) {
    const list = listAt(at(sample, first.slice(0, fork)), first[fork] ?? '')
    return list.map((item) => at(item, first.slice(fork + 1)))
  }
  const joined = String(at(asked, first))
  const between = joined.slice(joined.indexOf(PROBES[0]) + PROBES[0].length, joined.indexOf(PROBES[1]))
  return between === '' ? [] : String(at(sample, first)).split(between)
}
