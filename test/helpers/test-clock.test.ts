import { expect, test } from 'vitest'
import { createTestClock } from './test-clock.ts'

test('timers run in the order of their moments, each seeing its own moment', async () => {
  const clock = createTestClock()
  const seen: string[] = []
  clock.schedule(20, () => seen.push(`b@${clock.now()}`))
  clock.schedule(10, () => seen.push(`a@${clock.now()}`))
  clock.schedule(20, () => seen.push(`c@${clock.now()}`))
  await clock.advance(30)
  expect(seen).toEqual(['a@10', 'b@20', 'c@20'])
  expect(clock.now()).toBe(30)
})

test('a timer that a promise sets between two timers runs in the same advance', async () => {
  const clock = createTestClock()
  const seen: number[] = []
  clock.schedule(10, () => void Promise.resolve().then(() => clock.schedule(5, () => seen.push(clock.now()))))
  await clock.advance(20)
  expect(seen).toEqual([15])
})

test('a timer that is taken back does not run', async () => {
  const clock = createTestClock()
  const seen: string[] = []
  clock.schedule(1, () => seen.push('ran'))()
  await clock.advance(5)
  expect(seen).toEqual([])
  expect(clock.pending()).toBe(0)
})
