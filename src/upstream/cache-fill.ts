import { isHeadwatersError } from '../core/headwaters-error.ts'
import { forbidsStale, isErrorStatus, staleIfErrorMs } from '../core/reuse.ts'
import { conditionsFor, isAboutStored, isConditional, isSameByHead } from '../core/validation.ts'
import type { StoredAnswer } from '../state/answer-store.ts'
import {
  dropEntry,
  freshenEntry,
  keptFacts,
  putEntry,
  toEntry,
  type Arrival,
  type EntryParts,
  type KindParts,
} from './cache-entry.ts'
import type { CacheAsk } from './cache-kind.ts'
import type { Answer, Send, UpstreamCall } from './call.ts'

/** A read that has to be asked, and what is kept of it. */
export interface Asking<T> {
  readonly call: UpstreamCall<T>
  readonly ask: CacheAsk
  /** What is kept and may not be used without asking. */
  readonly stored: StoredAnswer | null
}

/** What asking and keeping stands on. */
export interface FillParts extends KindParts {
  readonly notFoundTtlMs?: number
}

const DEFAULT_NOT_FOUND_MS = 5_000
/** About what an error takes in memory. */
const ERROR_BYTES = 1_024

/** Asks the vendor, under the kept answer's validators where it has some, and keeps what comes. */
export const askAndKeep = async <T>(asking: Asking<T>, next: Send, parts: FillParts): Promise<Answer<T>> => {
  const { ask, stored } = asking
  const mark = parts.tags.mark(ask.tags)
  const requestedAtMs = parts.clock.now()
  const conditions = conditionsOf(asking)
  try {
    const answer = await next(withConditions(asking.call, conditions))
    const arrival: Arrival = { ask, answer, mark, requestedAtMs }
    if (stored !== null && answer.status === 304 && conditions !== null)
      return await landNotModified(asking, arrival, { next, parts })
    if (isErrorStatus(answer.status) && mayStandIn(asking, parts)) return present(asking, 'stale', parts)
    if (ask.method === 'HEAD' || answer.status === 304) heed(asking, arrival, parts)
    const entry = toEntry(arrival, parts)
    if (entry !== null) putEntry(ask.key, entry, parts)
    return answer
  } catch (thrown) {
    return rescue(asking, { thrown, mark }, parts)
  }
}

/** The conditions to ask under: none where the asker has some, or asks for something that has no body to keep. */
const conditionsOf = ({ ask, stored }: Asking<unknown>): Readonly<Record<string, string>> | null => {
  if (stored === null || stored.value instanceof Error || ask.method !== 'GET') return null
  if (ask.use === 'reload' || isConditional(ask.headers)) return null
  const conditions = conditionsFor(stored.headers)
  return Object.keys(conditions).length === 0 ? null : conditions
}

/** Under conditions an answer may be 304, which has nothing to decode; its status tells. */
const withConditions = <T>(
  call: UpstreamCall<T>,
  conditions: Readonly<Record<string, string>> | null,
): UpstreamCall<T> => {
  if (conditions === null) return call
  const headers = { ...call.request.headers, ...conditions }
  return { ...call, request: { ...call.request, headers }, conditional: true }
}

const present = <T>({ call, ask, stored }: Asking<T>, via: 'stale', { clock, kind }: KindParts): Answer<T> => {
  if (stored === null) throw new TypeError('Nothing is kept that could be handed on.')
  return kind.present(call, stored, { via, ageMs: keptFacts(stored, ask, clock).ageMs, attempts: 0 })
}

/** The kept answer holds still: it is brought up to date, kept on and handed on. */
const landNotModified = async <T>(
  asking: Asking<T>,
  arrival: Arrival,
  { next, parts }: { readonly next: Send; readonly parts: FillParts },
): Promise<Answer<T>> => {
  const { call, ask, stored } = asking
  const { answer } = arrival
  // It speaks of something else than what is kept: asked once more, without conditions.
  if (stored === null || !isAboutStored(answer.headers, stored.headers))
    return askAndKeep({ ...asking, stored: null }, next, parts)
  const fresh = freshenEntry(stored, arrival, parts)
  putEntry(ask.key, fresh, parts)
  const { ageMs } = keptFacts(fresh, ask, parts.clock)
  return parts.kind.present(call, fresh, { via: 'upstream', ageMs, attempts: answer.attempts ?? 1 })
}

/** An answer to HEAD, or a 304 to the asker's own condition, tells of what is kept too (RFC 9111, sections 4.3.4 and 4.3.5). */
const heed = ({ ask, stored }: Asking<unknown>, arrival: Arrival, parts: FillParts): void => {
  const { status, headers } = arrival.answer
  if (stored === null) return
  if (status === 304 && !isAboutStored(headers, stored.headers)) return
  if (status === 304 || (status === 200 && isSameByHead(headers, stored.headers)))
    putEntry(ask.key, freshenEntry(stored, arrival, parts), parts)
  else if (status === 200) dropEntry(ask.key, stored, parts)
}

/** Whether what is kept may stand in for an error now. */
const mayStandIn = ({ ask, stored }: Asking<unknown>, { clock }: EntryParts): boolean => {
  if (stored === null || stored.value instanceof Error) return false
  const facts = keptFacts(stored, ask, clock)
  return facts.ageMs - facts.lifetimeMs < staleIfErrorMs(facts, ask.headers, ask.staleMs)
}

interface Trouble {
  readonly thrown: unknown
  readonly mark: Arrival['mark']
}

/** What is handed on in the place of an error: a stale answer where it may stand in, or the error. */
const rescue = <T>(asking: Asking<T>, { thrown, mark }: Trouble, parts: FillParts): Answer<T> => {
  if (!isHeadwatersError(thrown)) throw thrown
  const { call, ask, stored } = asking
  const isTheirs = thrown.traits.retryable && thrown.code !== 'DEADLINE_EXCEEDED'
  if (isTheirs && mayStandIn(asking, parts)) return { ...present(asking, 'stale', parts), failure: thrown }
  if (
    thrown.code === 'UPSTREAM_UNREACHABLE' &&
    stored !== null &&
    forbidsStale({ mode: ask.mode, headers: stored.headers })
  ) {
    const unavailable = parts.kind.unavailable(call)
    if (unavailable !== null) return unavailable
  }
  if (thrown.code === 'UPSTREAM_NOT_FOUND' && ask.ttlMs !== null) {
    const { clock, notFoundTtlMs = DEFAULT_NOT_FOUND_MS } = parts
    const receivedAtMs = clock.now()
    const freshUntilMs = receivedAtMs + Math.min(ask.ttlMs, notFoundTtlMs)
    const value = thrown.with({ attempts: 0 })
    const entry = {
      value,
      status: 404,
      headers: {},
      receivedAtMs,
      freshUntilMs,
      tags: mark.tags,
      mark,
      bytes: ERROR_BYTES,
    }
    putEntry(ask.key, entry, parts)
  }
  throw thrown
}
