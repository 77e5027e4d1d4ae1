import type { Clock } from '../core/clock.ts'
import { isHeadwatersError, type ErrorFacts, type HeadwatersError } from '../core/headwaters-error.ts'
import type { Answer, Policy, Send, UpstreamCall } from './call.ts'
import { toLeavingError, watchPatience, whyGone, withPatience, withSignal, type Leaving } from './patience.ts'

/**
 * Bounds everything below by the caller's deadline and signal. A read is let go at once; a write is given one turn of the
 * clock after its abort, so that what it knows of its outcome (never sent, or sent and unknown) is in the error.
 */
export const deadline =
  (parts: { readonly clock: Clock }): Policy =>
  (next) =>
  <T>(asked: UpstreamCall<T>) => {
    const call = withOwnDeadline(asked, parts.clock)
    const gone = whyGone(call.context, parts.clock)
    if (gone === null) return sendBounded(call, next, parts.clock)
    return Promise.reject(
      toLeavingError(gone, { ...factsOf(call), ...(isWrite(call) && { outcome: 'notApplied' }), attempts: 0 }),
    )
  }

/** The call under the operation's own deadline, where it has one that comes before the caller's. */
const withOwnDeadline = <T>(call: UpstreamCall<T>, clock: Clock): UpstreamCall<T> => {
  const { maxDeadlineMs } = call.operation
  if (maxDeadlineMs === undefined) return call
  const { context } = call
  const latestMs = clock.now() + maxDeadlineMs
  const patience = {
    get deadlineAtMs() {
      return Math.min(context.deadlineAtMs, latestMs)
    },
    signal: context.signal,
  }
  return { ...call, context: withPatience(context, patience) }
}

const sendBounded = <T>(call: UpstreamCall<T>, next: Send, clock: Clock): Promise<Answer<T>> =>
  new Promise((resolve, reject) => {
    const below = new AbortController()
    let left: HeadwatersError | null = null
    let stopGrace = (): void => {}
    const leave = (why: Leaving): void => {
      const reason = toLeavingError(why, factsOf(call))
      const error = isWrite(call) ? reason.with({ outcome: 'unknown' }) : reason
      left = error
      if (isWrite(call)) stopGrace = clock.schedule(0, () => reject(error))
      else reject(error)
      below.abort(reason)
    }
    const stopWatching = watchPatience(call.context, clock, leave)
    const stop = (): void => {
      stopWatching()
      stopGrace()
    }
    next({ ...call, context: withSignal(call.context, below.signal) }).then(
      (answer) => {
        stop()
        resolve(answer)
      },
      (error: unknown) => {
        stop()
        reject(left === null ? error : left.with(knownOf(error)))
      },
    )
  })

const isWrite = (call: UpstreamCall<unknown>): boolean => call.operation.kind === 'write'

const factsOf = (call: UpstreamCall<unknown>): ErrorFacts => ({ source: call.source, operation: call.operation.name })

/** What a call that was aborted knew about itself when it ended. */
const knownOf = (error: unknown): ErrorFacts => {
  if (!isHeadwatersError(error)) return { cause: error }
  const { outcome, attempts, beforeSending } = error.facts
  return {
    cause: error,
    ...(outcome !== undefined && { outcome }),
    ...(attempts !== undefined && { attempts }),
    ...(beforeSending !== undefined && { beforeSending }),
  }
}
