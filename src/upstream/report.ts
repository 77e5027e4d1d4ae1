import type { Clock } from '../core/clock.ts'
import type { ErrorCode } from '../core/error-code.ts'
import { isHeadwatersError } from '../core/headwaters-error.ts'
import type { AnswerVia, Policy, UpstreamCall } from './call.ts'

/** Reports the end of every call, whatever it took: the outermost policy. */
export const report =
  (parts: { readonly clock: Clock }): Policy =>
  (next) =>
  async (call) => {
    const beganAtMs = parts.clock.now()
    const end = (how: CallEnd): void => observeEnd(call, parts.clock.now() - beganAtMs, how)
    try {
      const answer = await next(call)
      const via = answer.via ?? 'upstream'
      end({ via, attempts: answer.attempts ?? (via === 'upstream' ? 1 : 0) })
      return answer
    } catch (error) {
      const attempts = isHeadwatersError(error) ? (error.facts.attempts ?? 0) : 0
      end({ via: 'upstream', attempts, code: isHeadwatersError(error) ? error.code : 'INTERNAL' })
      throw error
    }
  }

interface CallEnd {
  readonly via: AnswerVia
  readonly attempts: number
  readonly code?: ErrorCode
}

const observeEnd = (call: UpstreamCall<unknown>, durationMs: number, how: CallEnd): void =>
  call.context.observe({
    type: 'call',
    source: call.source,
    account: call.account,
    operation: call.operation.name,
    requestId: call.context.requestId,
    keys: call.keys,
    durationMs,
    ...how,
  })
