import { vendorNow } from '../core/clock-skew.ts'
import type { Clock } from '../core/clock.ts'
import { isHeadwatersError, type HeadwatersError } from '../core/headwaters-error.ts'
import type { Answer, Exchange, Policy, RawAnswer, Send, UpstreamCall } from './call.ts'
import { abortFailure, failure, outcomeOf } from './failure.ts'
import { decodeJsonBody } from './json-body.ts'
import type { LineStatus } from './line.ts'
import type { QuotaReading, UpstreamProfile } from './profile.ts'
import type { QuotaBucket, Waiter } from './quota-bucket.ts'
import { createBuckets } from './quota-buckets.ts'
import { readCommonQuota } from './quota-headers.ts'

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
    owner: context.caller?.name ?? '',
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

/** A reading on our own clock, whichever way and by whichever clock the vendor told. */
const onOurClock = (told: QuotaReading, date: string | undefined, clock: Clock): QuotaReading => {
  const { remaining, limit, resetsAtMs, resetsInMs } = told
  const wallNowMs = clock.wallNow()
  const inMs = resetsAtMs === undefined ? resetsInMs : resetsAtMs - vendorNow(date, wallNowMs)
  return {
    remaining,
    ...(limit !== undefined && { limit }),
    ...(inMs !== undefined && { resetsAtMs: wallNowMs + inMs }),
  }
}

const heedReading = (bucket: QuotaBucket, reading: QuotaReading, clock: Clock): void => {
  const { resetsAtMs } = reading
  const resetInMs = resetsAtMs === undefined ? null : Math.min(resetsAtMs - clock.wallNow(), MAX_PAUSE_MS)
  bucket.correct({
    remaining: reading.remaining,
    limit: reading.limit ?? null,
    resetsAtMs: resetInMs === null ? null : clock.now() + resetInMs,
  })
}

/** A body as JSON; undefined when it is none. */
const jsonOf = (answer: RawAnswer): unknown => {
  try {
    return decodeJsonBody(answer)
  } catch {
    // What cannot be parsed tells of no quota; decode says what is wrong with it.
    return undefined
  }
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

  const hear = (call: UpstreamCall<unknown>, answer: RawAnswer): void => {
    const read = profile.readQuota ?? readCommonQuota
    const told = read(answer.headers, call.operation.quotaClass, () => jsonOf(answer))
    if (told === null) return
    const reading = onOurClock(told, answer.headers['date'], clock)
    const kept = buckets.of(call)
    kept.reading = reading
    heedReading(kept.bucket, reading, clock)
    call.context.observe({ type: 'quota', ...eventFacts(call), ...reading })
  }

  const listen = (next: Exchange): Exchange =>
    async function listening(call) {
      const answer = await next(call)
      hear(call, answer)
      return answer
    }

  return { policy, listen, status: buckets.status }
}
