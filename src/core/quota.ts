/** What a bucket lets through. */
export interface QuotaRule {
  /** Calls per second, on average; `Infinity` for no bound. */
  readonly ratePerSecond: number
  /** Calls that may come at once, at least 1. */
  readonly burst: number
}

/** All that a bucket remembers; plain data. Times are on the clock that `nowMs` comes from. */
export interface QuotaState {
  /** The "theoretical arrival time" of GCRA (ITU-T I.371): when the bucket would be full again. */
  readonly fullAtMs: number
  /** Nothing goes before this moment. */
  readonly pausedUntilMs: number
}

/** What the vendor says of its own count. */
export interface QuotaNews {
  readonly remaining: number
  /** When its count begins anew, on the clock that `nowMs` comes from; null when it does not say. */
  readonly resetsAtMs: number | null
}

/** A bucket that nothing was taken from. */
export const FULL_QUOTA: QuotaState = { fullAtMs: 0, pausedUntilMs: 0 }

/** Lets everything through. */
export const UNLIMITED: QuotaRule = { ratePerSecond: Infinity, burst: 1 }

/** Times are fractions; a wait below this is none. */
const ROUNDING_MS = 1e-6

const intervalMs = (rule: QuotaRule): number => 1000 / rule.ratePerSecond

/** Milliseconds until a call may go that has `ahead` calls before it. */
export const quotaWaitMs = (state: QuotaState, rule: QuotaRule, at: { nowMs: number; ahead?: number }): number => {
  const { nowMs, ahead = 0 } = at
  const fromMs = Math.max(nowMs, state.pausedUntilMs)
  const allowedAtMs = Math.max(state.fullAtMs, fromMs) + (ahead - (rule.burst - 1)) * intervalMs(rule)
  return Math.max(fromMs, allowedAtMs) - nowMs
}

/** Takes one call out of the bucket: `waitMs` 0 and the new state, or how long to wait and the same state. */
export const takeQuota = (
  state: QuotaState,
  rule: QuotaRule,
  nowMs: number,
): { readonly waitMs: number; readonly state: QuotaState } => {
  const waitMs = quotaWaitMs(state, rule, { nowMs })
  if (waitMs > ROUNDING_MS) return { waitMs, state }
  return { waitMs: 0, state: { ...state, fullAtMs: Math.max(state.fullAtMs, nowMs) + intervalMs(rule) } }
}

/** How many calls could go at once now; `Infinity` where there is no bound. */
export const availableQuota = (state: QuotaState, rule: QuotaRule, nowMs: number): number => {
  if (nowMs < state.pausedUntilMs) return 0
  if (rule.ratePerSecond === Infinity) return Infinity
  const used = Math.max(0, state.fullAtMs - nowMs) / intervalMs(rule)
  // Times are fractions: a hair less than a whole call is that call.
  return Math.max(0, Math.floor(rule.burst - used + 1e-9))
}

/** Empties the bucket: calls go at the even rate from now on. */
export const drainQuota = (state: QuotaState, rule: QuotaRule, nowMs: number): QuotaState => ({
  ...state,
  fullAtMs: Math.max(state.fullAtMs, nowMs + rule.burst * intervalMs(rule)),
})

/** Lets nothing through until a moment (a 429 that said when); one call goes then, and the rest at the even rate. */
export const pauseQuota = (state: QuotaState, rule: QuotaRule, untilMs: number): QuotaState => ({
  fullAtMs: Math.max(state.fullAtMs, untilMs + (rule.burst - 1) * intervalMs(rule)),
  pausedUntilMs: Math.max(state.pausedUntilMs, untilMs),
})

/**
 * Corrects the bucket by what the vendor counted. It only ever becomes stricter: what the operator allowed is never
 * exceeded, and news from before a reset that has passed is no news.
 */
export const correctQuota = (state: QuotaState, rule: QuotaRule, news: QuotaNews & { nowMs: number }): QuotaState => {
  const { remaining, resetsAtMs, nowMs } = news
  if (resetsAtMs !== null && resetsAtMs <= nowMs) return state
  if (remaining <= 0 && resetsAtMs !== null) {
    return { ...state, pausedUntilMs: Math.max(state.pausedUntilMs, resetsAtMs) }
  }
  if (remaining >= availableQuota(state, rule, nowMs) || rule.ratePerSecond === Infinity) return state
  return {
    ...state,
    fullAtMs: Math.max(state.fullAtMs, nowMs + (rule.burst - Math.max(0, remaining)) * intervalMs(rule)),
  }
}
