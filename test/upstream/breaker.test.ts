import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../src/core/error-code.ts'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createBreaker } from '../../src/upstream/breaker.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestObserver, createTestSend, testCall } from '../helpers/upstream-call.ts'

const begin = () => {
  const clock = createTestClock()
  const { send, sent } = createTestSend()
  const { observe, events } = createTestObserver()
  const breaker = createBreaker({ consecutiveFailures: 2, openMs: 1_000, probeTimeoutMs: 1_500 }, clock)
  const policy = breaker.policy(send)
  const go = (breakerGroup = 'default') =>
    policy(testCall({ operation: { breakerGroup }, context: { observe } })).then(
      () => 'ok',
      (error: unknown) => (error instanceof HeadwatersError ? error.code : 'not ours'),
    )
  const fail = (index: number, code: ErrorCode): void => sent[index]?.fail(new HeadwatersError(code, 'No.'))
  const phase = () => breaker.status()[0]?.state
  const break_ = async (): Promise<void> => {
    for (const index of [0, 1]) {
      const result = go()
      fail(index, 'UPSTREAM_FAILED')
      await result
    }
  }
  return { clock, sent, events, breaker, go, fail, phase, break_ }
}

describe('what opens it', () => {
  test.each<[ErrorCode, string]>([
    ['UPSTREAM_FAILED', 'open'],
    ['UPSTREAM_TIMEOUT', 'open'],
    ['UPSTREAM_UNREACHABLE', 'open'],
    ['UPSTREAM_MALFORMED', 'open'],
    ['UPSTREAM_RATE_LIMITED', 'closed'],
    ['UPSTREAM_SHAPE', 'closed'],
    ['UPSTREAM_NOT_FOUND', 'closed'],
    ['CANCELLED', 'closed'],
    ['QUOTA_EXHAUSTED', 'closed'],
    ['DEADLINE_EXCEEDED', 'closed'],
    ['EGRESS_REFUSED', 'closed'],
  ])('twice %s leaves it %s', async (code, state) => {
    const { go, fail, phase } = begin()
    for (const index of [0, 1]) {
      const result = go()
      fail(index, code)
      await result
    }
    expect(phase()).toBe(state)
  })
})

test('open, it answers at once and says when to ask again; other groups are not touched', async () => {
  const { go, sent, break_, breaker } = begin()
  await break_()
  expect(await go()).toBe('CIRCUIT_OPEN')
  expect(sent).toHaveLength(2)
  const other = go('files')
  sent[2]?.answer(1)
  expect(await other).toBe('ok')
  expect(breaker.status()).toEqual([
    { group: 'default', state: 'open' },
    { group: 'files', state: 'closed' },
  ])
})

describe('an attempt that a deadline cut off', () => {
  const cutOff = async (givenMs: number | undefined, code: ErrorCode = 'DEADLINE_EXCEEDED') => {
    const { go, sent, phase } = begin()
    for (const index of [0, 1]) {
      const result = go()
      sent[index]?.fail(new HeadwatersError(code, 'No.', givenMs === undefined ? {} : { givenMs }))
      await result
    }
    return phase()
  }

  test.each<[string, number | undefined, ErrorCode, string]>([
    ['after a fair time is the failure of the vendor', 1_000, 'DEADLINE_EXCEEDED', 'open'],
    ['of an impatient caller says nothing', 5, 'DEADLINE_EXCEEDED', 'closed'],
    ['before it was sent says nothing', undefined, 'DEADLINE_EXCEEDED', 'closed'],
    ['because its caller left says nothing, however late', 9_000, 'CANCELLED', 'closed'],
  ])('%s', async (_fact, givenMs, code, state) => expect(await cutOff(givenMs, code)).toBe(state))
})

describe('half-open', () => {
  test('of many callers one probes, and its success lets all pass', async () => {
    const { go, clock, sent, break_, events } = begin()
    await break_()
    await clock.advance(1_000)
    const callers = [go(), go(), go()]
    expect(await Promise.all(callers.slice(1))).toEqual(['CIRCUIT_OPEN', 'CIRCUIT_OPEN'])
    sent[2]?.answer(1)
    expect(await callers[0]).toBe('ok')
    const states = events.flatMap((event) => (event.type === 'breaker' ? [event.state] : []))
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })

  test('a vendor that says "no such object" is alive', async () => {
    const { go, clock, fail, break_, phase } = begin()
    await break_()
    await clock.advance(1_000)
    const probe = go()
    fail(2, 'UPSTREAM_NOT_FOUND')
    await probe
    expect(phase()).toBe('closed')
  })

  test('a probe that is cancelled gives its place to the next caller, a second after it began', async () => {
    const { go, clock, fail, break_, phase, sent } = begin()
    await break_()
    await clock.advance(1_000)
    const probe = go()
    fail(2, 'CANCELLED')
    await probe
    expect(phase()).toBe('half-open')
    expect(await go()).toBe('CIRCUIT_OPEN')
    await clock.advance(1_000)
    void go()
    expect(sent).toHaveLength(4)
  })

  test('a probe that hangs holds nobody longer than its time', async () => {
    const { go, clock, break_, sent } = begin()
    await break_()
    await clock.advance(1_000)
    void go()
    await clock.advance(1_499)
    expect(await go()).toBe('CIRCUIT_OPEN')
    await clock.advance(1)
    void go()
    expect(sent).toHaveLength(4)
  })
})

test('a call that comes out of a queue is asked again: not when it opened meanwhile, but the probe may', async () => {
  const { go, clock, sent, breaker, fail } = begin()
  void go()
  void go()
  void go()
  const waiting = sent[0]?.call
  if (waiting === undefined) throw new Error('nothing was sent')
  expect(breaker.refusal(waiting)).toBeNull()
  fail(1, 'UPSTREAM_FAILED')
  fail(2, 'UPSTREAM_FAILED')
  await clock.settle()
  expect(breaker.refusal(waiting)).toMatchObject({
    code: 'CIRCUIT_OPEN',
    facts: { retryAfterMs: 1_000, beforeSending: true },
  })
  await clock.advance(1_000)
  void go()
  const probe = sent[3]?.call
  expect(probe && breaker.refusal(probe)).toBeNull()
  expect(breaker.refusal(waiting)).toMatchObject({ code: 'CIRCUIT_OPEN' })
})
