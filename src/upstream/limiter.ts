import type { Clock } from '../core/clock.ts'
import { isHeadwatersError, type HeadwatersError } from '../core/headwaters-error.ts'
import type { Answer, Exchange, Headers, Policy, Send, UpstreamCall } from './call.ts'
import { abortFailure, failure, outcomeOf } from './failure.ts'
import type { LineStatus } from './line.ts'
import type { QuotaReading, UpstreamProfile } from './profile.ts'
import type { QuotaBucket, Waiter } from './quota-bucket.ts'
import { createBuckets } from './quota-buckets.ts'

/** What the limiter stands on. */
export interface LimiterParts {
  readonly profile: UpstreamProfile
  readonly clock: Clock
  /** Asked when a call leaves the queue: why it may not go any more (the breaker opened meanwhile), or null. */
  readonly refusal: (call: UpstreamCall<unknown>) => HeadwatersError | null
}

/** The quotas of one line. */
export interface Limiter {
  readonly policy: Policy
  /** Reads the quota that the vendor tells with each answer, good or bad. Wraps the exchange, where headers are seen. */
  readonly listen: (next: Exchange) => Exchange
  readonly status: (credentialFingerprint?: string) => LineStatus['quotas']
}

/** No refusal is believed for longer than this; after it the vendor is asked again, in milliseconds. */
const MAX_PAUSE_MS = 3_600_000

const toWaiter = (call: UpstreamCall<unknown>, refusal: LimiterParts['refusal']): Waiter => {
  const { source, operation, context } = call
  const facts = { beforeSending: true, ...outcomeOf(call, 'notApplied') }
  const tooLate = (waitMs: number): HeadwatersError => {
    const message = `The quota of ${source} (${operation.quotaClass}) allows this call only in ${waitMs} ms, and its deadline is before that.`
    return failure(call, 'QUOTA_EXHAUSTED', { message, retryAfterMs: waitMs, ...facts })
  }
  return {
    priority: context.priority,
    signal: context.signal,
    deadlineAtMs: () => context.deadlineAtMs,
    refusal: () => refusal(call),
    tooLate,
    left: () => abortFailure(call, facts),
  }
}

const eventFacts = ({ source, account, operation, context }: UpstreamCall<unknown>) => ({
  source,
  account,
  operation: operation.name,
  requestId: context.requestId,
  quotaClass: operation.quotaClass,
})

/** A refusal of the vendor (429) holds the bucket back, for as long as the vendor said. */
const heedRefusal = (bucket: QuotaBucket, thrown: unknown, clock: Clock): void => {
  if (!isHeadwatersError(thrown) || thrown.code !== 'UPSTREAM_RATE_LIMITED') return
  const { retryAfterMs } = thrown.facts
  bucket.refuse(retryAfterMs === undefined ? null : clock.now() + Math.min(retryAfterMs, MAX_PAUSE_MS))
}

const heedReading = (bucket: QuotaBucket, { remaining, resetsAtMs }: QuotaReading, clock: Clock): void => {
  const resetInMs = resetsAtMs === undefined ? null : Math.min(resetsAtMs - clock.wallNow(), MAX_PAUSE_MS)
  bucket.correct({ remaining, resetsAtMs: resetInMs === null ? null : clock.now() + resetInMs })
}

/** Makes the quotas of one line: a bucket for each credential and class of calls. */
export const createLimiter = ({ profile, clock, refusal }: LimiterParts): Limiter => {
  const buckets = createBuckets(profile.quota, clock)

  const policy: Policy = (next): Send =>
    async function limited<T>(call: UpstreamCall<T>): Promise<Answer<T>> {
      const { bucket } = buckets.of(call)
      const cameAtMs = clock.now()
      await bucket.enter(toWaiter(call, refusal))
      const waitedMs = clock.now() - cameAtMs
      if (waitedMs > 0) call.context.observe({ type: 'limited', ...eventFacts(call), waitedMs })
      try {
        return await next(call)
      } catch (thrown) {
        heedRefusal(bucket, thrown, clock)
        throw thrown
      } finally {
        bucket.leave()
      }
    }

  const hear = (call: UpstreamCall<unknown>, headers: Headers): void => {
    const reading = profile.readQuota?.(headers, call.operation.quotaClass) ?? null
    if (reading === null) return
    const kept = buckets.of(call)
    kept.reading = reading
    heedReading(kept.bucket, reading, clock)
    call.context.observe({ type: 'quota', ...eventFacts(call), ...reading })
  }

  const listen = (next: Exchange): Exchange =>
    async function listening(call) {
      const answer = await next(call)
      hear(call, answer.headers)
      return answer
    }

  return { policy, listen, status: buckets.status }
}
