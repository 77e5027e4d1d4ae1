import type { Clock } from '../core/clock.ts'
import type { Exchange } from './call.ts'
import { isHeadwatersError } from '../core/headwaters-error.ts'
import { failure, outcomeOf } from './failure.ts'
import { withSignal } from './patience.ts'
import type { TimeoutOptions } from './profile.ts'

/** Times of one attempt, defaults filled in. */
export const TIMEOUT_DEFAULTS = { connectTimeoutMs: 3_000, headersTimeoutMs: 10_000, bodyTimeoutMs: 10_000 } as const

/** Bounds one attempt as a whole by the sum of its parts; the parts themselves are watched by the transport. */
export const timeout =
  (options: TimeoutOptions, clock: Clock) =>
  (next: Exchange): Exchange => {
    const parts = { ...TIMEOUT_DEFAULTS, ...options }
    const wholeMs = parts.connectTimeoutMs + parts.headersTimeoutMs + parts.bodyTimeoutMs
    return async (call) => {
      const { signal } = call.context
      const beganAtMs = clock.now()
      const stop = new AbortController()
      const leave = (): void => stop.abort(signal.reason)
      const cancel = clock.schedule(wholeMs, () => {
        const message = `${call.source} did not answer ${call.operation.name} within ${wholeMs} ms.`
        stop.abort(failure(call, 'UPSTREAM_TIMEOUT', { message, ...outcomeOf(call, 'unknown') }))
      })
      if (signal.aborted) leave()
      signal.addEventListener('abort', leave, { once: true })
      try {
        return await next({ ...call, context: withSignal(call.context, stop.signal) })
      } catch (thrown) {
        // How long the vendor was given decides whether its silence counts against it.
        throw signal.aborted && isHeadwatersError(thrown) ? thrown.with({ givenMs: clock.now() - beganAtMs }) : thrown
      } finally {
        cancel()
        signal.removeEventListener('abort', leave)
      }
    }
  }
