import type { z } from 'zod'
import type { ErrorCode } from '../core/error-code.ts'
import type { ErrorDetail } from '../core/headwaters-error.ts'
import type { WindowRule } from '../core/sliding-window.ts'
import type { Headers } from './call.ts'
import type { TlsOptions } from './tls-options.ts'

/** How a vendor tells errors: one shape, and where its words stand in it. */
export interface Problem<Shape extends z.ZodType = z.ZodType> {
  /** The vendor's error body. */
  readonly shape: Shape
  /** The vendor's word for what went wrong, looked up in the catalogue. */
  readonly code: (problem: z.output<Shape>) => string | undefined
  /** A sentence that may be shown to a caller. */
  readonly message?: (problem: z.output<Shape>) => string | undefined
  /** Places that the vendor finds fault with. */
  readonly details?: (problem: z.output<Shape>) => readonly ErrorDetail[]
  /** How long to leave the vendor alone when it limits us and no header says for how long, in milliseconds. */
  readonly retryAfterMs?: (problem: z.output<Shape>) => number | undefined
  /** Also hold answers with a good status against the shape (Slack's `ok: false`, GraphQL's `errors`). @default false */
  readonly also200?: boolean
}

/** A vendor's words and statuses for errors, each with our code. `402` or `'card_declined'`. A word wins over a status. */
export type Catalogue = Readonly<Record<string, ErrorCode>>

/** What a vendor allows of one class of calls, for one credential. Every bound that is set holds. */
export interface QuotaClass {
  /**
   * Calls per second, on average.
   * @default unbounded
   * @see the vendor's own page on its limits
   */
  readonly ratePerSecond?: number
  /**
   * Calls that may come at once.
   * @default ratePerSecond, at least 1
   * @see GCRA (ITU-T I.371): burst + rate × time is never passed
   */
  readonly burst?: number
  /**
   * Calls under way at once.
   * @default unbounded
   * @see the vendor's own page on its limits
   */
  readonly concurrency?: number
  /**
   * Windows that the vendor documents (`{ calls: 100, perMs: 10_000 }`), each sliding, in calls and milliseconds.
   * @default none
   * @see the vendor's own page on its limits
   */
  readonly windows?: readonly WindowRule[]
  /**
   * Whether a 429 halves the rate (and the concurrency); it then recovers to nine tenths in 5 seconds and beyond slowly.
   * @default true
   * @see AIMD (RFC 5681, section 3.1), with the slow return of CUBIC (RFC 9438)
   */
  readonly adaptive?: boolean
}

/** What an answer says about quota. */
export interface QuotaReading {
  readonly remaining: number
  readonly limit?: number
  /** When the quota is whole again, in milliseconds since 1970. */
  readonly resetsAtMs?: number
  /** In how many milliseconds it is whole again, for vendors that count down; used where `resetsAtMs` is left out. */
  readonly resetsInMs?: number
}

/** Reads the quota that a vendor tells with an answer: in its headers, or (asked for only when needed) its JSON body. */
export type ReadQuota = (headers: Headers, quotaClass: string, body?: () => unknown) => QuotaReading | null

/** Times that one attempt may take, each in milliseconds. */
export interface TimeoutOptions {
  /**
   * Until the connection stands, in milliseconds.
   * @default 3_000
   * @see RFC 6298, section 2: a lost first packet is sent again after 1 s, the next after 2 s more
   */
  readonly connectTimeoutMs?: number
  /**
   * From the request's last byte to the answer's headers, in milliseconds.
   * @default 10_000
   * @see ours: a third of a caller's 30 s, so that a second attempt fits
   */
  readonly headersTimeoutMs?: number
  /**
   * For the whole of the body, in milliseconds.
   * @default 10_000
   * @see ours: a third of a caller's 30 s
   */
  readonly bodyTimeoutMs?: number
  /** Between two pieces of the body, in milliseconds. @default bodyTimeoutMs */
  readonly idleTimeoutMs?: number
}

/** Connections kept to one origin, and the size of what goes over them. */
export interface PoolOptions {
  /**
   * Most connections to one origin.
   * @default 64
   * @see ours: undici sets no bound
   */
  readonly connections?: number
  /**
   * How long an idle connection is kept, in milliseconds.
   * @default 10_000
   * @see ours: shorter than what balancers keep (nginx 75 s, AWS 60 s), so that theirs do not end under a request
   */
  readonly keepAliveMs?: number
  /**
   * Most bytes that an answer's body may have, before and after decompression.
   * @default 16_777_216
   * @see ours
   */
  readonly maxBodyBytes?: number
  /** Most bytes that a request's body may have. @default 16_777_216 */
  readonly maxRequestBytes?: number
  /**
   * Most bytes that an answer's headers may have.
   * @default 16_384
   * @see Node, `--max-http-header-size`
   */
  readonly maxHeaderBytes?: number
  /**
   * Request bodies from this size on, in bytes, leave as gzip; only where the vendor takes that.
   * @default never
   * @see RFC 9110, section 8.4
   */
  readonly gzipFromBytes?: number
}

