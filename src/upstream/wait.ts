import type { Clock } from '../core/clock.ts'

/** Waits on the clock; ends early, leaving neither timer nor listener, when the signal aborts. Says whether it waited all. */
export const waitFor = (clock: Clock, delayMs: number, signal: AbortSignal): Promise<boolean> => {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const leave = (): void => {
      cancel()
      resolve(false)
    }
    const cancel = clock.schedule(delayMs, () => {
      signal.removeEventListener('abort', leave)
      resolve(true)
    })
    signal.addEventListener('abort', leave, { once: true })
  })
}
