import { expect, test } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import type { Exchange, RawAnswer } from '../../src/upstream/call.ts'
import { decode } from '../../src/upstream/decode.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestObserver, testCall, type TestCallParts } from '../helpers/upstream-call.ts'

const answer: RawAnswer = { status: 202, headers: { a: 'b' }, body: Buffer.from('1234') }

const begin = (exchange: Exchange, parts: TestCallParts<unknown> = {}, refusal: HeadwatersError | null = null) => {
  const { observe, events } = createTestObserver()
  const attempts: unknown[] = []
  const send = decode({
    exchange,
    classify: () => refusal,
    clock: createTestClock(),
    onAttempt: (attempt) => void attempts.push(attempt),
  })
  const sent = send(testCall({ context: { observe }, path: 'v1?token=hush', ...parts })).catch(
    (error: unknown) => error,
  )
  return { sent, events, attempts }
}

const write = { operation: { kind: 'write' } } as const
const failing = (thrown: unknown) => ({
  decode: () => {
    throw thrown
  },
})

test('an answer, even a 202 without a body, goes to the operation as it is', async () => {
  const empty = { ...answer, body: new Uint8Array() }
  const { sent, events } = begin(() => Promise.resolve(empty), { decode: (raw) => raw })
  expect(await sent).toMatchObject({ value: empty, status: 202, headers: { a: 'b' }, bytes: 0, receivedAtMs: 0 })
  expect(events).toMatchObject([{ type: 'attempt', status: 202, url: 'https://shop.test/v1?token=[redacted]' }])
})

test('a shape that does not fit is reported with its paths, and is no failure of the vendor', async () => {
  const drift = new HeadwatersError('UPSTREAM_SHAPE', 'No.', { details: [{ field: 'data.3.email', issue: 'missing' }] })
  const { sent, events, attempts } = begin(() => Promise.resolve(answer), failing(drift))
  expect(await sent).toMatchObject({ code: 'UPSTREAM_SHAPE', facts: { source: 'shop', operation: 'customer' } })
  expect(events).toMatchObject([
    { type: 'drift', paths: ['data.3.email'] },
    { type: 'attempt', code: 'UPSTREAM_SHAPE', status: 202 },
  ])
  expect(attempts).toEqual([{ durationMs: 0, failed: false }])
})

test.each([
  ['applied', new HeadwatersError('UPSTREAM_SHAPE', 'No.')],
  ['unknown', new HeadwatersError('UPSTREAM_MALFORMED', 'No.')],
  ['applied', new TypeError('x is not a function')],
])('a write whose good answer cannot be used is %s', async (outcome, thrown) => {
  const { sent } = begin(() => Promise.resolve(answer), { ...write, ...failing(thrown) })
  expect(await sent).toMatchObject({ facts: { outcome } })
})

test('the vendor’s "no" is thrown, and decode is not asked', async () => {
  const refusal = new HeadwatersError('UPSTREAM_FAILED', 'No.')
  const { sent, events, attempts } = begin(() => Promise.resolve(answer), {}, refusal)
  expect(await sent).toBe(refusal)
  expect(events).toMatchObject([{ type: 'attempt', code: 'UPSTREAM_FAILED', status: 202 }])
  expect(attempts).toEqual([{ durationMs: 0, failed: true }])
})

test('an attempt that never left is an event, but no call that reached the vendor', async () => {
  const unsent = new HeadwatersError('UPSTREAM_UNREACHABLE', 'No.', { beforeSending: true })
  const { sent, events, attempts } = begin(() => Promise.reject(unsent))
  expect(await sent).toBe(unsent)
  expect(events).toHaveLength(1)
  expect(attempts).toEqual([])
})
