/** At most so many calls in any stretch of this length, wherever it begins. */
export interface WindowRule {
  /** Calls in all. */
  readonly calls: number
  /** The length of the window, in milliseconds. */
  readonly perMs: number
}

interface Slice {
  readonly startMs: number
  readonly count: number
}

/** The calls of the last window, in slices, oldest first; plain data. */
export interface WindowState {
  readonly slices: readonly Slice[]
}

/** A window in which nothing has happened. */
export const EMPTY_WINDOW: WindowState = { slices: [] }

/**
 * A window is counted in this many slices. A slice counts in full until its end has left the window, so that the bound
 * always holds; at worst one slice (1.6 %) of the quota is given away.
 */
const SLICES = 64

const widthOf = ({ perMs }: WindowRule): number => perMs / SLICES

/** When the calls of a slice stop counting. */
const freeAtMs = ({ startMs }: Slice, rule: WindowRule): number => startMs + widthOf(rule) + rule.perMs

const counting = ({ slices }: WindowState, rule: WindowRule, nowMs: number): readonly Slice[] =>
  slices.filter((slice) => freeAtMs(slice, rule) > nowMs)

const sum = (slices: readonly Slice[]): number => slices.reduce((total, { count }) => total + count, 0)

/** How many calls could go at once now. */
export const windowLeft = (state: WindowState, rule: WindowRule, nowMs: number): number =>
  Math.max(0, rule.calls - sum(counting(state, rule, nowMs)))

/** Milliseconds until a call may go that has `ahead` calls before it. */
export const windowWaitMs = (state: WindowState, rule: WindowRule, at: { nowMs: number; ahead?: number }): number => {
  const { nowMs, ahead = 0 } = at
  // Whoever comes after a whole window's worth of calls waits for a further window each time.
  const rounds = Math.floor(ahead / rule.calls)
  let missing = (ahead % rule.calls) + 1 - windowLeft(state, rule, nowMs)
  const laterMs = rounds * (rule.perMs + widthOf(rule))
  if (missing <= 0) return laterMs
  for (const slice of counting(state, rule, nowMs)) {
    missing -= slice.count
    if (missing <= 0) return freeAtMs(slice, rule) - nowMs + laterMs
  }
  return rule.perMs + laterMs
}

/** Counts a call that goes now. */
export const countInWindow = (state: WindowState, rule: WindowRule, nowMs: number): WindowState => {
  const widthMs = widthOf(rule)
  const startMs = Math.floor(nowMs / widthMs) * widthMs
  const kept = counting(state, rule, nowMs)
  const last = kept.at(-1)
  if (last?.startMs !== startMs) return { slices: [...kept, { startMs, count: 1 }] }
  return { slices: [...kept.slice(0, -1), { startMs, count: last.count + 1 }] }
}
