import { describe, expect, test } from 'vitest'
import { HeadwatersError, type ErrorFacts } from '../../src/core/headwaters-error.ts'
import { createLimiter } from '../../src/upstream/limiter.ts'
import type { QuotaClass, ReadQuota } from '../../src/upstream/profile.ts'
import { testProfile } from '../helpers/scripted-vendor.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestObserver, createTestSend, testCall, type TestCallParts } from '../helpers/upstream-call.ts'

const begin = (quota: QuotaClass | null) => {
  const clock = createTestClock()
  const { send, sent } = createTestSend()
  const { observe, events } = createTestObserver()
  const refused = new Set<string>()
  const profile = testProfile('http://127.0.0.1:1', { quota: quota === null ? {} : { default: quota } })
  const limiter = createLimiter({
    profile,
    clock,
    refusal: ({ request }) => (refused.has(request.path) ? new HeadwatersError('CIRCUIT_OPEN', 'No.') : null),
  })
  const policy = limiter.policy(send)
  const go = (path: string, { context, ...parts }: TestCallParts<unknown> = {}) =>
    policy(testCall({ path, context: { observe, ...context }, ...parts })).then(
      () => 'ok',
      (error: HeadwatersError) => ({ code: error.code, ...error.facts }),
    )
  const order = () => sent.map(({ call }) => call.request.path)
  const refuse = (index: number, facts: ErrorFacts): void =>
    sent[index]?.fail(new HeadwatersError('UPSTREAM_RATE_LIMITED', 'No.', facts))
  return { clock, sent, events, refused, limiter, go, order, refuse }
}

const later = { deadlineAtMs: 60_000 }
const background = { context: { ...later, priority: 'background' } } as const
const person = { context: later }

describe('rate', () => {
  test('calls go in the order of coming, at the rate, and who waited says how long', async () => {
    const { clock, go, order, events } = begin({ ratePerSecond: 10, burst: 2 })
    for (const path of ['a', 'b', 'c', 'd']) void go(path)
    await clock.advance(99)
    expect(order()).toEqual(['a', 'b'])
    await clock.advance(1)
    expect(order()).toEqual(['a', 'b', 'c'])
    await clock.advance(100)
    expect(order()).toEqual(['a', 'b', 'c', 'd'])
    expect(events.map((event) => event.type === 'limited' && event.waitedMs)).toEqual([100, 200])
  })

  test('people go before background work', async () => {
    const { clock, go, order } = begin({ ratePerSecond: 10, burst: 1 })
    void go('first', person)
    void go('batch 1', background)
    void go('batch 2', background)
    void go('person', person)
    await clock.advance(1_000)
    expect(order()).toEqual(['first', 'person', 'batch 1', 'batch 2'])
  })

  test('callers take turns: many calls of one do not hold up the one of another', async () => {
    const { clock, go, order } = begin({ ratePerSecond: 10, burst: 1 })
    const by = (name: string) => ({ context: { ...later, caller: { name } } })
    for (const path of ['a1', 'a2', 'a3', 'a4', 'a5']) void go(path, by('a'))
    void go('b1', by('b'))
    void go('c1', by('c'))
    void go('b2', by('b'))
    await clock.advance(1_000)
    expect(order()).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4', 'a5'])
  })

  test('background work comes later, not never', async () => {
    const { clock, go, order } = begin({ ratePerSecond: 10, burst: 1 })
    void go('first', person)
    void go('batch', background)
    for (let i = 0; i < 60; i += 1) void go(`person ${i}`, person)
    await clock.advance(3_000)
    expect(order().indexOf('batch')).toBe(21)
  })

  test('who would wait beyond the deadline is told at once, and for how long', async () => {
    const { go } = begin({ ratePerSecond: 1, burst: 1 })
    void go('a', person)
    void go('b', person)
    expect(await go('c', { context: { deadlineAtMs: 1_999 } })).toMatchObject({
      code: 'QUOTA_EXHAUSTED',
      retryAfterMs: 2_000,
      beforeSending: true,
    })
  })

  test('who leaves the queue costs nothing, and the next one moves up', async () => {
    const { clock, go, order } = begin({ ratePerSecond: 1, burst: 1 })
    const caller = new AbortController()
    void go('a', person)
    const leaving = go('b', { context: { ...later, signal: caller.signal } })
    void go('c', person)
    caller.abort()
    expect(await leaving).toMatchObject({ code: 'CANCELLED', beforeSending: true })
    await clock.advance(1_000)
    expect(order()).toEqual(['a', 'c'])
    expect(clock.pending()).toBe(0)
  })

  test('a call that the breaker no longer lets go costs nothing either', async () => {
    const { clock, go, order, refused } = begin({ ratePerSecond: 1, burst: 1 })
    void go('a', person)
    const waiting = go('b', person)
    void go('c', person)
    refused.add('b')
    await clock.advance(1_000)
    expect(await waiting).toMatchObject({ code: 'CIRCUIT_OPEN' })
    expect(order()).toEqual(['a', 'c'])
  })
})

describe('windows', () => {
  test('that the vendor documents hold beside the rate', async () => {
    const { clock, go, order } = begin({ ratePerSecond: 100, windows: [{ calls: 3, perMs: 10_000 }] })
    for (const path of ['a', 'b', 'c', 'd']) void go(path, person)
    await clock.advance(9_999)
    expect(order()).toEqual(['a', 'b', 'c'])
    await clock.advance(300)
    expect(order()).toEqual(['a', 'b', 'c', 'd'])
  })

  test('are what the status names where no rate is declared', async () => {
    const { go, clock, limiter } = begin({ windows: [{ calls: 3, perMs: 10_000 }] })
    void go('a')
    await clock.settle()
    expect(limiter.status()).toEqual([{ quotaClass: 'default', remaining: 2, limit: 3, resetsAtMs: null }])
  })
})

