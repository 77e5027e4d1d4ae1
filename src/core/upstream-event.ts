import type { ErrorCode } from './error-code.ts'

/** Who a vendor call is made for and by which operation; part of every event. */
export interface CallFacts {
  readonly source: string
  readonly account: string
  readonly operation: string
  /** The correlation id of the request that asked. */
  readonly requestId: string
}

/** What policies report. They never log; listeners (log, metrics, timeline, status) hang on this one union. */
export type UpstreamEvent =
  /** One call ended, whatever it took. `via` says where the answer came from. */
  | (CallFacts & {
      readonly type: 'call'
      readonly via: 'upstream' | 'cache' | 'stale' | 'flight'
      readonly durationMs: number
      readonly attempts: number
      readonly keys: number
      readonly code?: ErrorCode
    })
  /** One attempt left for the vendor and ended. `url` is redacted. */
  | (CallFacts & {
      readonly type: 'attempt'
      readonly method: string
      readonly url: string
      readonly status?: number
      readonly durationMs: number
      readonly attempt: number
      readonly code?: ErrorCode
    })
  /** An attempt will be repeated after a wait. */
  | (CallFacts & {
      readonly type: 'retry'
      readonly attempt: number
      readonly delayMs: number
      readonly code: ErrorCode
    })
  /** The breaker changed its state. */
  | (CallFacts & { readonly type: 'breaker'; readonly group: string; readonly state: 'closed' | 'open' | 'half-open' })
  /** The call waited for quota or a slot. */
  | (CallFacts & { readonly type: 'limited'; readonly quotaClass: string; readonly waitedMs: number })
  /** The vendor told how much quota is left. */
  | (CallFacts & {
      readonly type: 'quota'
      readonly quotaClass: string
      readonly remaining: number
      readonly limit?: number
      readonly resetsAtMs?: number
    })
  /** An answer, or one row of it, did not fit its shape. Paths only, never data. */
  | (CallFacts & { readonly type: 'drift'; readonly paths: readonly string[] })
  /** The vendor announced that it deprecates the operation, or when it will be gone (milliseconds since 1970); once a day. */
  | (CallFacts & { readonly type: 'notice'; readonly notice: 'deprecation' | 'sunset'; readonly atMs?: number })
  /** Tags were forgotten. */
  | (CallFacts & { readonly type: 'forgot'; readonly tags: readonly string[] })
  /** What went over the wire, redacted; only when the trace level is on. */
  | (CallFacts & {
      readonly type: 'wire'
      readonly direction: 'request' | 'response'
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    })

/** A listener for {@link UpstreamEvent}. */
export type Observe = (event: UpstreamEvent) => void
