import type { Clock, Random } from '../core/clock.ts'

/** The longest delay that `setTimeout` can count; it runs longer ones at once. */
const MAX_DELAY_MS = 2_147_483_647

/** Longer delays go in stretches. Timers keep the process alive: each belongs to a call that somebody waits for. */
const schedule = (delayMs: number, run: () => void): (() => void) => {
  const next = (): void => {
    if (delayMs > MAX_DELAY_MS) stop = schedule(delayMs - MAX_DELAY_MS, run)
    else run()
  }
  const timer = setTimeout(next, Math.min(Math.max(0, delayMs), MAX_DELAY_MS))
  let stop = (): void => clearTimeout(timer)
  return () => stop()
}

/** The real time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  schedule,
}

/** Real chance; good for jitter, not for secrets. */
export const systemRandom: Random = () => Math.random()
