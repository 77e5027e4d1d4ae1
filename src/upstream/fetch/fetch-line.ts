import { lifetimeMs } from '../../core/freshness.ts'
import { mayStore } from '../../core/storing.ts'
import { conditionsFor } from '../../core/validation.ts'
import { createMemoryAnswerStore } from '../../state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../state/memory/tag-store.ts'
import { createBreaker } from '../breaker.ts'
import { cache } from '../cache.ts'
import type { Answer, Exchange, Policy, Send, UpstreamCall } from '../call.ts'
import { coalesce } from '../coalesce.ts'
import { deadline } from '../deadline.ts'
import { createLimiter } from '../limiter.ts'
import type { UpstreamProfile } from '../profile.ts'
import { report } from '../report.ts'
import { retry } from '../retry.ts'
import { systemClock, systemRandom } from '../system-clock.ts'
import { timeout } from '../timeout.ts'
import { fetchKind, forgottenByFetch } from './fetch-cache.ts'
import { shownCredentials } from './fetch-call.ts'
import { createFetchTransport, type FetchTransport } from './fetch-transport.ts'
import type { Fetched } from './fetched.ts'
import type { FetchOptions } from './options.ts'
import { answerRefusals, attempt } from './refusal.ts'

/** The line of one fetch. */
export interface FetchLine {
  readonly send: Send
  readonly close: () => Promise<void>
}

const CACHE_DEFAULTS = { maxCacheBytes: 67_108_864, maxCacheEntryBytes: 4_194_304, staleIfErrorMs: 0 } as const

const toProfile = (options: FetchOptions): UpstreamProfile => {
  const [first] = options.hosts
  if (first === undefined) throw new TypeError('createFetch needs at least one host in `hosts`.')
  const { name: source = 'fetch', limiter, retry, breaker, timeouts = {}, pool = {}, loopback = false } = options
  return {
    source,
    baseUrl: `${loopback ? 'http' : 'https'}://${first}`,
    hosts: options.hosts,
    isSandbox: loopback,
    problem: null,
    catalogue: {},
    quota: limiter ? limiter.quota : {},
    readQuota: (limiter ? limiter.readQuota : undefined) ?? null,
    requestIdHeader: null,
    shouldRetry: options.shouldRetry ?? null,
    timeouts,
    pool,
    retry: retry || {},
    breaker: breaker || {},
  }
}

/** Reads alone, and only those whose answer can be handed to several. */
const reads =
  (policy: Policy): Policy =>
  (next) => {
    const shared = policy(next)
    return (call) => {
      const { fetch, method } = call.request
      const isShared =
        method === 'GET' && fetch?.stream !== true && fetch?.use !== 'no-store' && fetch?.payload === null
      return isShared ? shared(call) : next(call)
    }
  }

const shown = (call: UpstreamCall<unknown>): 'none' | 'cookies' | 'more' => {
  const names = shownCredentials(call.request.headers)
  if (names.length === 0) return 'none'
  return names.every((name) => name === 'cookie') ? 'cookies' : 'more'
}

/** Whether an answer's body is read whole though a stream was wished for: it is judged, or short enough to be kept. */
const createIsWhole = (options: FetchOptions) => {
  const { cache: mode = 'private', clock = systemClock } = options
  const { maxCacheEntryBytes } = { ...CACHE_DEFAULTS, ...options }
  return (call: UpstreamCall<unknown>, answer: Answer<Fetched>): boolean => {
    if (answer.status >= 400) return true
    const { method, headers: asked, fetch } = call.request
    const length = Number(answer.headers['content-length'] ?? NaN)
    if (mode === false || fetch?.use === 'no-store' || !(length <= maxCacheEntryBytes)) return false
    const hasCredential = shown(call) === 'more'
    const facts = { mode, method, asked, hasCredential, locatesItself: false, isDeclared: false, answer }
    const isOfUse =
      Object.keys(conditionsFor(answer.headers)).length > 0 ||
      lifetimeMs(answer, { mode, ttlMs: null, receivedWallMs: clock.wallNow() }) > 0
    return isOfUse && mayStore(facts)
  }
}

/** Puts a step that is written for raw answers around an exchange that keeps all header lines. */
const around =
  (step: (next: Exchange) => Exchange, exchange: FetchTransport['exchange']): FetchTransport['exchange'] =>
  async (call) => {
    let answer: Answer<Fetched> | null = null
    const stepped = step(async (sent) => {
      answer = await exchange(sent)
      return { status: answer.status, headers: answer.headers, body: NO_BYTES }
    })
    await stepped(call)
    if (answer === null) throw new TypeError('The exchange ended without an answer.')
    return answer
  }

const NO_BYTES = new Uint8Array()

/** Builds the line of one fetch: the stations of a vendor's line, in the same order, around raw answers. */
export const createFetchLine = (options: FetchOptions): FetchLine => {
  const { clock = systemClock, random = systemRandom, cache: mode = 'private' } = options
  const { maxCacheBytes, maxCacheEntryBytes, staleIfErrorMs } = { ...CACHE_DEFAULTS, ...options }
  const profile = toProfile(options)
  const closing = new AbortController()
  const tags = options.tags ?? createMemoryTagStore()
  const answers =
    options.answers ?? createMemoryAnswerStore({ maxBytes: maxCacheBytes, maxEntryBytes: maxCacheEntryBytes, clock })
  const transport = createFetchTransport({ profile, clock, egress: options.egress, isWhole: createIsWhole(options) })
  const breaker = createBreaker(profile.breaker, clock, profile.timeouts)
  const limiter = createLimiter({ profile, clock, refusal: options.breaker === false ? () => null : breaker.refusal })
  const kind = mode === false ? null : fetchKind({ mode, staleIfErrorMs, clock, shown })

  const policies: readonly Policy[] = [
    report({ clock }),
    deadline({ clock }),
    ...(kind === null
      ? []
      : [cache({ answers, tags, clock, kind, forgotten: forgottenByFetch, closing: closing.signal })]),
    answerRefusals,
    ...(kind === null ? [] : [reads(coalesce({ tags, clock }))]),
    ...(options.retry === false ? [] : [retry({ options: profile.retry, clock, random })]),
    ...(options.breaker === false ? [] : [breaker.policy]),
    ...(options.limiter ? [limiter.policy] : []),
  ]
  const timed = around(timeout(profile.timeouts, clock), transport.exchange)
  const exchange = options.limiter ? around(limiter.listen, timed) : timed
  const lowest = attempt({ exchange, clock, shouldRetry: profile.shouldRetry })
  return {
    send: policies.reduceRight((next, policy) => policy(next), lowest),
    close: async () => {
      closing.abort()
      await transport.close()
    },
  }
}
