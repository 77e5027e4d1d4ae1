import type { Clock } from '../core/clock.ts'
import { HeadwatersError, type ErrorFacts } from '../core/headwaters-error.ts'
import type { CallContext } from './call.ts'

/** How long somebody waits: part of every {@link CallContext}. */
export type Patience = Pick<CallContext, 'deadlineAtMs' | 'signal'>

/** Why somebody no longer waits. */
export type Leaving = 'DEADLINE_EXCEEDED' | 'CANCELLED'

/** Whether somebody has gone already, and why. */
export const whyGone = (patience: Patience, clock: Clock): Leaving | null => {
  if (patience.signal.aborted) return toLeaving(patience.signal)
  return patience.deadlineAtMs <= clock.now() ? 'DEADLINE_EXCEEDED' : null
}

/**
 * Runs `leave` once, when the deadline passes (wherever it has moved to by then) or the signal aborts. The returned function
 * stops watching; after either, no timer and no listener is left.
 */
export const watchPatience = (patience: Patience, clock: Clock, leave: (why: Leaving) => void): (() => void) => {
  let stopTimer = (): void => {}
  const stop = (): void => {
    stopTimer()
    patience.signal.removeEventListener('abort', onAbort)
  }
  const end = (why: Leaving): void => {
    stop()
    leave(why)
  }
  const onAbort = (): void => end(toLeaving(patience.signal))
  const arm = (): void => {
    const leftMs = patience.deadlineAtMs - clock.now()
    if (leftMs <= 0) end('DEADLINE_EXCEEDED')
    else stopTimer = clock.schedule(leftMs, arm)
  }
  if (patience.signal.aborted) onAbort()
  else {
    patience.signal.addEventListener('abort', onAbort)
    arm()
  }
  return stop
}

/** The error of somebody who no longer waits. */
export const toLeavingError = (why: Leaving, facts: ErrorFacts): HeadwatersError => {
  const what = `${facts.source ?? 'upstream'}.${facts.operation ?? 'call'}`
  return why === 'CANCELLED'
    ? new HeadwatersError(why, `The caller of ${what} went away before the answer was there.`, facts)
    : new HeadwatersError(
        why,
        `${what} did not end before the deadline of the request. Allow more time, or ask for less.`,
        facts,
      )
}

/** The same context with another patience. Its deadline is read through, wherever it moves. */
export const withPatience = (context: CallContext, patience: Patience): CallContext => ({
  requestId: context.requestId,
  get deadlineAtMs() {
    return patience.deadlineAtMs
  },
  signal: patience.signal,
  priority: context.priority,
  ...(context.caller && { caller: context.caller }),
  observe: context.observe,
})

/** The same context under another signal. Its deadline is still the original's, wherever that moves. */
export const withSignal = (context: CallContext, signal: AbortSignal): CallContext =>
  withPatience(context, {
    get deadlineAtMs() {
      return context.deadlineAtMs
    },
    signal,
  })

/** A signal that a policy of ours aborted for its deadline carries that error as the reason. */
const toLeaving = (signal: AbortSignal): Leaving =>
  signal.reason instanceof HeadwatersError && signal.reason.code === 'DEADLINE_EXCEEDED'
    ? 'DEADLINE_EXCEEDED'
    : 'CANCELLED'
