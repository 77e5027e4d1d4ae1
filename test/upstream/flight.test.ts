import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createFlight, MAX_FLIGHT_MS } from '../../src/upstream/flight.ts'
import type { Patience } from '../../src/upstream/patience.ts'
import { createTestClock } from '../helpers/test-clock.ts'

const set = () => {
  const clock = createTestClock()
  const work = Promise.withResolvers<string>()
  const started: Patience[] = []
  let ends = 0
  const flight = createFlight<string>({
    clock,
    source: 'shop',
    operation: 'customer',
    start: (patience) => {
      started.push(patience)
      return work.promise
    },
    onEnd: () => void (ends += 1),
  })
  return { clock, work, started, flight, ends: () => ends }
}

const waiter = (deadlineAtMs: number, signal = new AbortController().signal): Patience => ({ deadlineAtMs, signal })

describe('a flight', () => {
  test('starts once, and gives its value to all who wait', async () => {
    const { flight, work, started, ends, clock } = set()
    const waits = [flight.join(waiter(100)), flight.join(waiter(200)), flight.join(waiter(300))]
    work.resolve('landed')
    expect(await Promise.all(waits)).toEqual(['landed', 'landed', 'landed'])
    expect(started).toHaveLength(1)
    expect(ends()).toBe(1)
    expect(clock.pending()).toBe(0)
  })

  test('gives its error to all who wait', async () => {
    const { flight, work } = set()
    const waits = [flight.join(waiter(100)), flight.join(waiter(200))]
    const error = new Error('crashed')
    work.reject(error)
    for (const wait of waits) await expect(wait).rejects.toBe(error)
  })

  test('loses its impatient waiter alone, whose deadline was the first', async () => {
    const { flight, work, started, clock } = set()
    const impatient = expect(flight.join(waiter(50))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    const patient = flight.join(waiter(500))
    expect(started[0]?.deadlineAtMs).toBe(500)
    await clock.advance(60)
    await impatient
    expect(started[0]?.signal.aborted).toBe(false)
    work.resolve('landed')
    expect(await patient).toBe('landed')
  })

  test('is aborted when its last waiter leaves, not before', async () => {
    const { flight, started, ends, clock } = set()
    const [first, last] = [new AbortController(), new AbortController()]
    const waits = [flight.join(waiter(500, first.signal)), flight.join(waiter(500, last.signal))]
    first.abort()
    await expect(waits[0]).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(started[0]?.signal.aborted).toBe(false)
    last.abort()
    expect(started[0]?.signal.aborted).toBe(true)
    await expect(waits[1]).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(ends()).toBe(1)
    expect(clock.pending()).toBe(0)
  })

  test('is closed before it is aborted, so that nobody joins it in between', () => {
    const { flight, started, ends } = set()
    const caller = new AbortController()
    flight.join(waiter(500, caller.signal)).catch(() => {})
    let endsAtAbort = 0
    started[0]?.signal.addEventListener('abort', () => (endsAtAbort = ends()))
    caller.abort()
    expect(endsAtAbort).toBe(1)
  })

  test('is not started by somebody who has gone, and is over with that', async () => {
    const { flight, started, ends } = set()
    await expect(flight.join(waiter(0))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    expect(started).toHaveLength(0)
    expect(ends()).toBe(1)
  })

  test('ends at its longest time, however patient its waiters are', async () => {
    const { flight, started, clock } = set()
    const ended = expect(flight.join(waiter(Infinity))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    expect(started[0]?.deadlineAtMs).toBe(MAX_FLIGHT_MS)
    await clock.advance(MAX_FLIGHT_MS)
    await ended
    expect(started[0]?.signal.aborted).toBe(true)
    expect(clock.pending()).toBe(0)
  })

  test('rejects when its start throws at once', async () => {
    const flight = createFlight({
      clock: createTestClock(),
      source: 'shop',
      operation: 'customer',
      start: () => {
        throw new Error('could not begin')
      },
      onEnd: () => {},
    })
    await expect(flight.join(waiter(10))).rejects.toThrow('could not begin')
  })

  test('leaves no listener on the signals of its waiters', async () => {
    const { flight, work } = set()
    const { signal } = new AbortController()
    const waits = [flight.join(waiter(100, signal)), flight.join(waiter(100, signal))]
    work.resolve('landed')
    await Promise.all(waits)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
