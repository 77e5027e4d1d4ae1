import { expect, test } from 'vitest'
import { createRecentAttempts } from '../../src/upstream/status.ts'
import { createTestClock } from '../helpers/test-clock.ts'

test('before the first attempt there is nothing to tell', () => {
  expect(createRecentAttempts(createTestClock()).read()).toEqual({ calls: 0, errorRatio: 0, p50Ms: null, p95Ms: null })
})

test('attempts of the last minute are told by count, errors and latency; older ones are not', async () => {
  const clock = createTestClock()
  const recent = createRecentAttempts(clock)
  recent.add({ durationMs: 9_000, failed: true })
  await clock.advance(60_000)
  for (let ms = 1; ms <= 100; ms += 1) recent.add({ durationMs: ms, failed: ms > 75 })
  expect(recent.read()).toEqual({ calls: 100, errorRatio: 0.25, p50Ms: 50, p95Ms: 95 })
})

test('of more than it can remember, the youngest speak', () => {
  const recent = createRecentAttempts(createTestClock())
  for (let i = 0; i < 3_000; i += 1) recent.add({ durationMs: i < 1_976 ? 1 : 2, failed: false })
  expect(recent.read()).toMatchObject({ calls: 1_024, p50Ms: 2 })
})
