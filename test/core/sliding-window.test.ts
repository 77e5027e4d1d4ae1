import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countInWindow, EMPTY_WINDOW, windowLeft, windowWaitMs } from '../../src/core/sliding-window.ts'

const rule = { calls: 100, perMs: 10_000 }

const fill = (calls: number, nowMs: number, state = EMPTY_WINDOW) => {
  let known = state
  for (let i = 0; i < calls; i += 1) known = countInWindow(known, rule, nowMs)
  return known
}

test('a hundred calls go at once, and the next one when they have left the window', () => {
  const state = fill(100, 0)
  expect(windowLeft(state, rule, 0)).toBe(0)
  const waitMs = windowWaitMs(state, rule, { nowMs: 0 })
  expect(waitMs).toBeGreaterThanOrEqual(10_000)
  expect(waitMs).toBeLessThan(10_200)
  expect(windowLeft(state, rule, waitMs)).toBe(100)
})

test('calls make room one after the other as they leave', () => {
  const state = fill(50, 5_000, fill(50, 0))
  expect(windowLeft(state, rule, 10_200)).toBe(50)
  expect(windowWaitMs(state, rule, { nowMs: 5_000, ahead: 49 })).toBeLessThan(5_200)
  expect(windowWaitMs(state, rule, { nowMs: 5_000, ahead: 50 })).toBeGreaterThan(9_900)
})

test('under saturation nearly all of the quota is used', () => {
  let state = EMPTY_WINDOW
  let went = 0
  for (let nowMs = 0; nowMs < 100_000; nowMs += 10) {
    while (windowLeft(state, rule, nowMs) > 0) {
      state = countInWindow(state, rule, nowMs)
      went += 1
    }
  }
  expect(went).toBeGreaterThanOrEqual(970)
})

test('no stretch of the length of the window has more calls than the vendor allows, and the told wait is enough', () => {
  const rules = fc.record({ calls: fc.integer({ min: 1, max: 30 }), perMs: fc.integer({ min: 100, max: 5_000 }) })
  fc.assert(
    fc.property(rules, fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (given, gaps) => {
      let state = EMPTY_WINDOW
      let nowMs = 0
      const wentAtMs: number[] = []
      for (const gapMs of gaps) {
        nowMs += gapMs
        const waitMs = windowWaitMs(state, given, { nowMs })
        expect(windowWaitMs(state, given, { nowMs: nowMs + waitMs })).toBe(0)
        if (waitMs > 0) continue
        state = countInWindow(state, given, nowMs)
        wentAtMs.push(nowMs)
      }
      wentAtMs.forEach((fromMs, index) => {
        const inWindow = wentAtMs.slice(index).filter((atMs) => atMs < fromMs + given.perMs).length
        expect(inWindow).toBeLessThanOrEqual(given.calls)
      })
    }),
  )
})
