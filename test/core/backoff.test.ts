import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffMs } from '../../src/core/backoff.ts'

const options = { baseDelayMs: 100, maxDelayMs: 1_000 }

test.each([
  [1, 100],
  [2, 200],
  [3, 400],
  [4, 800],
  [5, 1_000],
  [60, 1_000],
])('the wait after attempt %d is anything below %d ms', (attempt, bound) => {
  expect(backoffMs(attempt, options, () => 0)).toBe(0)
  expect(backoffMs(attempt, options, () => 0.999999)).toBe(bound - 1)
})

test('no wait is negative, beyond the cap or not a whole number', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, chance) => {
      const ms = backoffMs(attempt, options, () => chance)
      expect(Number.isInteger(ms) && ms >= 0 && ms <= options.maxDelayMs).toBe(true)
    }),
  )
})
