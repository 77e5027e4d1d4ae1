import type { Clock } from '../core/clock.ts'
import type { UpstreamEvent } from '../core/upstream-event.ts'

/** Who asks us. */
export interface Caller {
  /** A name for logs: the key's name or the token's subject. Never the key. */
  readonly name: string
  /** How they proved it. */
  readonly by: 'apiKey' | 'jwt' | 'development' | 'anonymous'
  /** The group that owns them, where callers are grouped. */
  readonly tenant: string | null
  /** What they may do (`mutations`, `stripe:write`, `*`). */
  readonly scopes: readonly string[]
}

/** What every resolver is given: one per request. */
export interface RequestContext {
  /** The correlation id: in the response header, in every error and in every log line. */
  readonly requestId: string
  readonly caller: Caller
  /** The moment, on `clock.now()`, after which the answer is of no use to the caller. */
  readonly deadlineAtMs: number
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal
  readonly priority: 'person' | 'background'
  readonly clock: Clock
  readonly observe: (event: UpstreamEvent) => void
}
