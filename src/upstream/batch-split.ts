import type { ErrorCode } from '../core/error-code.ts'
import { HeadwatersError, isHeadwatersError } from '../core/headwaters-error.ts'
import type { Answer } from './call.ts'

/** Consecutive keys of a batch that were asked for in one call, and what came of it. */
export interface Part<T> {
  readonly from: number
  readonly to: number
  readonly ending: { readonly answer: Answer<readonly T[]> } | { readonly error: unknown }
}

/** A vendor's "no" to what a batch asks for. Its own trouble (outages, 429, a credential, drift) concerns no key. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  'UPSTREAM_REJECTED',
  'UPSTREAM_NOT_FOUND',
  'UPSTREAM_CONFLICT',
  'UPSTREAM_FORBIDDEN',
  // A key that our own check of the request refuses.
  'BAD_USER_INPUT',
])

/** Levels of halving after which, if nothing was answered yet, the request is refused and not one of its keys. */
const LEVELS_IN_VAIN = 2

/**
 * Most calls beyond the first that a refused batch of so many keys may cost: the halves that lead to one key, and one
 * pair more. Never above 16.
 */
export const splitBudget = (keys: number): number => Math.min(16, 2 * Math.ceil(Math.log2(Math.max(1, keys))) + 2)

const isRefused = <T>({ ending }: Part<T>): boolean =>
  'error' in ending && isHeadwatersError(ending.error) && REFUSALS.has(ending.error.code)

// "There is none" is looked into as far as the calls go: null for a row that exists would be a wrong answer.
const isMissing = <T>({ ending }: Part<T>): boolean =>
  'error' in ending && isHeadwatersError(ending.error) && ending.error.code === 'UPSTREAM_NOT_FOUND'

const canSplit = <T>(part: Part<T>): boolean => part.to - part.from > 1 && isRefused(part)

const halvesOf = <T>({ from, to }: Part<T>): readonly (readonly [from: number, to: number])[] => {
  const middle = from + Math.ceil((to - from) / 2)
  return [
    [from, middle],
    [middle, to],
  ]
}

/** Asks for the keys from one place up to another in one call. */
export type AskPart<T> = (from: number, to: number) => Promise<Answer<readonly T[]>>

const askPart = async <T>(ask: AskPart<T>, from: number, to: number): Promise<Part<T>> => {
  try {
    return { from, to, ending: { answer: await ask(from, to) } }
  } catch (error) {
    return { from, to, ending: { error } }
  }
}

/**
 * Asks for a batch of keys in one call. Where the vendor refuses the whole because of some of them, the batch is halved
 * level by level until they stand alone, within {@link splitBudget}; what is left undecided then keeps its refusal.
 */
export const askOrSplit = async <T>(keys: number, ask: AskPart<T>): Promise<readonly Part<T>[]> => {
  let parts: readonly Part<T>[] = [await askPart(ask, 0, keys)]
  let left = splitBudget(keys)
  for (let level = 0; ; level += 1) {
    const isInVain = level >= LEVELS_IN_VAIN && parts.every(isRefused) && !parts.every(isMissing)
    const chosen = new Set(parts.filter(canSplit).slice(0, Math.floor(left / 2)))
    if (isInVain || chosen.size === 0) return parts
    left -= chosen.size * 2
    const next = parts.map(async (part) =>
      chosen.has(part) ? Promise.all(halvesOf(part).map(([from, to]) => askPart(ask, from, to))) : [part],
    )
    parts = (await Promise.all(next)).flat()
  }
}

/** Several keys that were refused together, while others of their batch were answered: nobody knows whose fault it is. */
export const isUndecided = <T>(part: Part<T>, parts: readonly Part<T>[]): boolean =>
  canSplit(part) && !parts.every(isRefused)

/** A "not found" of several keys would read as if none of them existed. */
export const toUndecided = (error: HeadwatersError): HeadwatersError =>
  error.code === 'UPSTREAM_NOT_FOUND' ? new HeadwatersError('UPSTREAM_REJECTED', error.message, error.facts) : error