describe('what the vendor tells', () => {
  const tell = (limiter: ReturnType<typeof begin>['limiter'], headers: Record<string, string>) =>
    limiter.listen(() => Promise.resolve({ status: 200, headers, body: new TextEncoder().encode('{"left":4}') }))

  test('in the common headers is heard without being asked for', async () => {
    const { limiter, go } = begin(null)
    await tell(limiter, { ratelimit: '"default";r=0;t=9' })(testCall())
    expect(await go('a', { context: { deadlineAtMs: 5_000 } })).toMatchObject({
      code: 'QUOTA_EXHAUSTED',
      retryAfterMs: 9_000,
    })
  })

  test('by a clock that is off is understood by that clock', async () => {
    const { limiter, go, clock } = begin(null)
    const theirsMs = clock.wallNow() + 3_600_000
    const reset = String((theirsMs + 9_000) / 1_000)
    const headers = { date: new Date(theirsMs).toUTCString(), 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    await tell(limiter, headers)(testCall())
    expect(await go('a', { context: { deadlineAtMs: 5_000 } })).toMatchObject({ retryAfterMs: 9_000 })
  })

  test('in the body of an answer can be read too', async () => {
    const clock = createTestClock()
    const { observe, events } = createTestObserver()
    const readQuota: ReadQuota = (_headers, _quotaClass, body) => ({ remaining: (body?.() as { left: number }).left })
    const limiter = createLimiter({
      profile: testProfile('http://127.0.0.1:1', { readQuota }),
      clock,
      refusal: () => null,
    })
    await tell(limiter, {})(testCall({ context: { observe } }))
    expect(events).toMatchObject([{ type: 'quota', remaining: 4 }])
  })
})

describe('concurrency', () => {
  test('is halved by a 429', async () => {
    const { clock, go, order, refuse } = begin({ concurrency: 4 })
    void go('a', person)
    await clock.settle()
    refuse(0, {})
    await clock.settle()
    for (const path of ['b', 'c', 'd', 'e']) void go(path, person)
    await clock.advance(2_000)
    expect(order()).toEqual(['a', 'b', 'c'])
  })

  test('no more are under way than allowed; whoever ends makes room', async () => {
    const { clock, go, sent, order } = begin({ ratePerSecond: 1_000, concurrency: 2 })
    for (const path of ['a', 'b', 'c', 'd']) void go(path)
    await clock.advance(100)
    expect(order()).toEqual(['a', 'b'])
    sent[1]?.answer(1)
    await clock.settle()
    expect(order()).toEqual(['a', 'b', 'c'])
    sent[0]?.fail(new HeadwatersError('UPSTREAM_FAILED', 'No.'))
    await clock.settle()
    expect(order()).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('a 429', () => {
  test('pauses the bucket as long as it says, even where no quota is declared', async () => {
    const { clock, go, order, refuse } = begin(null)
    void go('a', person)
    await clock.settle()
    refuse(0, { retryAfterMs: 2_000 })
    await clock.settle()
    void go('b', person)
    await clock.advance(1_999)
    expect(order()).toEqual(['a'])
    await clock.advance(1)
    expect(order()).toEqual(['a', 'b'])
  })

  test('tells those who wait already when they would now wait in vain', async () => {
    const { clock, go, refuse } = begin({ ratePerSecond: 1, burst: 1 })
    void go('a', person)
    const waiting = go('b', { context: { deadlineAtMs: 5_000 } })
    await clock.settle()
    refuse(0, { retryAfterMs: 10_000 })
    expect(await waiting).toMatchObject({ code: 'QUOTA_EXHAUSTED', retryAfterMs: 10_000 })
  })

  test('without a time makes calls go at half the even rate', async () => {
    const { clock, go, order, refuse } = begin({ ratePerSecond: 1, burst: 10 })
    void go('a', person)
    await clock.settle()
    refuse(0, {})
    await clock.settle()
    void go('b', person)
    await clock.advance(1_999)
    expect(order()).toEqual(['a'])
    await clock.advance(1)
    expect(order()).toEqual(['a', 'b'])
  })

  test('that asks for days is believed for an hour', async () => {
    const { clock, go, refuse } = begin(null)
    void go('a', person)
    await clock.settle()
    refuse(0, { retryAfterMs: 9e9 })
    await clock.settle()
    expect(await go('b', person)).toMatchObject({ retryAfterMs: 3_600_000 })
  })
})

test('each credential and each class has a bucket of its own, and the status tells the worst', async () => {
  const { clock, go, order, limiter } = begin({ ratePerSecond: 1, burst: 2 })
  void go('a', { credential: 'fp-1' })
  void go('b', { credential: 'fp-1' })
  void go('c', { credential: 'fp-2' })
  void go('d', { credential: 'fp-1', operation: { quotaClass: 'search' } })
  await clock.settle()
  expect(order()).toEqual(['a', 'b', 'c', 'd'])
  expect(limiter.status()).toEqual([{ quotaClass: 'default', remaining: 0, limit: 2, resetsAtMs: null }])
  expect(limiter.status('fp-2')).toEqual([{ quotaClass: 'default', remaining: 1, limit: 2, resetsAtMs: null }])
})
