import { expect, test } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import type { Exchange } from '../../src/upstream/call.ts'
import { timeout } from '../../src/upstream/timeout.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { testCall } from '../helpers/upstream-call.ts'

const hanging: Exchange = ({ context }) =>
  new Promise((_resolve, reject) => {
    context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true })
  })

const listening = (signal: AbortSignal) => {
  let count = 0
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    count += 1
    add(...args)
  }
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    count -= 1
    remove(...args)
  }
  return () => count
}

const options = { connectTimeoutMs: 100, headersTimeoutMs: 300, bodyTimeoutMs: 600 }

test('an attempt may take as long as its parts together', async () => {
  const clock = createTestClock()
  const sent = timeout(
    options,
    clock,
  )(hanging)(testCall({ operation: { kind: 'write' } })).catch((error: unknown) => error)
  await clock.advance(999)
  expect(clock.pending()).toBe(1)
  await clock.advance(1)
  expect(await sent).toMatchObject({ code: 'UPSTREAM_TIMEOUT', facts: { outcome: 'unknown', operation: 'customer' } })
})

test('a caller who leaves ends it with the reason that was given', async () => {
  const clock = createTestClock()
  const caller = new AbortController()
  const sent = timeout(
    options,
    clock,
  )(hanging)(testCall({ context: { signal: caller.signal } })).catch((error: unknown) => error)
  const reason = new HeadwatersError('DEADLINE_EXCEEDED', 'Late.')
  caller.abort(reason)
  expect(await sent).toMatchObject({ code: 'DEADLINE_EXCEEDED', message: 'Late.', facts: { givenMs: 0 } })
})

test('neither timer nor listener is left, however it ends', async () => {
  const clock = createTestClock()
  const { signal } = new AbortController()
  const listeners = listening(signal)
  const call = testCall({ context: { signal } })
  const answer = { status: 200, headers: {}, body: new Uint8Array() }
  await timeout(options, clock)(() => Promise.resolve(answer))(call)
  await timeout(options, clock)(() => Promise.reject(new Error('no')))(call).catch(() => {})
  expect([clock.pending(), listeners()]).toEqual([0, 0])
})
