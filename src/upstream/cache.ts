import type { Clock } from '../core/clock.ts'
import { isHeadwatersError } from '../core/headwaters-error.ts'
import type { AnswerStore, StoredAnswer } from '../state/answer-store.ts'
import type { TagMark, TagStore } from '../state/tag-store.ts'
import type { Answer, Policy, Send, UpstreamCall } from './call.ts'
import { asKeyed, scopeTags, toCallKey } from './shared.ts'

/** What the cache stands on. */
export interface CacheParts {
  readonly answers: AnswerStore
  readonly tags: TagStore
  readonly clock: Clock
}

/**
 * Answers reads from memory while they are fresh, and makes writes forget what they changed. Batched reads are cached key by
 * key by their loader, and pass.
 */
export const cache =
  (parts: CacheParts): Policy =>
  (next) =>
  (call) => {
    if (call.operation.kind === 'write') return sendThenForget(call, next, parts)
    return isKept(call) ? sendOrRecall(call, next, parts) : next(call)
  }

const isKept = (call: UpstreamCall<unknown>): boolean => call.operation.ttlMs > 0 && !call.operation.isBatch

const sendOrRecall = async <T>(call: UpstreamCall<T>, next: Send, parts: CacheParts): Promise<Answer<T>> => {
  const key = toCallKey(call)
  const stored = recall(key, parts)
  if (stored !== null) return toAnswer<T>(stored)
  const tags = scopeTags(call, call.tags)
  // Noted before the call leaves: what is forgotten from here on may be what this very call is about to read.
  const mark = parts.tags.mark(tags)
  const answer = await next(call)
  keep({ key, mark, ttlMs: call.operation.ttlMs, answer }, parts)
  return answer
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
  readonly answer: Answer<unknown>
}

/** Keeps an answer, unless one of its tags was forgotten since its call began. */
export const keep = ({ key, mark, ttlMs, answer }: Keeping, parts: CacheParts): void => {
  if (!parts.tags.isCurrent(mark)) return
  const { value, status, headers, receivedAtMs } = answer
  const bytes = answer.bytes + headerBytes(headers)
  const freshUntilMs = receivedAtMs + ttlMs
  parts.answers.set(key, { value, status, headers, receivedAtMs, freshUntilMs, tags: mark.tags, mark, bytes })
}

const headerBytes = (headers: Answer<unknown>['headers']): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0)

const toAnswer = <T>(stored: StoredAnswer): Answer<T> => ({
  value: asKeyed<T>(stored.value),
  status: stored.status,
  headers: stored.headers,
  receivedAtMs: stored.receivedAtMs,
  bytes: stored.bytes,
  via: 'cache',
  attempts: 0,
})

const sendThenForget = async <T>(call: UpstreamCall<T>, next: Send, parts: CacheParts): Promise<Answer<T>> => {
  try {
    const answer = await next(call)
    forget(call, parts.tags)
    return answer
  } catch (error) {
    if (mayHaveHappened(error)) forget(call, parts.tags)
    throw error
  }
}

/**
 * Only a write that says that it was not done was not done: silence counts as "unknown". After several attempts the last
 * one's word says nothing about those before it.
 */
const mayHaveHappened = (error: unknown): boolean => {
  if (!isHeadwatersError(error)) return true
  const { outcome, beforeSending, attempts = 1 } = error.facts
  return attempts > 1 || (outcome !== 'notApplied' && beforeSending !== true)
}

const forget = (call: UpstreamCall<unknown>, tags: TagStore): void => {
  if (call.forgets.length === 0) return
  tags.forget(scopeTags(call, call.forgets))
  const { source, account, operation, context } = call
  const { requestId, observe } = context
  observe({ type: 'forgot', source, account, operation: operation.name, requestId, tags: call.forgets })
}
