import type { Clock } from '../core/clock.ts'
import type { HeadwatersError } from '../core/headwaters-error.ts'
import { toLeavingError, watchPatience, whyGone, type Leaving, type Patience } from './patience.ts'

/** The longest that a flight may take, in milliseconds, however patient its waiters are. */
export const MAX_FLIGHT_MS = 60_000

/** What a flight is made of. */
export interface FlightPlan<T> {
  readonly clock: Clock
  /** For the errors of waiters that leave. */
  readonly source: string
  readonly operation: string
  /** Begins the work; called by the first to join. Its patience is the flight's own: the most patient waiter's, capped. */
  readonly start: (patience: Patience) => Promise<T>
  /** Called once, when it has landed or its last waiter has left: from then on nobody may join. */
  readonly onEnd: () => void
}

/**
 * One piece of work that several wait for, each as long as its own patience lasts. A waiter that leaves rejects itself
 * alone; the work is aborted when the last one has left.
 */
export interface Flight<T> {
  readonly join: (waiter: Patience) => Promise<T>
}

/** Prepares a flight; the first {@link Flight.join} starts it. */
export const createFlight = <T>(plan: FlightPlan<T>): Flight<T> => {
  const run = new Run(plan)
  return { join: (waiter) => run.join(waiter) }
}

interface Landing<T> {
  readonly resolve: (value: T) => void
  readonly reject: (error: unknown) => void
}

class Run<T> {
  readonly #plan: FlightPlan<T>
  readonly #abort = new AbortController()
  readonly #waiting = new Set<Landing<T>>()
  #latestMs = 0
  #stopCap: () => void = () => {}
  #state: 'prepared' | 'under way' | 'ended' = 'prepared'

  constructor(plan: FlightPlan<T>) {
    this.#plan = plan
  }

  join(patience: Patience): Promise<T> {
    const gone = whyGone(patience, this.#plan.clock)
    if (gone !== null) {
      if (this.#state === 'prepared') this.#end(() => {})
      return Promise.reject(this.#toError(gone))
    }
    this.#latestMs = Math.max(this.#latestMs, patience.deadlineAtMs)
    const landed = new Promise<T>((resolve, reject) => this.#wait(patience, { resolve, reject }))
    if (this.#state === 'prepared') this.#start()
    return landed
  }

  #wait(patience: Patience, { resolve, reject }: Landing<T>): void {
    const leave = (): void => {
      this.#waiting.delete(waiter)
      stopWatching()
    }
    const waiter: Landing<T> = {
      resolve: (value) => (leave(), resolve(value)),
      reject: (error) => (leave(), reject(error)),
    }
    this.#waiting.add(waiter)
    const stopWatching = watchPatience(patience, this.#plan.clock, (why) => {
      waiter.reject(this.#toError(why))
      if (this.#waiting.size === 0) this.#giveUp(why)
    })
  }

  #start(): void {
    const { clock } = this.#plan
    this.#state = 'under way'
    this.#stopCap = clock.schedule(MAX_FLIGHT_MS, () => this.#giveUp('DEADLINE_EXCEEDED'))
    startSafely(this.#plan, this.#patience(clock.now() + MAX_FLIGHT_MS)).then(
      (value) => this.#end((waiter) => waiter.resolve(value)),
      (error: unknown) => this.#end((waiter) => waiter.reject(error)),
    )
  }

  /** The most patient waiter's, capped; it grows when a more patient one joins. */
  #patience(capMs: number): Patience {
    const latestMs = (): number => this.#latestMs
    return {
      signal: this.#abort.signal,
      get deadlineAtMs() {
        return Math.min(latestMs(), capMs)
      },
    }
  }

  #giveUp(why: Leaving): void {
    this.#end((waiter) => waiter.reject(this.#toError(why)))
    this.#abort.abort(this.#toError(why))
  }

  /** Nobody may join from here on, before anybody hears of it. */
  #end(land: (waiter: Landing<T>) => void): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#stopCap()
    this.#plan.onEnd()
    for (const waiter of [...this.#waiting]) land(waiter)
  }

  #toError(why: Leaving): HeadwatersError {
    const { source, operation } = this.#plan
    return toLeavingError(why, { source, operation })
  }
}

/** Begins at once, and makes a rejection of anything that is thrown while beginning. */
const startSafely = async <T>(plan: FlightPlan<T>, patience: Patience): Promise<T> => plan.start(patience)
