import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  availableGoverned,
  freshQuota,
  governedShare,
  governedWaitMs,
  hearGoverned,
  isFresh,
  refuseGoverned,
  takeGoverned,
  type GovernorRule,
  type GovernorState,
} from '../../src/core/governor.ts'
import { UNLIMITED } from '../../src/core/quota.ts'

const ten: GovernorRule = { rate: { ratePerSecond: 10, burst: 10 }, windows: [], adaptive: true }
const open: GovernorRule = { rate: UNLIMITED, windows: [], adaptive: true }

/** Takes whatever goes, every few milliseconds, for a while; says when calls went. */
const saturate = (rule: GovernorRule, from: GovernorState, span: { fromMs: number; forMs: number }) => {
  let state = from
  const wentAtMs: number[] = []
  for (let nowMs = span.fromMs; nowMs < span.fromMs + span.forMs; nowMs += 5) {
    for (let taken = takeGoverned(state, rule, nowMs); taken.waitMs === 0; taken = takeGoverned(state, rule, nowMs)) {
      state = taken.state
      wentAtMs.push(nowMs)
      if (wentAtMs.length > 100_000) throw new Error('nothing bounds it')
    }
  }
  return { state, count: wentAtMs.length, wentAtMs }
}

const busy = saturate(ten, freshQuota(ten), { fromMs: 0, forMs: 10_000 })

describe('a refusal', () => {
  const refused = refuseGoverned(busy.state, ten, { nowMs: 10_000, untilMs: null })
  const inSecond = (second: number): number => {
    const all = saturate(ten, refused, { fromMs: 10_000, forMs: (second + 1) * 1_000 })
    return all.wentAtMs.filter((atMs) => atMs >= 10_000 + second * 1_000).length
  }

  test('halves the rate, which then recovers gradually', () => {
    expect(inSecond(0)).toBeGreaterThanOrEqual(4)
    expect(inSecond(0)).toBeLessThanOrEqual(6)
    expect(inSecond(4)).toBeGreaterThanOrEqual(7)
    expect(inSecond(4)).toBeLessThanOrEqual(9)
    expect(inSecond(60)).toBe(10)
  })

  test('and those beside it count once', () => {
    const twice = refuseGoverned(refused, ten, { nowMs: 10_400, untilMs: null })
    expect(governedShare(twice, ten, 10_400)).toBeGreaterThan(0.5)
    const later = refuseGoverned(refused, ten, { nowMs: 11_100, untilMs: null })
    expect(governedShare(later, ten, 11_100)).toBeLessThan(0.35)
  })

  test('bounds a class without a declared rate by what it went at, until it is forgotten', () => {
    let state = freshQuota(open)
    for (let i = 0; i < 100; i += 1) state = takeGoverned(state, open, i * 10).state
    const after = refuseGoverned(state, open, { nowMs: 1_000, untilMs: null })
    const { count } = saturate(open, after, { fromMs: 1_000, forMs: 1_000 })
    expect(count).toBeGreaterThan(30)
    expect(count).toBeLessThan(80)
    expect(governedWaitMs(after, open, { nowMs: 200_000, ahead: 1_000_000 })).toBe(0)
    expect(isFresh(after, open, 200_000)).toBe(true)
  })

  test('of a class that is not adaptive changes no rate', () => {
    const rigid = { ...ten, adaptive: false }
    expect(governedShare(refuseGoverned(busy.state, rigid, { nowMs: 10_000, untilMs: null }), rigid, 10_000)).toBe(1)
  })
})

describe("the vendor's own count", () => {
  const news = { limit: 100, resetsAtMs: 60_000, nowMs: 0 }
  const heard = (remaining: number, underWay = 0) =>
    hearGoverned(freshQuota(open), open, { ...news, remaining, underWay })

  test('bounds a class without a declared rate', () => {
    expect(availableGoverned(heard(30), open, 0)).toBe(30)
    expect(saturate(open, heard(30), { fromMs: 0, forMs: 60_000 }).count).toBe(30)
  })

  test('takes off those under way, which it may not have counted yet', () =>
    expect(availableGoverned(heard(30, 12), open, 0)).toBe(18))

  test('with little left, calls are spread over the time until the reset; the first one goes at once', () => {
    const { wentAtMs } = saturate(open, heard(6), { fromMs: 0, forMs: 60_000 })
    expect(wentAtMs).toHaveLength(6)
    expect(wentAtMs[0]).toBe(0)
    expect(wentAtMs[1]).toBeGreaterThanOrEqual(9_000)
    expect(wentAtMs.at(-1)).toBeGreaterThan(45_000)
  })

  test('with nothing left, calls wait for the reset, and then go', () => {
    expect(governedWaitMs(heard(0), open, { nowMs: 10_000 })).toBe(50_000)
    expect(governedWaitMs(heard(0), open, { nowMs: 60_000 })).toBe(0)
  })

  test('is no news when its reset has passed', () => {
    const old = hearGoverned(freshQuota(open), open, { ...news, remaining: 0, underWay: 0, nowMs: 60_000 })
    expect(governedWaitMs(old, open, { nowMs: 60_000 })).toBe(0)
  })
})

