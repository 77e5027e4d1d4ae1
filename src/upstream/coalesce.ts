import type { Clock } from '../core/clock.ts'
import type { TagMark, TagStore } from '../state/tag-store.ts'
import type { Answer, Policy, Send, UpstreamCall } from './call.ts'
import { createFlight, type Flight } from './flight.ts'
import { withPatience } from './patience.ts'
import { asKeyed, scopeTags, toCallKey } from './shared.ts'

/** What coalescing stands on. */
export interface CoalesceParts {
  readonly tags: TagStore
  readonly clock: Clock
}

interface Boarding {
  readonly flight: Flight<Answer<unknown>>
  readonly mark: TagMark
}

/**
 * Lets identical reads that are under way at once share one flight. Never writes; never across credentials, whose
 * fingerprint is in the key; never a flight that began before one of its tags was forgotten.
 */
export const coalesce =
  (parts: CoalesceParts): Policy =>
  (next) => {
    const boarding = new Map<string, Boarding>()
    return async <T>(call: UpstreamCall<T>): Promise<Answer<T>> => {
      if (call.operation.kind === 'write' || call.operation.isBatch) return next(call)
      const key = toCallKey(call)
      const shared = boarding.get(key)
      if (shared !== undefined && parts.tags.isCurrent(shared.mark)) {
        const answer = await shared.flight.join(call.context)
        return { ...answer, value: asKeyed<T>(answer.value), via: 'flight', attempts: 0 }
      }
      const mark = parts.tags.mark(scopeTags(call, call.tags))
      const onEnd = (): void => {
        if (boarding.get(key) === mine) boarding.delete(key)
      }
      const flight = openFlight(call, next, { clock: parts.clock, onEnd })
      const mine: Boarding = { flight, mark }
      boarding.set(key, mine)
      return flight.join(call.context)
    }
  }

const openFlight = <T>(
  call: UpstreamCall<T>,
  next: Send,
  options: { readonly clock: Clock; readonly onEnd: () => void },
): Flight<Answer<T>> =>
  createFlight({
    ...options,
    source: call.source,
    operation: call.operation.name,
    start: (patience) => next({ ...call, context: withPatience(call.context, patience) }),
  })
