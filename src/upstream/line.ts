import type { Clock, Random } from '../core/clock.ts'
import type { AnswerStore } from '../state/answer-store.ts'
import type { TagStore } from '../state/tag-store.ts'
import type { Send } from './call.ts'
import type { EgressOptions } from './egress.ts'
import type { UpstreamProfile } from './profile.ts'

/** What a line stands on; shared by all lines of a process. */
export interface LineParts {
  readonly clock: Clock
  readonly random: Random
  /** Decoded answers, by key. */
  readonly answers: AnswerStore
  /** Generations of tags. */
  readonly tags: TagStore
  /** Sent as `User-Agent` with every call. */
  readonly userAgent: string
  /** What the operator says of the way out. @default straight out, public addresses only */
  readonly egress?: EgressOptions
  /** Whether `wire` events are wanted. */
  readonly traceWire: boolean
}

/** How the breaker and the quota of a line stand now. */
export interface LineStatus {
  readonly breakers: readonly { readonly group: string; readonly state: 'closed' | 'open' | 'half-open' }[]
  readonly quotas: readonly {
    readonly quotaClass: string
    readonly remaining: number
    readonly limit: number | null
    readonly resetsAtMs: number | null
  }[]
  /** Calls of the last minute that reached the vendor. */
  readonly recent: {
    readonly calls: number
    readonly errorRatio: number
    readonly p50Ms: number | null
    readonly p95Ms: number | null
  }
  /** `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) headers since the start, by operation; times in milliseconds since 1970. */
  readonly notices: readonly {
    readonly operation: string
    readonly kind: 'deprecation' | 'sunset'
    readonly atMs: number | null
    readonly count: number
    readonly lastAtMs: number
  }[]
  /** Places where answers did not fit their shape since the start, by operation; never data. */
  readonly drift: readonly {
    readonly operation: string
    readonly path: string
    readonly count: number
    readonly lastAtMs: number
  }[]
}

/** The outbound line of one vendor: every call of every account of it goes through here. */
export interface Line {
  readonly send: Send
  readonly status: (credentialFingerprint?: string) => LineStatus
  /** Ends idle connections; calls under way are given until `signal` aborts. */
  readonly close: () => Promise<void>
}

/** Builds the line for one vendor. */
export type CreateLine = (profile: UpstreamProfile, parts: LineParts) => Line
