/** Time as an argument: everything that waits or asks the hour goes through one of these. */
export interface Clock {
  /** Milliseconds on a clock that never jumps. Only differences mean something. */
  readonly now: () => number
  /** Milliseconds since 1970 (wall clock), for dates that vendors send and stamps that people read. */
  readonly wallNow: () => number
  /** Calls `run` once after `delayMs` milliseconds; the returned function takes that back. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

/** Chance as an argument: a number in [0, 1). */
export type Random = () => number
