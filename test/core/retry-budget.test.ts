import fc from 'fast-check'
import { expect, test } from 'vitest'
import { earnRetry, newRetryBudget, spendRetry, type RetryBudgetState } from '../../src/core/retry-budget.ts'

const rule = { ratio: 0.1, reserve: 5 }

/** Plays calls, true for those that succeed at once; a failed one is repeated as long as the budget pays, at most twice. */
const play = (calls: readonly boolean[], state: RetryBudgetState = newRetryBudget(rule)) => {
  let requests = 0
  let known = state
  for (const succeeds of calls) {
    requests += 1
    if (succeeds) known = earnRetry(known, rule)
    for (let repeated = 0; !succeeds && repeated < 2; repeated += 1) {
      const left = spendRetry(known)
      if (left === null) break
      known = left
      requests += 1
    }
  }
  return { requests, state: known }
}

const outage = (calls: number): boolean[] => Array.from({ length: calls }, () => false)

test('a full outage after good times costs at most 1.1 requests a call', () => {
  const { state } = play(Array.from({ length: 1_000 }, () => true))
  expect(state.tokens).toBe(5)
  expect(play(outage(60), state).requests).toBeLessThanOrEqual(66)
})

test('an outage from the first call on is met with half of the reserve', () =>
  expect(play(outage(60)).requests).toBe(62))

test('ten successes pay for one repetition', () => {
  const spent = { tokens: 0 }
  expect(spendRetry(spent)).toBeNull()
  expect(
    play(
      Array.from({ length: 10 }, () => true),
      spent,
    ).state.tokens,
  ).toBeCloseTo(1)
  expect(
    spendRetry(
      play(
        Array.from({ length: 10 }, () => true),
        spent,
      ).state,
    ),
  ).not.toBeNull()
})

test('whatever happens, repetitions are at most a tenth of the successes and the reserve', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (calls) => {
      const successes = calls.filter(Boolean).length
      const repeated = play(calls).requests - calls.length
      expect(repeated).toBeLessThanOrEqual(0.1 * successes + 2 + 1e-6)
    }),
  )
})