/** When and how a call is repeated. */
export interface RetryOptions {
  /**
   * Attempts in all, the first included; 1 switches retrying off.
   * @default 3
   * @see AWS SDKs, "standard" retry mode
   */
  readonly maxAttempts?: number
  /**
   * The first wait's upper bound, in milliseconds; it doubles with each attempt, and the wait is anything below (full jitter).
   * @default 100
   * @see AWS Architecture Blog, "Exponential Backoff And Jitter"
   */
  readonly baseDelayMs?: number
  /**
   * Longest wait before one further attempt, in milliseconds. A longer `Retry-After` ends the call with that error.
   * @default 5_000
   * @see ours: beyond it the caller decides better than we do
   */
  readonly maxDelayMs?: number
  /**
   * Repetitions that each successful call earns.
   * @default 0.1
   * @see Google, "Site Reliability Engineering", chapter 21: a retry budget of 10 %
   */
  readonly budgetRatio?: number
  /**
   * Most repetitions that can be saved up; half of it is there at the start. In an outage this is all that is spent.
   * @default 5
   * @see ours: sixty calls of an outage stay at 1.1 requests each
   */
  readonly budgetReserve?: number
}

/** When a vendor is left alone for a while. */
export interface BreakerOptions {
  /**
   * Share of failures in the window that opens it, from 0 to 1.
   * @default 0.5
   * @see Hystrix, `errorThresholdPercentage`
   */
  readonly failureRatio?: number
  /**
   * Calls in the window below which the ratio says nothing.
   * @default 10
   * @see ours: half of Hystrix's, so that twenty failures are always enough
   */
  readonly minimumCalls?: number
  /**
   * Failures in a row that open it.
   * @default 5
   * @see Envoy, outlier detection, `consecutive_5xx`
   */
  readonly consecutiveFailures?: number
  /**
   * The window, in milliseconds.
   * @default 10_000
   * @see Hystrix, `metrics.rollingStats.timeInMilliseconds`
   */
  readonly windowMs?: number
  /**
   * How long it stays open before a probe, in milliseconds.
   * @default 1_000
   * @see ours: a vendor that is back is asked again within a second
   */
  readonly openMs?: number
  /**
   * How long a probe may take before its place is given to another, in milliseconds.
   * @default 5_000
   * @see ours
   */
  readonly probeTimeoutMs?: number
  /**
   * Between the beginnings of two probes, at least, in milliseconds.
   * @default 1_000
   * @see ours: at most one a second
   */
  readonly probeIntervalMs?: number
  /**
   * An attempt that a caller's deadline cut off counts as the vendor's failure when the vendor had been given this long,
   * in milliseconds (or `headersTimeoutMs`, where that is less). Impatient callers open no breaker.
   * @default 1_000
   * @see ours: raise it where good answers take longer
   */
  readonly slowCallMs?: number
}

/** Everything the line has to know of one vendor. */
export interface UpstreamProfile {
  /** The source's name. */
  readonly source: string
  readonly baseUrl: string
  /** Hosts that may be called, beside the base URL's. */
  readonly hosts: readonly string[]
  /** True for a sandbox on loopback: plain http is fine there, and nowhere else. */
  readonly isSandbox: boolean
  readonly problem: Problem | null
  readonly catalogue: Catalogue
  readonly quota: Readonly<Record<string, QuotaClass>>
  /**
   * Reads the quota that the vendor tells; null for the common headers (`RateLimit`, `X-RateLimit-*`, and their kin).
   */
  readonly readQuota: ReadQuota | null
  /** The header with the vendor's id of the request. */
  readonly requestIdHeader: string | null
  /** The vendor's own word on repeating (`stripe-should-retry`); null when it says nothing. */
  readonly shouldRetry: ((headers: Headers) => boolean | null) | null
  readonly timeouts: TimeoutOptions
  readonly pool: PoolOptions
  readonly retry: RetryOptions
  readonly breaker: BreakerOptions
  /** Certificates for this vendor alone; they win over those of the process. @default those of the process */
  readonly tls?: TlsOptions
}
