import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  availableQuota,
  correctQuota,
  drainQuota,
  FULL_QUOTA,
  pauseQuota,
  quotaWaitMs,
  takeQuota,
  UNLIMITED,
  type QuotaState,
} from '../../src/core/quota.ts'

const rule = { ratePerSecond: 10, burst: 5 }

const takeMany = (count: number, nowMs: number, state: QuotaState = FULL_QUOTA): QuotaState => {
  let known = state
  for (let i = 0; i < count; i += 1) known = takeQuota(known, rule, nowMs).state
  return known
}

describe('the bucket', () => {
  test('lets the burst go at once, then one call every 100 ms', () => {
    const state = takeMany(5, 1_000)
    expect(availableQuota(state, rule, 1_000)).toBe(0)
    expect(takeQuota(state, rule, 1_000)).toMatchObject({ waitMs: 100, state })
    expect(quotaWaitMs(state, rule, { nowMs: 1_000, ahead: 3 })).toBeCloseTo(400)
    expect(takeQuota(state, rule, 1_100).waitMs).toBe(0)
    expect(availableQuota(state, rule, 1_500)).toBe(5)
  })

  test('a pause lets one call go when it ends, and the rest at the even rate', () => {
    const state = pauseQuota(FULL_QUOTA, rule, 3_000)
    expect(availableQuota(state, rule, 2_999)).toBe(0)
    expect(takeQuota(state, rule, 1_000).waitMs).toBe(2_000)
    expect(availableQuota(state, rule, 3_000)).toBe(1)
    expect(quotaWaitMs(state, rule, { nowMs: 3_000, ahead: 1 })).toBeCloseTo(100)
  })

  test('a drained bucket goes at the even rate', () => {
    expect(availableQuota(drainQuota(FULL_QUOTA, rule, 1_000), rule, 1_000)).toBe(0)
    expect(takeQuota(drainQuota(FULL_QUOTA, rule, 1_000), rule, 1_000).waitMs).toBeCloseTo(100)
  })

  test('no bound lets everything through, but for a pause', () => {
    const state = takeMany(3, 0)
    expect(takeQuota(state, UNLIMITED, 10_000).waitMs).toBe(0)
    expect(availableQuota(FULL_QUOTA, UNLIMITED, 0)).toBe(Infinity)
    expect(takeQuota(pauseQuota(FULL_QUOTA, UNLIMITED, 500), UNLIMITED, 0).waitMs).toBe(500)
  })
})

describe('news of the vendor', () => {
  test.each([
    ['two left makes it two', { remaining: 2, resetsAtMs: 9_000 }, 2],
    ['more left than we count changes nothing', { remaining: 4_000, resetsAtMs: 9_000 }, 5],
    ['none left stops until the reset', { remaining: 0, resetsAtMs: 9_000 }, 0],
    ['none left, without a reset, empties it', { remaining: 0, resetsAtMs: null }, 0],
    ['none left before a reset that has passed is no news', { remaining: 0, resetsAtMs: 900 }, 5],
  ])('%s', (_fact, news, available) => {
    const state = correctQuota(FULL_QUOTA, rule, { ...news, nowMs: 1_000 })
    expect(availableQuota(state, rule, 1_000)).toBe(available)
  })

  test('at the reset the bucket is whole again', () => {
    const state = correctQuota(FULL_QUOTA, rule, { remaining: 0, resetsAtMs: 9_000, nowMs: 1_000 })
    expect(availableQuota(state, rule, 9_000)).toBe(5)
  })
})

test('in every window no more calls go than burst + rate × window, whatever the vendor tells', () => {
  const rules = fc.record({
    ratePerSecond: fc.double({ min: 0.05, max: 500, noNaN: true }),
    burst: fc.integer({ min: 1, max: 50 }),
  })
  const step = fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2_000, noNaN: true })),
    remaining: fc.option(fc.nat(60), { freq: 5 }),
  })
  fc.assert(
    fc.property(rules, fc.array(step, { maxLength: 150 }), (given, steps) => {
      let state = FULL_QUOTA
      let nowMs = 0
      const wentAtMs: number[] = []
      for (const { afterMs, remaining } of steps) {
        nowMs += afterMs
        const taken = takeQuota(state, given, nowMs)
        state = taken.state
        if (taken.waitMs === 0) wentAtMs.push(nowMs)
        if (remaining !== null) state = correctQuota(state, given, { remaining, resetsAtMs: nowMs + 500, nowMs })
      }
      for (let from = 0; from < wentAtMs.length; from += 1) {
        for (let to = from; to < wentAtMs.length; to += 1) {
          const windowMs = (wentAtMs[to] ?? 0) - (wentAtMs[from] ?? 0)
          expect(to - from + 1).toBeLessThanOrEqual(given.burst + (given.ratePerSecond * windowMs) / 1_000 + 1e-6)
        }
      }
    }),
  )
})

test('the wait that is told is the wait that is needed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2_000 }), (taken, laterMs) => {
      const state = takeMany(taken, 0)
      const { waitMs } = takeQuota(state, rule, laterMs)
      expect(takeQuota(state, rule, laterMs + waitMs).waitMs).toBe(0)
      if (waitMs > 1) expect(takeQuota(state, rule, laterMs + waitMs - 1).waitMs).toBeGreaterThan(0)
    }),
  )
})
