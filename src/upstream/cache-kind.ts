import type { CacheMode, Fields } from '../core/freshness.ts'
import type { CacheUse } from '../core/reuse.ts'
import type { StoredAnswer } from '../state/answer-store.ts'
import type { Answer, AnswerVia, UpstreamCall } from './call.ts'
import { asKeyed, scopeTags, toCallKey } from './shared.ts'

/** What a read asks of the cache. */
export interface CacheAsk {
  /** The key it is kept under. */
  readonly key: string
  /** Keys under which an answer may be found too. */
  readonly alsoUnder: readonly string[]
  readonly mode: CacheMode
  readonly method: string
  /** The request's fields. */
  readonly headers: Fields
  readonly use: CacheUse
  /** Whether the request shows who asks, so that a shared cache has to be careful. */
  readonly hasCredential: boolean
  /** How long an answer that says nothing itself is fresh, in milliseconds; null asks the heuristic. */
  readonly ttlMs: number | null
  /** Whether `ttlMs` counts whatever the answer says. */
  readonly overrides: boolean
  /** How long beyond its freshness an answer may stand in for an error by our own word, in milliseconds. */
  readonly staleMs: number
  /** Names under which the answer can be forgotten. */
  readonly tags: readonly string[]
}

/** How a kept answer is handed on. */
export interface Presentation {
  readonly via: AnswerVia
  /** How old it is now, in milliseconds. */
  readonly ageMs: number
  readonly attempts: number
}

/** What differs between operations, whose values are decoded, and a fetch, whose answers are raw. */
export interface CacheKind {
  /** What a call asks of the cache; null when it passes by. */
  readonly ask: (call: UpstreamCall<unknown>) => CacheAsk | null
  /** What a write's own answer would be kept as, where it can be (RFC 9110, section 9.3.3); null for never. */
  readonly askOfWrite: (call: UpstreamCall<unknown>) => CacheAsk | null
  /** Whether a kept answer holds what is asked (all of it, or the very part). */
  readonly holds: (ask: CacheAsk, stored: StoredAnswer) => boolean
  /** Whether two answers that the same fields chose are alike, so that the younger takes the older's place. */
  readonly isAlike: (a: StoredAnswer, b: StoredAnswer) => boolean
  /** The value to keep of an answer, or null when it cannot be kept (a stream). */
  readonly toKept: (
    ask: CacheAsk,
    answer: Answer<unknown>,
    unstored: ReadonlySet<string>,
  ) => { readonly value: unknown } | null
  /** The kept value, brought up to date by a 304. */
  readonly freshen: (value: unknown, told: Answer<unknown>, unstored: ReadonlySet<string>) => unknown
  /** Hands a kept answer on. */
  readonly present: <T>(call: UpstreamCall<T>, stored: StoredAnswer, how: Presentation) => Answer<T>
  /** The answer of a cache that may not ask, or cannot (504); null where an error says that. */
  readonly unavailable: <T>(call: UpstreamCall<T>) => Answer<T> | null
}

/** A kept value as an operation hands it on; operations show no age. */
const toAnswer = <T>(stored: StoredAnswer, { via, attempts }: Presentation): Answer<T> => {
  // Kept for a short while: that there is no such object.
  if (stored.value instanceof Error) throw stored.value
  const { status, headers, receivedAtMs, bytes } = stored
  return { value: asKeyed<T>(stored.value), status, headers, receivedAtMs, bytes, via, attempts }
}

/** Operations: kept where their source says for how long; a question of its own for each credential and request. */
export const operationKind: CacheKind = {
  ask: (call) => {
    const { operation, request } = call
    if (operation.ttlMs <= 0 || operation.isBatch) return null
    return {
      key: toCallKey(call),
      alsoUnder: [],
      // Its key is the credential's own, or the source said in so many words that all may share it.
      mode: 'private',
      method: 'GET',
      headers: request.headers,
      use: 'default',
      hasCredential: false,
      ttlMs: operation.ttlMs,
      overrides: operation.overridesVendorCache ?? false,
      staleMs: operation.staleMs ?? 0,
      tags: scopeTags(call, call.tags),
    }
  },
  askOfWrite: () => null,
  holds: () => true,
  isAlike: () => true,
  toKept: (_ask, { value }) => ({ value }),
  freshen: (value) => value,
  present: (_call, stored, how) => toAnswer(stored, how),
  unavailable: () => null,
}
