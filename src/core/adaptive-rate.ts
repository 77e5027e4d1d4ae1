/**
 * What a line has learned from refusals: the rate at which the vendor refused last, and when. Plain data. `ceiling` is
 * Infinity while nothing was refused.
 */
export interface AdaptiveState {
  /** Calls per second at the last refusal. */
  readonly ceiling: number
  readonly sinceMs: number
}

/** Nothing was refused yet. */
export const UNTOUCHED: AdaptiveState = { ceiling: Infinity, sinceMs: 0 }

/** Refusals that come this close together are one: calls that were under way at the same time, in milliseconds. */
const ONE_REFUSAL_MS = 1_000
/** From half the rate back to nine tenths of it, in milliseconds. */
const RECOVER_MS = 5_000
/** From nine tenths of the rate to the whole of it, in milliseconds; beyond it the rate doubles in every further such time. */
const PROBE_MS = 20_000
/** Beyond this multiple of the rate that was refused, the refusal is forgotten. */
const FORGOTTEN_AT = 8

/** The share of the refused rate that is allowed so long after the refusal. */
const shareAfter = (ms: number): number => {
  if (ms < RECOVER_MS) return 0.5 + (0.4 * ms) / RECOVER_MS
  const probedMs = ms - RECOVER_MS
  return probedMs < PROBE_MS ? 0.9 + (0.1 * probedMs) / PROBE_MS : 2 ** ((probedMs - PROBE_MS) / PROBE_MS)
}

/**
 * The most calls per second that are allowed now: half of the rate that was refused, then gradually more. It lingers just
 * below that rate, where the vendor's limit is, and then probes beyond it ever faster. Infinity when nothing is known.
 */
export const adaptiveRate = ({ ceiling, sinceMs }: AdaptiveState, nowMs: number): number => {
  if (ceiling === Infinity) return Infinity
  const share = shareAfter(Math.max(0, nowMs - sinceMs))
  return share >= FORGOTTEN_AT ? Infinity : ceiling * share
}

/** The vendor refused a call for its quota, while calls went at `ratePerSecond`: halves that rate, once for a volley. */
export const lowerRate = (
  state: AdaptiveState,
  at: { readonly nowMs: number; readonly ratePerSecond: number },
): AdaptiveState => {
  const known = state.ceiling !== Infinity
  if (known && at.nowMs - state.sinceMs < ONE_REFUSAL_MS) return state
  return { ceiling: at.ratePerSecond, sinceMs: at.nowMs }
}
