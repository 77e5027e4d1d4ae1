import type { z } from 'zod'
import type { Auth } from '../upstream/auth/auth.ts'
import type { Headers } from '../upstream/call.ts'
import type {
  BreakerOptions,
  Catalogue,
  PoolOptions,
  Problem,
  QuotaClass,
  ReadQuota,
  RetryOptions,
  TimeoutOptions,
} from '../upstream/profile.ts'
import type { TlsOptions } from '../upstream/tls-options.ts'

/** Where a vendor is, how we are known there, what it tolerates and how it says no. */
export interface Api<Shape extends z.ZodType = z.ZodType> {
  /** Where its paths begin; https, but for sandboxes. */
  readonly baseUrl: string
  readonly auth: Auth
  /** Sent with every call. */
  readonly headers?: Headers
  /** Hosts that may be called beside the base URL's. */
  readonly hosts?: readonly string[]
  /** The content type of JSON bodies, where the vendor wants more than the plain one. @default 'application/json' */
  readonly jsonType?: string
  /**
   * Whether the vendor's own `Cache-Control` and `Expires` go before the operations' `ttlMs`. `'ignored'` is for vendors that
   * say `no-store` to everything, meaning browsers.
   * @default 'obeyed'
   */
  readonly cacheControl?: 'obeyed' | 'ignored'
  /** How lists stand in a query: `a[]=1&a[]=2` or `a=1&a=2`. @default 'repeat' */
  readonly queryLists?: 'brackets' | 'repeat'
  readonly problem?: Problem<Shape>
  /** The vendor's words and statuses for errors, each with our code. */
  readonly catalogue?: Catalogue
  /** By quota class; `default` is what operations without a class use. */
  readonly quota?: Readonly<Record<string, QuotaClass>>
  /** Reads the quota that the vendor tells. @default the common headers: `RateLimit`, `X-RateLimit-*` and their kin */
  readonly readQuota?: ReadQuota
  /** The header with the vendor's id of a request. */
  readonly requestIdHeader?: string
  /** The vendor's own word on repeating. */
  readonly shouldRetry?: (headers: Headers) => boolean | null
  readonly timeouts?: TimeoutOptions
  readonly pool?: PoolOptions
  readonly retry?: RetryOptions
  readonly breaker?: BreakerOptions
  /** Certificates for this vendor alone (mutual TLS). @default those that the operator set for the process */
  readonly tls?: TlsOptions
}

/** A source's answer to `upstream`; it exists for inference, so that a problem's shape types its readers. */
export const api = <Shape extends z.ZodType>(facts: Api<Shape>): Api => facts
