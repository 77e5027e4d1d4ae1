import { backoffMs } from './backoff.ts'
import type { Random } from './clock.ts'
import type { HeadwatersError } from './headwaters-error.ts'

/** Everything that decides whether a failed attempt is repeated. */
export interface FailedAttempt {
  readonly error: HeadwatersError
  /** Whether doing it twice is the same as doing it once: every read, and a write that declares it. */
  readonly idempotent: boolean
  /** Which attempt failed, from 1. */
  readonly attempt: number
  /** Milliseconds until the call's deadline. */
  readonly timeLeftMs: number
}

/** When and how long; every field in place, defaults filled in. */
export interface RetryRule {
  readonly maxAttempts: number
  readonly baseDelayMs: number
  readonly maxDelayMs: number
}

/** What to do after a failed attempt. */
export type RetryVerdict = { readonly repeat: false } | { readonly repeat: true; readonly waitMs: number }

const GIVE_UP: RetryVerdict = { repeat: false }

/** Our own stations refused: they know already that asking again at once is in vain, and said when it is not. */
const refusedByUs = ({ code }: HeadwatersError): boolean =>
  code === 'CIRCUIT_OPEN' || code === 'QUOTA_EXHAUSTED' || code === 'DEADLINE_EXCEEDED' || code === 'CANCELLED'

/** Whether repeating cannot do the same thing twice. A refused call (429, not sent) was certainly not carried out. */
const mayRepeat = ({ error, idempotent }: FailedAttempt): boolean =>
  idempotent || error.facts.beforeSending === true || error.facts.outcome === 'notApplied'

const isWorthwhile = (error: HeadwatersError): boolean =>
  !refusedByUs(error) && (error.facts.shouldRetry ?? error.traits.retryable)

/**
 * Whether a failed attempt is repeated, and after how many milliseconds. Only what may be repeated is; a `Retry-After`
 * is waited for exactly, and one beyond `maxDelayMs` or the deadline ends the call.
 */
export const decideRetry = (failed: FailedAttempt, rule: RetryRule, random: Random): RetryVerdict => {
  if (failed.attempt >= rule.maxAttempts || !isWorthwhile(failed.error) || !mayRepeat(failed)) return GIVE_UP
  const asked = failed.error.facts.retryAfterMs
  if (asked !== undefined && asked > rule.maxDelayMs) return GIVE_UP
  const waitMs = asked ?? backoffMs(failed.attempt, rule, random)
  return waitMs >= failed.timeLeftMs ? GIVE_UP : { repeat: true, waitMs }
}
