import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock, systemRandom } from '../../src/upstream/system-clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const DAY_MS = 86_400_000

test.each([0, -5, 20, 40 * DAY_MS])('a delay of %i ms runs once, when it is over', (delayMs) => {
  const run = vi.fn<() => void>()
  systemClock.schedule(delayMs, run)
  vi.advanceTimersByTime(Math.max(0, delayMs - 1))
  expect(run).toHaveBeenCalledTimes(delayMs > 1 ? 0 : 1)
  vi.advanceTimersByTime(2)
  expect(run).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})

test('a delay without end never runs', () => {
  const run = vi.fn<() => void>()
  const stop = systemClock.schedule(Infinity, run)
  vi.advanceTimersByTime(100 * DAY_MS)
  expect(run).not.toHaveBeenCalled()
  stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('a delay that is taken back leaves no timer, in its first stretch or a later one', () => {
  const run = vi.fn<() => void>()
  const stops = [systemClock.schedule(20, run), systemClock.schedule(40 * DAY_MS, run)]
  vi.advanceTimersByTime(10)
  stops[0]?.()
  vi.advanceTimersByTime(30 * DAY_MS)
  stops[1]?.()
  vi.advanceTimersByTime(30 * DAY_MS)
  expect(run).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('chance is at least 0 and below 1', () => {
  const drawn = Array.from({ length: 100 }, systemRandom)
  expect(drawn.every((one) => one >= 0 && one < 1)).toBe(true)
})
