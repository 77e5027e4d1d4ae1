import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { deadline } from '../../src/upstream/deadline.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestSend, testCall } from '../helpers/upstream-call.ts'

const set = () => {
  const clock = createTestClock()
  const below = createTestSend()
  return { clock, ...below, bounded: deadline({ clock })(below.send) }
}

describe('the deadline', () => {
  test('refuses at once, and sends nothing, when it has passed', async () => {
    const { bounded, sent } = set()
    await expect(bounded(testCall({ context: { deadlineAtMs: 0 } }))).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      facts: { source: 'shop', operation: 'customer', attempts: 0 },
    })
    expect(sent).toHaveLength(0)
  })

  test('refuses a write that has not left as not applied', async () => {
    const { bounded } = set()
    const write = testCall({ operation: { kind: 'write' }, context: { deadlineAtMs: 0 } })
    await expect(bounded(write)).rejects.toMatchObject({ facts: { outcome: 'notApplied' } })
  })

  test('of the operation comes first where it is the shorter one', async () => {
    const { bounded, clock } = set()
    const sent = bounded(testCall({ operation: { maxDeadlineMs: 30 }, context: { deadlineAtMs: 5_000 } }))
    const ended = expect(sent).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await clock.advance(30)
    await ended
  })

  test('of the caller comes first where it is the shorter one', async () => {
    const { bounded, clock } = set()
    const sent = bounded(testCall({ operation: { maxDeadlineMs: 5_000 }, context: { deadlineAtMs: 30 } }))
    const ended = expect(sent).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await clock.advance(30)
    await ended
  })

  test('ends a read at its moment and aborts what is below', async () => {
    const { bounded, clock, sent } = set()
    const ended = expect(bounded(testCall({ context: { deadlineAtMs: 50 } }))).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    })
    await clock.advance(49)
    expect(sent[0]?.call.context.signal.aborted).toBe(false)
    await clock.advance(1)
    expect(sent[0]?.call.context.signal.aborted).toBe(true)
    await ended
    expect(clock.pending()).toBe(0)
  })

  test('follows a deadline that moves to later', async () => {
    const { bounded, clock, sent } = set()
    let deadlineAtMs = 50
    const context = {
      get deadlineAtMs() {
        return deadlineAtMs
      },
    }
    const answered = bounded(testCall({ context }))
    deadlineAtMs = 100
    await clock.advance(75)
    expect(sent[0]?.call.context.deadlineAtMs).toBe(100)
    sent[0]?.answer('late but in time')
    expect((await answered).value).toBe('late but in time')
  })

  test('lets go at once when the caller leaves', async () => {
    const { bounded, clock, sent } = set()
    const caller = new AbortController()
    const ended = bounded(testCall({ context: { signal: caller.signal } }))
    caller.abort()
    await expect(ended).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(sent[0]?.call.context.signal.aborted).toBe(true)
    expect(clock.pending()).toBe(0)
  })

  test('refuses a caller that has left already', async () => {
    const { bounded, sent } = set()
    await expect(bounded(testCall({ context: { signal: AbortSignal.abort() } }))).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    expect(sent).toHaveLength(0)
  })

  test('leaves neither timer nor listener after an answer or an error', async () => {
    const { bounded, clock, sent } = set()
    const { signal } = new AbortController()
    const calls = [bounded(testCall({ context: { signal } })), bounded(testCall({ context: { signal } }))]
    sent[0]?.answer(1)
    sent[1]?.fail(new HeadwatersError('UPSTREAM_FAILED', 'down'))
    const [first, second] = await Promise.allSettled(calls)
    expect(first).toMatchObject({ value: { value: 1 } })
    expect(second).toMatchObject({ reason: { code: 'UPSTREAM_FAILED' } })
    expect(clock.pending()).toBe(0)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})

describe('a write that is cut', () => {
  const write = testCall({ operation: { kind: 'write' }, context: { deadlineAtMs: 50 } })

  test('says "unknown" when what is below says nothing', async () => {
    const clock = createTestClock()
    const bounded = deadline({ clock })(() => new Promise(() => {}))
    const ended = expect(bounded(write)).rejects.toMatchObject({ facts: { outcome: 'unknown' } })
    await clock.advance(50)
    await ended
    expect(clock.pending()).toBe(0)
  })

  test('says what is known below: it never left', async () => {
    const clock = createTestClock()
    const bounded = deadline({ clock })(({ context }) => {
      const { promise, reject } = Promise.withResolvers<never>()
      const facts = { outcome: 'notApplied', beforeSending: true, attempts: 2 } as const
      context.signal.addEventListener('abort', () => reject(new HeadwatersError('CANCELLED', 'left the queue', facts)))
      return promise
    })
    const ended = expect(bounded(write)).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      facts: { outcome: 'notApplied', beforeSending: true, attempts: 2 },
    })
    await clock.advance(50)
    await ended
  })

  test('does not put "unknown" into the reason that is seen below', async () => {
    const { bounded, clock, sent } = set()
    const ended = expect(bounded(write)).rejects.toMatchObject({ facts: { outcome: 'unknown' } })
    await clock.advance(50)
    await ended
    expect(sent[0]?.call.context.signal.reason).toMatchObject({ code: 'DEADLINE_EXCEEDED', facts: {} })
    expect(sent[0]?.call.context.signal.reason).not.toHaveProperty('facts.outcome')
  })
})
