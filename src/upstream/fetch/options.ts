import type { Clock, Random } from '../../core/clock.ts'
import type { CacheMode } from '../../core/freshness.ts'
import type { Observe } from '../../core/upstream-event.ts'
import type { AnswerStore } from '../../state/answer-store.ts'
import type { TagStore } from '../../state/tag-store.ts'
import type { Headers } from '../call.ts'
import type { EgressOptions } from '../egress.ts'
import type { BreakerOptions, PoolOptions, QuotaClass, ReadQuota, RetryOptions, TimeoutOptions } from '../profile.ts'

/** What the quota of a fetch is counted by. */
export interface FetchLimiterOptions {
  /** What the vendor allows, by class. */
  readonly quota: Readonly<Record<string, QuotaClass>>
  /** The class of a request. @default 'default' */
  readonly classOf?: (request: { readonly method: string; readonly url: string }) => string
  /** Reads the quota that the vendor tells. @default the common headers: `RateLimit`, `X-RateLimit-*` and their kin */
  readonly readQuota?: ReadQuota
}

/** How a fetch goes out. */
export interface FetchOptions {
  /** Hosts that may be called (`api.example.com`, `*.example.com`, `127.0.0.1:8080`); redirects are followed to these only. */
  readonly hosts: readonly string[]
  /** Its name in errors and events. @default 'fetch' */
  readonly name?: string
  /**
   * Keeps answers by RFC 9111: for one user (`private`: answers to different credentials are apart), for all (`shared`: an
   * answer to a credential is kept only where it says that all may have it), or not at all.
   * @default 'private'
   */
  readonly cache?: CacheMode | false
  /** Most bytes of all kept answers. @default 67_108_864 */
  readonly maxCacheBytes?: number
  /** Most bytes of one kept answer; what is larger is not kept. @default 4_194_304 */
  readonly maxCacheEntryBytes?: number
  /** Milliseconds beyond its freshness that a kept answer stands in for an error, where it does not forbid that. @default 0 */
  readonly staleIfErrorMs?: number
  /** When and how a request is repeated: what is idempotent by its method, or carries `Idempotency-Key`. */
  readonly retry?: RetryOptions | false
  /** The vendor's own word on repeating (`stripe-should-retry`); null when it says nothing. */
  readonly shouldRetry?: (headers: Headers) => boolean | null
  /** When a host is left alone for a while. */
  readonly breaker?: BreakerOptions | false
  /** What the vendor allows. @default false */
  readonly limiter?: FetchLimiterOptions | false
  /** How long a request may take in all, redirects and retries included, in milliseconds; to its headers where the body is streamed. @default 30_000 */
  readonly deadlineMs?: number
  /** Hands bodies on while they still come, unless they are kept. @default false */
  readonly stream?: boolean
  readonly timeouts?: TimeoutOptions
  readonly pool?: PoolOptions
  /** Outward proxy, certificates, networks beyond the public ones. @default straight out, public addresses only */
  readonly egress?: EgressOptions
  /** Plain http to loopback, and nothing else: for sandboxes and tests. @default false */
  readonly loopback?: boolean
  /** Most redirects that are followed. @default 20 (Fetch standard, "HTTP-redirect fetch") */
  readonly maxRedirects?: number
  /** Sent as `User-Agent` where a request names none. @default 'headwaters' */
  readonly userAgent?: string
  /** Hears what happens. */
  readonly observe?: Observe
  readonly clock?: Clock
  readonly random?: Random
  /** Where answers are kept. @default memory of its own */
  readonly answers?: AnswerStore
  /** Where it is kept what was forgotten. @default memory of its own */
  readonly tags?: TagStore
}

/** What one request may say beside the standard's own. */
export interface FetchInit extends RequestInit {
  /** How long this request may take, in milliseconds. @default the fetch's own */
  readonly deadlineMs?: number
  /** Hands the body on while it still comes. @default the fetch's own */
  readonly stream?: boolean
}

/** A fetch that goes through the line. Rejects with a HeadwatersError, or with the reason of the caller's own signal. */
export interface HeadwatersFetch {
  (input: string | URL | Request, init?: FetchInit): Promise<Response>
  /** Ends idle connections and what is asked in the background. */
  readonly close: () => Promise<void>
}