test('under saturation the whole of a declared quota is used', () => {
  expect(busy.count).toBeGreaterThanOrEqual(0.98 * (10 * 10 + 10))
  const windowed: GovernorRule = { rate: UNLIMITED, windows: [{ calls: 50, perMs: 5_000 }], adaptive: true }
  const { count } = saturate(windowed, freshQuota(windowed), { fromMs: 0, forMs: 100_000 })
  expect(count).toBeGreaterThanOrEqual(0.9 * 1_000)
})

test('after refusals that come whenever too much goes, at least nine tenths of what the vendor really allows is used', () => {
  // The vendor allows 50 a second where 100 are declared: its quota was cut in half.
  const declared: GovernorRule = { rate: { ratePerSecond: 100, burst: 10 }, windows: [], adaptive: true }
  let state = freshQuota(declared)
  let served = 0
  let vendorTokens = 50
  for (let nowMs = 0; nowMs < 300_000; nowMs += 5) {
    vendorTokens = Math.min(50, vendorTokens + 0.25)
    for (let taken = takeGoverned(state, declared, nowMs); taken.waitMs === 0;) {
      state = taken.state
      if (vendorTokens >= 1) {
        vendorTokens -= 1
        served += 1
      } else state = refuseGoverned(state, declared, { nowMs, untilMs: null })
      taken = takeGoverned(state, declared, nowMs)
    }
  }
  expect(served).toBeGreaterThanOrEqual(0.9 * 50 * 300)
})

test('whatever is refused and told, no window has more than burst + rate × window, and no declared window more than its calls', () => {
  const rules = fc.record({
    ratePerSecond: fc.double({ min: 0.5, max: 200, noNaN: true }),
    burst: fc.integer({ min: 1, max: 40 }),
    calls: fc.integer({ min: 1, max: 40 }),
    perMs: fc.integer({ min: 100, max: 4_000 }),
  })
  const step = fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1_500, noNaN: true })),
    refused: fc.option(fc.option(fc.integer({ min: 0, max: 3_000 })), { freq: 4 }),
    remaining: fc.option(fc.nat(60), { freq: 5 }),
  })
  fc.assert(
    fc.property(rules, fc.array(step, { maxLength: 120 }), ({ calls, perMs, ...rate }, steps) => {
      const rule: GovernorRule = { rate, windows: [{ calls, perMs }], adaptive: true }
      let state = freshQuota(rule)
      let nowMs = 0
      const wentAtMs: number[] = []
      for (const { afterMs, refused, remaining } of steps) {
        nowMs += afterMs
        const taken = takeGoverned(state, rule, nowMs)
        state = taken.state
        if (taken.waitMs === 0) wentAtMs.push(nowMs)
        if (refused !== null)
          state = refuseGoverned(state, rule, { nowMs, untilMs: refused === null ? null : nowMs + (refused ?? 0) })
        const news = { limit: 60, resetsAtMs: nowMs + 700, underWay: 0, nowMs }
        if (remaining !== null) state = hearGoverned(state, rule, { ...news, remaining })
      }
      for (let from = 0; from < wentAtMs.length; from += 1) {
        for (let to = from; to < wentAtMs.length; to += 1) {
          const windowMs = (wentAtMs[to] ?? 0) - (wentAtMs[from] ?? 0)
          expect(to - from + 1).toBeLessThanOrEqual(rate.burst + (rate.ratePerSecond * windowMs) / 1_000 + 1e-6)
          if (windowMs < perMs) expect(to - from + 1).toBeLessThanOrEqual(calls)
        }
      }
    }),
  )
})
