import { expect, test } from 'vitest'
import type { RawAnswer } from '../../src/upstream/call.ts'
import { createNotices } from '../../src/upstream/notices.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestObserver, testCall } from '../helpers/upstream-call.ts'

const begin = (headers: RawAnswer['headers']) => {
  const clock = createTestClock()
  const notices = createNotices(clock)
  const { observe, events } = createTestObserver()
  const exchange = notices.listen(() => Promise.resolve({ status: 200, headers, body: new Uint8Array() }))
  const ask = (name = 'customer') => exchange(testCall({ operation: { name }, context: { observe } }))
  return { clock, notices, events, ask }
}

const SUNSET = 'Thu, 31 Dec 2026 23:59:59 GMT'

test('announcements are counted by operation, and each is told once a day', async () => {
  const { clock, notices, events, ask } = begin({ deprecation: '@1767225600', sunset: SUNSET })
  await ask()
  await ask()
  await ask('invoice')
  expect(events).toMatchObject([
    { type: 'notice', operation: 'customer', notice: 'deprecation', atMs: 1_767_225_600_000, requestId: 'req-1' },
    { type: 'notice', operation: 'customer', notice: 'sunset', atMs: Date.UTC(2026, 11, 31, 23, 59, 59) },
    { operation: 'invoice', notice: 'deprecation' },
    { operation: 'invoice', notice: 'sunset' },
  ])
  await clock.advance(86_399_999)
  await ask()
  expect(events).toHaveLength(4)
  await clock.advance(1)
  await ask()
  expect(events).toHaveLength(6)
  expect(notices.status().notices).toContainEqual({
    operation: 'customer',
    kind: 'deprecation',
    atMs: 1_767_225_600_000,
    count: 4,
    lastAtMs: clock.wallNow(),
  })
})

test('an answer without announcements tells of none', async () => {
  const { notices, events, ask } = begin({ deprecation: 'maybe', sunset: 'soon' })
  await ask()
  expect([events, notices.status().notices]).toEqual([[], []])
})

test('places that do not fit are counted by operation and path, rows as one', () => {
  const { notices } = begin({})
  const call = testCall()
  notices.drifted(call, ['data.0.email', 'data.17.email', 'id'])
  expect(notices.status().drift).toMatchObject([
    { operation: 'customer', path: 'data.*.email', count: 2 },
    { operation: 'customer', path: 'id', count: 1 },
  ])
})

test('a vendor that drifts everywhere fills no memory', () => {
  const { notices } = begin({})
  for (let i = 0; i < 2_000; i += 1) notices.drifted(testCall(), [`field${i}`])
  const { drift } = notices.status()
  expect(drift.length).toBeLessThanOrEqual(501)
  expect(drift.find(({ path }) => path === '*')?.count).toBe(1_500)
})
