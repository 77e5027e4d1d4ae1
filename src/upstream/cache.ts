import { decideReuse, wantsKeptOnly, type Reuse } from '../core/reuse.ts'
import { locatesItself } from '../core/safe-method.ts'
import type { StoredAnswer } from '../state/answer-store.ts'
import type { TagMark } from '../state/tag-store.ts'
import { createBehind } from './cache-behind.ts'
import { findEntry, keptFacts, putEntry, toEntry, type EntryParts } from './cache-entry.ts'
import { askAndKeep, type Asking } from './cache-fill.ts'
import { operationKind, type CacheAsk, type CacheKind } from './cache-kind.ts'
import type { Answer, Policy, Send, UpstreamCall } from './call.ts'
import { sendThenForget, type ForgettingParts } from './forgetting.ts'

/** What the cache stands on. */
export interface CacheParts extends EntryParts {
  /** Whose answers are kept: operations' decoded values, or a fetch's raw answers. @default operationKind */
  readonly kind?: CacheKind
  /** How long it is remembered that there is no such object, in milliseconds, never longer than the operation's TTL. @default 5_000 */
  readonly notFoundTtlMs?: number
  /** How long asking behind a stale answer may take, in milliseconds. @default 10_000 */
  readonly behindMs?: number
  /** Aborted when the line closes: ends what is asked behind. */
  readonly closing?: AbortSignal
  /** The tags that a write made stale, from its answer. @default call.forgets */
  readonly forgotten?: NonNullable<ForgettingParts['forgotten']>
}

/**
 * Answers reads from memory as RFC 9111 allows: while they are fresh, or stale where the answer, the asker or we say so; asks
 * whether they still hold by their validators; and makes writes forget what they changed. Batched reads are cached key by key
 * by their loader, and pass.
 */
export const cache =
  (parts: CacheParts): Policy =>
  (next) => {
    const kind = parts.kind ?? operationKind
    const whole = { ...parts, kind }
    const behind = createBehind(whole, next)
    return async <T>(call: UpstreamCall<T>): Promise<Answer<T>> => {
      if (call.operation.kind === 'write') return write(call, next, whole)
      const ask = kind.ask(call)
      if (ask === null) return next(call)
      const stored = findEntry(ask, whole)
      const asking: Asking<T> = { call, ask, stored }
      const verdict = judge(stored, ask, parts)
      if (stored !== null && (verdict === 'serve' || verdict === 'serveThenAsk')) {
        if (verdict === 'serveThenAsk') behind(asking)
        const { ageMs } = keptFacts(stored, ask, parts.clock)
        return kind.present(call, stored, { via: verdict === 'serve' ? 'cache' : 'stale', ageMs, attempts: 0 })
      }
      if (verdict === 'refuse') return kind.unavailable(call) ?? next(call)
      return askAndKeep(asking, next, whole)
    }
  }

/** Sends a write and forgets what it changed; its answer may be what a later read would get. */
const write = async <T>(
  call: UpstreamCall<T>,
  next: Send,
  parts: CacheParts & { readonly kind: CacheKind },
): Promise<Answer<T>> => {
  const { kind, tags, clock } = parts
  const requestedAtMs = clock.now()
  const ask = kind.askOfWrite(call)
  const before = tags.mark(ask?.tags ?? [])
  let isYoungest = false
  const noting: Send = async (sent) => {
    const answer = await next(sent)
    // Another write that ended meanwhile may have come after this one at the vendor.
    isYoungest = tags.isCurrent(before)
    return answer
  }
  const answer = await sendThenForget(call, noting, parts)
  if (ask === null || !isYoungest) return answer
  const arrival = { ask, answer, mark: tags.mark(ask.tags), requestedAtMs }
  const entry = toEntry({ ...arrival, locatesItself: locatesItself(call.request.url, answer.headers) }, parts)
  if (entry !== null) putEntry(ask.key, entry, parts)
  return answer
}

const judge = (stored: StoredAnswer | null, ask: CacheAsk, { clock }: EntryParts): Reuse => {
  if (stored === null) return wantsKeptOnly(ask) ? 'refuse' : 'ask'
  const isPlain = ask.use === 'default' && !('cache-control' in ask.headers) && !('pragma' in ask.headers)
  if (isPlain && clock.now() < stored.freshUntilMs) return 'serve'
  return decideReuse(keptFacts(stored, ask, clock), ask)
}

/** The answer under a key that is fresh and was not forgotten, or null. */
export const recall = (key: string, parts: CacheParts): StoredAnswer | null => {
  const stored = parts.answers.get(key)
  if (stored === undefined) return null
  if (stored.mark !== undefined && !parts.tags.isCurrent(stored.mark)) {
    parts.answers.delete(key)
    return null
  }
  return parts.clock.now() < stored.freshUntilMs ? stored : null
}

/** An answer to keep: under which key, for how long, and as of when. */
export interface Keeping {
  readonly key: string
  /** Noted when the call began. */
  readonly mark: TagMark
  readonly ttlMs: number
  /** Milliseconds beyond that during which it is held, to stand in for a failure. @default 0 */
  readonly staleMs?: number
  readonly answer: Answer<unknown>
}

/** Keeps an answer, unless one of its tags was forgotten since its call began. */
export const keep = ({ key, mark, ttlMs, staleMs = 0, answer }: Keeping, parts: CacheParts): void => {
  if (!parts.tags.isCurrent(mark)) return
  const { value, status, headers, receivedAtMs, bytes } = answer
  const freshUntilMs = receivedAtMs + ttlMs
  const held = staleMs > 0 ? { keepUntilMs: freshUntilMs + staleMs } : {}
  parts.answers.set(key, { value, status, headers, receivedAtMs, freshUntilMs, ...held, tags: mark.tags, mark, bytes })
}
