import { adaptiveRate, lowerRate, UNTOUCHED, type AdaptiveState } from './adaptive-rate.ts'
import {
  availableQuota,
  correctQuota,
  drainQuota,
  FULL_QUOTA,
  pauseQuota,
  quotaWaitMs,
  takeQuota,
  type QuotaRule,
  type QuotaState,
} from './quota.ts'
import {
  countInWindow,
  EMPTY_WINDOW,
  windowLeft,
  windowWaitMs,
  type WindowRule,
  type WindowState,
} from './sliding-window.ts'
import { countWaitMs, hearCount, takeFromCount, type VendorCount, type VendorNews } from './vendor-count.ts'

/** All bounds of one class of calls with one credential; every field in place, defaults filled in. */
export interface GovernorRule {
  /** The even rate and the burst. */
  readonly rate: QuotaRule
  /** Windows that the vendor documents; each holds. */
  readonly windows: readonly WindowRule[]
  /** Whether a refusal (429) lowers the rate for a while. */
  readonly adaptive: boolean
}

/** Everything that a quota remembers; plain data. */
export interface GovernorState {
  readonly quota: QuotaState
  readonly windows: readonly WindowState[]
  readonly adaptive: AdaptiveState
  readonly count: VendorCount | null
  /** Calls that went in the second that began at `startMs`, and in the one before. */
  readonly pace: { readonly startMs: number; readonly calls: number; readonly before: number }
}

/** A quota of which nothing was used. */
export const freshQuota = ({ windows }: GovernorRule): GovernorState => ({
  quota: FULL_QUOTA,
  windows: windows.map(() => EMPTY_WINDOW),
  adaptive: UNTOUCHED,
  count: null,
  pace: { startMs: 0, calls: 0, before: 0 },
})

/** No refusal is taken as a sign of a limit lower than this, in calls per second. */
const LEAST_RATE = 4

/** Waits below this are rounding. */
const ROUNDING_MS = 1e-6

/** The rate and burst that hold now: those declared, or less after a refusal. */
const rateNow = (state: GovernorState, { rate }: GovernorRule, nowMs: number): QuotaRule => {
  const most = adaptiveRate(state.adaptive, nowMs)
  if (most >= rate.ratePerSecond) return rate
  // The burst shrinks by the same share; of an unbounded rate, a quarter of a second's calls may come at once.
  const burst = rate.ratePerSecond === Infinity ? most / 4 : (rate.burst * most) / rate.ratePerSecond
  return { ratePerSecond: most, burst: Math.max(1, burst) }
}

/** The share of the class's own bounds that holds now, from just above 0 to 1: less than 1 after a refusal. */
export const governedShare = (state: GovernorState, { rate }: GovernorRule, nowMs: number): number => {
  const whole = rate.ratePerSecond === Infinity ? state.adaptive.ceiling : rate.ratePerSecond
  return whole === Infinity ? 1 : Math.min(1, adaptiveRate(state.adaptive, nowMs) / whole)
}

/** Milliseconds until a call may go that has `ahead` calls before it. */
export const governedWaitMs = (
  state: GovernorState,
  rule: GovernorRule,
  at: { readonly nowMs: number; readonly ahead?: number },
): number => {
  const byRate = quotaWaitMs(state.quota, rateNow(state, rule, at.nowMs), at)
  const byWindows = rule.windows.map((window, i) => windowWaitMs(state.windows[i] ?? EMPTY_WINDOW, window, at))
  return Math.max(byRate, countWaitMs(state.count, at), ...byWindows)
}

const paced = ({ startMs, calls, before }: GovernorState['pace'], nowMs: number): GovernorState['pace'] => {
  if (nowMs - startMs < 1_000) return { startMs, calls: calls + 1, before }
  return { startMs: nowMs, calls: 1, before: nowMs - startMs < 2_000 ? calls : 0 }
}

/** Takes one call out: `waitMs` 0 and the new state, or how long to wait and the same state. */
export const takeGoverned = (
  state: GovernorState,
  rule: GovernorRule,
  nowMs: number,
): { readonly waitMs: number; readonly state: GovernorState } => {
  const waitMs = governedWaitMs(state, rule, { nowMs })
  if (waitMs > ROUNDING_MS) return { waitMs, state }
  const { windows } = rule
  return {
    waitMs: 0,
    state: {
      quota: takeQuota(state.quota, rateNow(state, rule, nowMs), nowMs).state,
      windows: windows.map((window, i) => countInWindow(state.windows[i] ?? EMPTY_WINDOW, window, nowMs)),
      adaptive: state.adaptive,
      count: takeFromCount(state.count, nowMs),
      pace: rule.adaptive ? paced(state.pace, nowMs) : state.pace,
    },
  }
}

/** The vendor refused a call: nothing goes before `untilMs`; null when it did not say when. */
export const refuseGoverned = (
  state: GovernorState,
  rule: GovernorRule,
  at: { readonly nowMs: number; readonly untilMs: number | null },
): GovernorState => {
  const { nowMs, untilMs } = at
  const { calls, before } = state.pace
  const ratePerSecond = Math.min(rateNow(state, rule, nowMs).ratePerSecond, Math.max(calls, before, LEAST_RATE))
  const lowered = rule.adaptive ? { ...state, adaptive: lowerRate(state.adaptive, { nowMs, ratePerSecond }) } : state
  const rate = rateNow(lowered, rule, nowMs)
  const quota = untilMs === null ? drainQuota(state.quota, rate, nowMs) : pauseQuota(state.quota, rate, untilMs)
  return { ...lowered, quota }
}

/** The vendor told its own count. What the operator allowed is never exceeded. */
export const hearGoverned = (state: GovernorState, rule: GovernorRule, news: VendorNews): GovernorState => ({
  ...state,
  quota: correctQuota(state.quota, rateNow(state, rule, news.nowMs), news),
  count: hearCount(state.count, news),
})

/** How many calls could go at once now; `Infinity` where there is no bound. */
export const availableGoverned = (state: GovernorState, rule: GovernorRule, nowMs: number): number => {
  const { count } = state
  const told = count?.resetsAtMs != null && nowMs < count.resetsAtMs ? count.left : Infinity
  const byWindows = rule.windows.map((window, i) => windowLeft(state.windows[i] ?? EMPTY_WINDOW, window, nowMs))
  return Math.min(availableQuota(state.quota, rateNow(state, rule, nowMs), nowMs), told, ...byWindows)
}

/** Whether nothing would be forgotten if it began anew now. */
export const isFresh = (state: GovernorState, rule: GovernorRule, nowMs: number): boolean =>
  nowMs >= Math.max(state.quota.pausedUntilMs, state.quota.fullAtMs, state.count?.resetsAtMs ?? 0) &&
  adaptiveRate(state.adaptive, nowMs) === Infinity &&
  rule.windows.every((window, i) => windowLeft(state.windows[i] ?? EMPTY_WINDOW, window, nowMs) === window.calls)
