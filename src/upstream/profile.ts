import type { z } from 'zod'
import type { ErrorCode } from '../core/error-code.ts'
import type { ErrorDetail } from '../core/headwaters-error.ts'
import type { WindowRule } from '../core/sliding-window.ts'
import type { Headers } from './call.ts'

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

/** A bound that a vendor documents as so many calls in a stretch of time. */
export type QuotaWindow = WindowRule

/** What a vendor allows of one class of calls, for one credential. Every bound that is set holds. */
export interface QuotaClass {
  /** Calls per second, on average. @default unbounded */
  readonly ratePerSecond?: number
  /** Calls that may come at once. @default ratePerSecond, at least 1 */
  readonly burst?: number
  /** Calls under way at once. @default unbounded */
  readonly concurrency?: number
  /** Windows that the vendor documents (`{ calls: 100, perMs: 10_000 }`), each sliding. @default none */
  readonly windows?: readonly QuotaWindow[]
  /** Whether a 429 halves the rate (and the concurrency) for a while; it then recovers gradually. @default true */
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
export type ReadQuota = (headers: Headers, quotaClass: string, body: () => unknown) => QuotaReading | null

/** Times that one attempt may take, each in milliseconds. */
export interface TimeoutOptions {
  /** Until the connection stands. @default 3_000 */
  readonly connectTimeoutMs?: number
  /** From the request's last byte to the answer's headers. @default 10_000 */
  readonly headersTimeoutMs?: number
  /** For the whole of the body. @default 10_000 */
  readonly bodyTimeoutMs?: number
  /** Between two pieces of the body. @default bodyTimeoutMs */
  readonly idleTimeoutMs?: number
}

/** What a TLS connection is made with, beside the system's own authorities. All in PEM. */
export interface TlsOptions {
  /** Further authorities that are trusted. */
  readonly ca?: string
  /** Our certificate, for vendors (or a proxy) that ask for one. */
  readonly cert?: string
  /** Its key. */
  readonly key?: string
}

/** Connections kept to one origin. */
export interface PoolOptions {
  /** Most connections to one origin. @default 64 */
  readonly connections?: number
  /** How long an idle connection is kept, in milliseconds. @default 10_000 */
  readonly keepAliveMs?: number
  /** Most bytes that an answer's body may have, before and after decompression. @default 16_777_216 */
  readonly maxBodyBytes?: number
  /** Most bytes that a request's body may have. @default 16_777_216 */
  readonly maxRequestBytes?: number
  /** Most bytes that an answer's headers may have. @default 16_384, as of Node's own parser */
  readonly maxHeaderBytes?: number
  /** Request bodies from this size on leave as gzip, where the vendor takes that. @default never */
  readonly gzipFromBytes?: number
}

/** When and how a call is repeated. */
export interface RetryOptions {
  /** Attempts in all, the first included. `1` switches retrying off. @default 3 */
  readonly maxAttempts?: number
  /** The first wait's upper bound, in milliseconds; it doubles with each attempt (full jitter). @default 100 */
  readonly baseDelayMs?: number
  /** Longest wait before one further attempt, in milliseconds. A longer `Retry-After` ends the call with that error. @default 5_000 */
  readonly maxDelayMs?: number
  /** Repetitions that each successful call earns: a tenth, so that retries are at most a tenth of the traffic. @default 0.1 */
  readonly budgetRatio?: number
  /**
   * Most repetitions that can be saved up; half of it is there at the start. In an outage this is all that is spent.
   * @default 5
   */
  readonly budgetReserve?: number
}

/** When a vendor is left alone for a while. */
export interface BreakerOptions {
  /** Share of failures in the window that opens it. @default 0.5 */
  readonly failureRatio?: number
  /** Calls in the window below which the ratio says nothing. @default 10 */
  readonly minimumCalls?: number
  /** Failures in a row that open it. @default 5 */
  readonly consecutiveFailures?: number
  /** The window, in milliseconds. @default 10_000 */
  readonly windowMs?: number
  /** How long it stays open before a probe, in milliseconds. @default 1_000 */
  readonly openMs?: number
  /** How long a probe may take before its place is given to another, in milliseconds. @default 5_000 */
  readonly probeTimeoutMs?: number
  /** Between the beginnings of two probes, at least, in milliseconds. @default 1_000 */
  readonly probeIntervalMs?: number
  /**
   * An attempt that a caller's deadline cut off counts as the vendor's failure when the vendor had been given this long,
   * in milliseconds (or `headersTimeoutMs`, where that is less). Impatient callers open no breaker. @default 1_000
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
