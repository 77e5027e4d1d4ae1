/** How many repetitions a line may afford. Every field in place, defaults filled in. */
export interface RetryBudgetRule {
  /** Repetitions that each success earns. */
  readonly ratio: number
  /** Most repetitions that can be saved up. */
  readonly reserve: number
}

/** What a budget remembers: how many repetitions it can still pay for. Plain data. */
export interface RetryBudgetState {
  readonly tokens: number
}

/** A budget before the first call: it can pay for half of its reserve, so that a bad start is forgiven. */
export const newRetryBudget = ({ reserve }: RetryBudgetRule): RetryBudgetState => ({ tokens: Math.floor(reserve / 2) })

/**
 * A call succeeded. Only successes earn: in a full outage the reserve is all there is, so that N calls lead to at most
 * N + reserve requests, however long it lasts.
 */
export const earnRetry = (state: RetryBudgetState, { ratio, reserve }: RetryBudgetRule): RetryBudgetState =>
  state.tokens >= reserve ? state : { tokens: Math.min(reserve, state.tokens + ratio) }

/** Pays for one repetition; null when there is nothing left to pay with. */
export const spendRetry = (state: RetryBudgetState): RetryBudgetState | null =>
  // Earned in fractions: a hair less than one is one.
  state.tokens < 1 - 1e-9 ? null : { tokens: Math.max(0, state.tokens - 1) }
