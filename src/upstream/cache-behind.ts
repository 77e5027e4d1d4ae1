import type { Clock } from '../core/clock.ts'
import { askAndKeep, type Asking, type FillParts } from './cache-fill.ts'
import type { CallContext, Send } from './call.ts'
import { deadline } from './deadline.ts'

/** What asking behind stands on. */
export interface BehindParts extends FillParts {
  readonly behindMs?: number
  readonly closing?: AbortSignal
}

const DEFAULT_BEHIND_MS = 10_000

/** A call of nobody's: it has a deadline of its own, and goes after those that somebody waits for. */
const behindContext = (
  context: CallContext,
  { clock, behindMs = DEFAULT_BEHIND_MS, closing }: BehindParts,
): CallContext => ({
  requestId: context.requestId,
  observe: context.observe,
  priority: 'background',
  deadlineAtMs: clock.now() + behindMs,
  signal: closing ?? new AbortController().signal,
})

/** Asks anew behind an answer that was handed on stale, one call at a time for each (RFC 5861, section 3). What fails there is nobody's. */
export const createBehind = (
  parts: BehindParts & { readonly clock: Clock },
  next: Send,
): ((asking: Asking<unknown>) => void) => {
  const underWay = new Set<string>()
  const bounded = deadline(parts)(next)
  return ({ call, ...asking }) => {
    const { key } = asking.ask
    if (underWay.has(key)) return
    underWay.add(key)
    const end = (): void => void underWay.delete(key)
    askAndKeep({ ...asking, call: { ...call, context: behindContext(call.context, parts) } }, bounded, parts).then(
      end,
      end,
    )
  }
}
