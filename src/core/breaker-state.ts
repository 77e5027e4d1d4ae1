/** When the breaker opens and how it closes again; every field in place, defaults filled in. */
export interface BreakerRule {
  readonly failureRatio: number
  readonly minimumCalls: number
  readonly consecutiveFailures: number
  readonly windowMs: number
  readonly openMs: number
  readonly probeTimeoutMs: number
  readonly probeIntervalMs: number
}

/** Successes and failures of one slice of the window. */
export interface BreakerSlice {
  readonly startMs: number
  readonly successes: number
  readonly failures: number
}

/** Everything that a breaker remembers; plain data, so it can be written down and read back. */
export interface BreakerState {
  readonly phase: 'closed' | 'open' | 'half-open'
  /** Grows with every change of phase and every probe; what was admitted under an older one counts no more. */
  readonly generation: number
  readonly slices: readonly BreakerSlice[]
  readonly failuresInRow: number
  /** While open: when a probe may go. While half-open: when the next one may, at the latest in place of the one under way. */
  readonly untilMs: number
  /** When the last probe went; null before the first since it was closed. */
  readonly probedAtMs: number | null
  /** Whether a probe is under way. */
  readonly probing: boolean
}

/** What became of an admitted call: `uncounted` says nothing about the vendor (429, a caller who left). */
export type BreakerOutcome = 'success' | 'failure' | 'uncounted'

/** Whether a call may go, and what the breaker remembers then. */
export type Admission =
  | { readonly admitted: true; readonly state: BreakerState; readonly generation: number }
  | { readonly admitted: false; readonly state: BreakerState; readonly retryAfterMs: number }

/** The window moves in this many steps. */
const SLICES = 10

/** A breaker that has seen nothing yet. */
export const CLOSED_BREAKER: BreakerState = {
  phase: 'closed',
  generation: 0,
  slices: [],
  failuresInRow: 0,
  untilMs: 0,
  probedAtMs: null,
  probing: false,
}

const probe = (state: BreakerState, rule: BreakerRule, nowMs: number): Admission => {
  const generation = state.generation + 1
  const untilMs = nowMs + Math.max(rule.probeTimeoutMs, rule.probeIntervalMs)
  const probing = { phase: 'half-open', untilMs, probedAtMs: nowMs, probing: true } as const
  return { admitted: true, generation, state: { ...state, ...probing, generation } }
}

/** Asks for admission. Closed admits; open admits one probe when its time has come; half-open one probe at a time. */
export const admitCall = (state: BreakerState, rule: BreakerRule, nowMs: number): Admission => {
  if (state.phase === 'closed') return { admitted: true, state, generation: state.generation }
  if (nowMs < state.untilMs) return { admitted: false, state, retryAfterMs: Math.ceil(state.untilMs - nowMs) }
  return probe(state, rule, nowMs)
}

/** How long a call admitted earlier has to stay away after all, in milliseconds; null when it may still go. */
export const stillAdmitted = (state: BreakerState, generation: number, nowMs: number): number | null =>
  state.phase === 'closed' || state.generation === generation ? null : Math.max(1, Math.ceil(state.untilMs - nowMs))

/** Probes keep their distance, however the one before ended. */
const nextProbeAtMs = ({ probedAtMs }: BreakerState, rule: BreakerRule): number =>
  probedAtMs === null ? 0 : probedAtMs + rule.probeIntervalMs

const open = (state: BreakerState, rule: BreakerRule, nowMs: number): BreakerState => ({
  ...CLOSED_BREAKER,
  phase: 'open',
  generation: state.generation + 1,
  untilMs: Math.max(nowMs + rule.openMs, nextProbeAtMs(state, rule)),
  probedAtMs: state.probedAtMs,
})

/** What settles: the generation that {@link admitCall} gave, the outcome, and when. */
export interface Settlement {
  readonly generation: number
  readonly outcome: BreakerOutcome
  readonly nowMs: number
}

const counted = (state: BreakerState, { outcome, nowMs }: Settlement, rule: BreakerRule): BreakerState => {
  const failed = outcome === 'failure'
  const widthMs = rule.windowMs / SLICES
  const startMs = Math.floor(nowMs / widthMs) * widthMs
  const kept = state.slices.filter((slice) => slice.startMs > nowMs - rule.windowMs && slice.startMs !== startMs)
  const now = state.slices.find((slice) => slice.startMs === startMs) ?? { startMs, successes: 0, failures: 0 }
  const slice = failed ? { ...now, failures: now.failures + 1 } : { ...now, successes: now.successes + 1 }
  return { ...state, slices: [...kept, slice], failuresInRow: failed ? state.failuresInRow + 1 : 0 }
}

const mustOpen = ({ slices, failuresInRow }: BreakerState, rule: BreakerRule): boolean => {
  if (failuresInRow >= rule.consecutiveFailures) return true
  const failures = slices.reduce((sum, slice) => sum + slice.failures, 0)
  const calls = slices.reduce((sum, slice) => sum + slice.successes, failures)
  return failures > 0 && calls >= rule.minimumCalls && failures / calls >= rule.failureRatio
}

const settleProbe = (state: BreakerState, { outcome, nowMs }: Settlement, rule: BreakerRule): BreakerState => {
  if (outcome === 'success') return { ...CLOSED_BREAKER, generation: state.generation + 1 }
  if (outcome === 'failure') return open(state, rule, nowMs)
  return { ...state, probing: false, untilMs: Math.max(nowMs, nextProbeAtMs(state, rule)) }
}

/** Takes note of what became of an admitted call. What was admitted before the last change of phase counts no more. */
export const settleCall = (state: BreakerState, settlement: Settlement, rule: BreakerRule): BreakerState => {
  const { generation, outcome, nowMs } = settlement
  if (generation !== state.generation) return state
  if (state.phase === 'half-open') return settleProbe(state, settlement, rule)
  if (state.phase === 'open' || outcome === 'uncounted') return state
  const next = counted(state, settlement, rule)
  return outcome === 'failure' && mustOpen(next, rule) ? open(next, rule, nowMs) : next
}
