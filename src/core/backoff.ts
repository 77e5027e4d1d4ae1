import type { Random } from './clock.ts'

/** How waits between attempts grow. */
export interface BackoffOptions {
  /** Upper bound of the first wait, in milliseconds; it doubles with each attempt. */
  readonly baseDelayMs: number
  /** Upper bound of every wait, in milliseconds. */
  readonly maxDelayMs: number
}

/**
 * How long to wait after attempt number `attempt` (from 1), in milliseconds: anything between nothing and a bound that
 * doubles ("full jitter"), so that callers who failed together do not come back together.
 */
export const backoffMs = (attempt: number, options: BackoffOptions, random: Random): number => {
  const bound = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** Math.max(0, attempt - 1))
  return Math.floor(random() * bound)
}
