import { describe, expect, test } from 'vitest'
import { HeadwatersError, type ErrorFacts } from '../../src/core/headwaters-error.ts'
import type { ErrorCode } from '../../src/core/error-code.ts'
import { retry } from '../../src/upstream/retry.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import {
  createTestObserver,
  createTestSend,
  testCall,
  type SentCall,
  type TestCallParts,
} from '../helpers/upstream-call.ts'

const begin = (parts: Omit<TestCallParts<unknown>, 'context'> & { deadlineAtMs?: () => number } = {}) => {
  const clock = createTestClock()
  const { send, sent } = createTestSend()
  const { observe, events } = createTestObserver()
  const caller = new AbortController()
  const policy = retry({ options: {}, clock, random: () => 0.5 })
  const { deadlineAtMs = () => 10_000, ...rest } = parts
  const context = {
    observe,
    signal: caller.signal,
    get deadlineAtMs() {
      return deadlineAtMs()
    },
  }
  const result = policy(send)(testCall({ ...rest, context }))
  const settled = result.then(
    (value) => value,
    (error: HeadwatersError) => error,
  )
  const fail = (code: ErrorCode, facts: ErrorFacts = {}): void =>
    sent.at(-1)?.fail(new HeadwatersError(code, 'No.', facts))
  return { clock, sent, events, caller, settled, fail }
}

const keyed = { operation: { kind: 'write', idempotency: { kind: 'header', name: 'idempotency-key' } } } as const
const upsert = { operation: { kind: 'write', idempotency: { kind: 'natural' } } } as const

test('waits half of a doubling bound before each further attempt, and says so', async () => {
  const { clock, sent, events, settled, fail } = begin()
  fail('UPSTREAM_FAILED')
  await clock.advance(49)
  expect(sent).toHaveLength(1)
  await clock.advance(1)
  expect(sent).toHaveLength(2)
  fail('UPSTREAM_TIMEOUT')
  await clock.advance(100)
  sent.at(-1)?.answer('ok')
  expect(await settled).toMatchObject({ value: 'ok', attempts: 3 })
  expect(sent.map(({ call }) => call.attempt)).toEqual([1, 2, 3])
  expect(events).toMatchObject([
    { type: 'retry', attempt: 1, delayMs: 50, code: 'UPSTREAM_FAILED', requestId: 'req-1' },
    { type: 'retry', attempt: 2, delayMs: 100, code: 'UPSTREAM_TIMEOUT' },
  ])
})

test('the last error is thrown, with how many attempts were made', async () => {
  const { clock, settled, fail } = begin()
  for (let i = 0; i < 3; i += 1) {
    fail('UPSTREAM_FAILED')
    await clock.advance(1_000)
  }
  expect(await settled).toMatchObject({ code: 'UPSTREAM_FAILED', facts: { attempts: 3 } })
})

test('every try is told with the last error', async () => {
  const { clock, settled, fail } = begin()
  fail('UPSTREAM_TIMEOUT')
  await clock.advance(50)
  fail('UPSTREAM_UNREACHABLE')
  await clock.advance(100)
  fail('UPSTREAM_FAILED')
  expect(await settled).toMatchObject({
    code: 'UPSTREAM_FAILED',
    facts: {
      tries: [
        { attempt: 1, code: 'UPSTREAM_TIMEOUT', delayMs: 50 },
        { attempt: 2, code: 'UPSTREAM_UNREACHABLE', delayMs: 100 },
        { attempt: 3, code: 'UPSTREAM_FAILED', delayMs: null },
      ],
    },
  })
})

describe('the budget', () => {
  /** Plays calls one after the other against a vendor that answers each request in the same way. */
  const play = async (calls: number, answer: (sent: SentCall) => void) => {
    const clock = createTestClock()
    const { send, sent } = createTestSend()
    const policy = retry({ options: {}, clock, random: () => 0.5 })(send)
    for (let i = 0; i < calls; i += 1) {
      let isOver = false
      const over = (): void => {
        isOver = true
      }
      policy(testCall({ context: { deadlineAtMs: Infinity } })).then(over, over)
      for (let seen = sent.length - 1; !isOver; await clock.advance(1_000)) {
        for (; seen < sent.length; seen += 1) answer(sent[seen] as SentCall)
        await clock.settle()
      }
    }
    return sent.length
  }

  test('in a full outage sixty calls lead to at most 66 requests', async () =>
    expect(await play(60, ({ fail }) => fail(new HeadwatersError('UPSTREAM_FAILED', 'No.')))).toBeLessThanOrEqual(66))

  test('one repetition that the vendor named a time for costs nothing, a second one does', async () =>
    expect(
      await play(10, ({ fail }) => fail(new HeadwatersError('UPSTREAM_RATE_LIMITED', 'No.', { retryAfterMs: 500 }))),
    ).toBe(10 + 10 + 2))
})

test('a caller who leaves during the wait ends it, and nothing waits any more', async () => {
  const { clock, sent, caller, settled, fail } = begin()
  fail('UPSTREAM_FAILED')
  await clock.settle()
  expect(clock.pending()).toBe(1)
  caller.abort()
  expect(await settled).toMatchObject({ code: 'CANCELLED', facts: { attempts: 1 } })
  expect(clock.pending()).toBe(0)
  expect(sent).toHaveLength(1)
})

test('a thing that is none of our errors is a fault of ours and is not repeated', async () => {
  const { sent, settled } = begin()
  sent[0]?.fail(new TypeError('x is not a function'))
  expect(await settled).toMatchObject({ code: 'INTERNAL', facts: { attempts: 1 } })
})

test('a deadline that moves to later makes room for another attempt', async () => {
  let deadlineAtMs = 40
  const { clock, sent, fail } = begin({ deadlineAtMs: () => deadlineAtMs })
  deadlineAtMs = 1_000
  fail('UPSTREAM_FAILED')
  await clock.advance(50)
  expect(sent).toHaveLength(2)
})

test.each([
  [
    'never sent the second time: the first may have done it',
    upsert,
    { beforeSending: true, outcome: 'notApplied' },
    'UPSTREAM_UNREACHABLE',
    'unknown',
  ],
  [
    'refused the second time: the first may have done it',
    upsert,
    { outcome: 'notApplied' },
    'UPSTREAM_CONFLICT',
    'unknown',
  ],
  [
    'refused under the same key: the vendor knows both as one',
    keyed,
    { outcome: 'notApplied' },
    'UPSTREAM_REJECTED',
    'notApplied',
  ],
] as const)('a write that was doubtful, then %s', async (_fact, parts, facts, code, outcome) => {
  const { clock, settled, fail } = begin(parts)
  fail('UPSTREAM_TIMEOUT', { outcome: 'unknown' })
  await clock.advance(50)
  fail(code, facts)
  await clock.advance(100)
  fail(code, facts)
  expect(await settled).toMatchObject({ code, facts: { outcome } })
})
