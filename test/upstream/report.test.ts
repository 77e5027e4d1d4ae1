import { expect, test } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { report } from '../../src/upstream/report.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestObserver, createTestSend, testCall, type SentCall } from '../helpers/upstream-call.ts'

const limited = new HeadwatersError('UPSTREAM_RATE_LIMITED', 'slow down', { attempts: 3 })

test.each<[string, (sent: SentCall) => void, object]>([
  ['an answer from the vendor', (sent) => sent.answer(1), { via: 'upstream', attempts: 1 }],
  ['an answer after three attempts', (sent) => sent.answer(1, { attempts: 3 }), { via: 'upstream', attempts: 3 }],
  ['an answer from the cache', (sent) => sent.answer(1, { via: 'cache' }), { via: 'cache', attempts: 0 }],
  ['an error', (sent) => sent.fail(limited), { via: 'upstream', attempts: 3, code: 'UPSTREAM_RATE_LIMITED' }],
  ['a fault of ours', (sent) => sent.fail(new TypeError('oops')), { via: 'upstream', attempts: 0, code: 'INTERNAL' }],
])('%s is reported once, with its duration', async (_name, end, expected) => {
  const clock = createTestClock()
  const { observe, events } = createTestObserver()
  const { send, sent } = createTestSend()
  const reported = report({ clock })(send)(testCall({ keys: 7, context: { observe } }))
  await clock.advance(40)
  sent.forEach(end)
  await Promise.allSettled([reported])
  const facts = { type: 'call', source: 'shop', account: 'default', operation: 'customer', requestId: 'req-1', keys: 7 }
  expect(events).toEqual([{ ...facts, durationMs: 40, ...expected }])
})

test('answer and error pass as they are', async () => {
  const { send, sent } = createTestSend()
  const reported = [1, 2].map(() => report({ clock: createTestClock() })(send)(testCall()))
  sent[0]?.answer('value')
  sent[1]?.fail(limited)
  expect((await reported[0])?.value).toBe('value')
  await expect(reported[1]).rejects.toBe(limited)
})
