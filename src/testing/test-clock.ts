import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../core/clock.ts'

/** A clock that stands still until it is advanced by hand. */
export interface TestClock extends Clock {
  /** Moves on by `ms`, running due timers in their order; promises settle before the first, between them and after the last. */
  readonly advance: (ms: number) => Promise<void>
  /** Lets promises settle without moving. */
  readonly settle: () => Promise<void>
  /** How many timers wait. */
  readonly pending: () => number
}

interface Timer {
  readonly atMs: number
  readonly run: () => void
}

/** Lets what is under way run as far as it gets without time passing. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await nextTurn()
}

const earliest = (timers: ReadonlySet<Timer>): Timer | undefined => {
  let first: Timer | undefined
  for (const timer of timers) if (first === undefined || timer.atMs < first.atMs) first = timer
  return first
}

/** Makes a {@link TestClock}; its wall clock starts at 2026-01-01T00:00:00Z unless told otherwise. */
export const createTestClock = (options: { readonly wallStartMs?: number } = {}): TestClock => {
  const { wallStartMs = Date.UTC(2026, 0, 1) } = options
  const timers = new Set<Timer>()
  let nowMs = 0

  const schedule = (delayMs: number, run: () => void): (() => void) => {
    const timer = { atMs: nowMs + Math.max(0, delayMs), run }
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  const advance = async (ms: number): Promise<void> => {
    const untilMs = nowMs + ms
    await settle()
    for (let due = earliest(timers); due !== undefined && due.atMs <= untilMs; due = earliest(timers)) {
      timers.delete(due)
      nowMs = Math.max(nowMs, due.atMs)
      due.run()
      await settle()
    }
    nowMs = Math.max(nowMs, untilMs)
  }

  return {
    now: () => nowMs,
    wallNow: () => wallStartMs + nowMs,
    schedule,
    advance,
    settle,
    pending: () => timers.size,
  }
}
