import type { Clock } from '../core/clock.ts'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { UpstreamEvent } from '../core/upstream-event.ts'
import type { Caller, RequestContext } from '../graph/context.ts'
import { TIMEOUT_HEADER, PRIORITY_HEADER, toPriority, toTimeoutMs } from './deadline.ts'
import type { EdgeRequest } from './edge.ts'

/** The header by which a caller asks what an operation cost. */
export const COST_HEADER = 'x-headwaters-cost'

/** Milliseconds between the deadline, at which upstream calls give up and leave a partial answer, and the end of all waiting. */
export const DEADLINE_GRACE_MS = 250

/** What is noted of an operation on its way, for its line in the log. The one thing about a request that is written to. */
export interface OperationNotes {
  name: string | null
  kind: 'query' | 'mutation' | 'subscription' | null
  caller: string | null
  readonly codes: string[]
}

/** One GraphQL request: the context its resolvers get, and what goes with it. */
export interface RequestFacts {
  readonly context: RequestContext
  readonly notes: OperationNotes
  /** Calls that reached vendors so far, by source; repeated attempts are one call. Counted while the request runs. */
  readonly upstreamCalls: ReadonlyMap<string, number>
  /** Whether the caller asks what the operation cost. */
  readonly wantsCost: boolean
  /** Takes the end of all waiting back, once the answer is there or, of a stream, its beginning. */
  readonly release: () => void
}

/** What {@link openRequest} needs beside the request. */
export interface OpenOptions {
  readonly caller: Caller
  readonly clock: Clock
  readonly observe: (event: UpstreamEvent) => void
  readonly notes: OperationNotes
  /** The longest deadline, in milliseconds. */
  readonly requestTimeoutMs: number
}

/** Counts the calls that reach vendors, on the way to whoever observes. */
const counting = (observe: OpenOptions['observe'], calls: Map<string, number>): OpenOptions['observe'] => {
  return (event) => {
    if (event.type === 'call' && event.via === 'upstream') calls.set(event.source, (calls.get(event.source) ?? 0) + 1)
    observe(event)
  }
}

/** Makes the facts of a request: its deadline (the caller's, capped) and a signal that also ends with it. */
export const openRequest = (request: EdgeRequest, options: OpenOptions): RequestFacts => {
  const { caller, clock, observe, notes, requestTimeoutMs } = options
  const { requestId, headers } = request
  const timeoutMs = toTimeoutMs(headers[TIMEOUT_HEADER], requestTimeoutMs)
  const ending = new AbortController()
  const release = clock.schedule(timeoutMs + DEADLINE_GRACE_MS, () =>
    ending.abort(new HeadwatersError('DEADLINE_EXCEEDED', `The operation did not end within its ${timeoutMs} ms.`)),
  )
  const upstreamCalls = new Map<string, number>()
  const context: RequestContext = {
    requestId,
    caller,
    deadlineAtMs: clock.now() + timeoutMs,
    signal: AbortSignal.any([request.signal, ending.signal]),
    priority: toPriority(headers[PRIORITY_HEADER]),
    clock,
    observe: counting(observe, upstreamCalls),
  }
  return { context, notes, upstreamCalls, wantsCost: headers[COST_HEADER] === 'true', release }
}
