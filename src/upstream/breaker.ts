import {
  admitCall,
  CLOSED_BREAKER,
  settleCall,
  stillAdmitted,
  type BreakerOutcome,
  type BreakerRule,
  type BreakerState,
} from '../core/breaker-state.ts'
import type { Clock } from '../core/clock.ts'
import { isHeadwatersError, type HeadwatersError } from '../core/headwaters-error.ts'
import type { Answer, Policy, Send, UpstreamCall } from './call.ts'
import { failure, outcomeOf } from './failure.ts'
import type { LineStatus } from './line.ts'
import type { BreakerOptions, TimeoutOptions } from './profile.ts'
import { TIMEOUT_DEFAULTS } from './timeout.ts'

/** The breakers of one line, one for each group of operations. */
export interface Breaker {
  readonly policy: Policy
  /** Asked again by a call that comes out of a queue: why it may not go any more, or null. Takes the call as it was passed on. */
  readonly refusal: (call: UpstreamCall<unknown>) => HeadwatersError | null
  readonly status: () => LineStatus['breakers']
}

const DEFAULTS: BreakerRule = {
  failureRatio: 0.5,
  minimumCalls: 10,
  consecutiveFailures: 5,
  windowMs: 10_000,
  openMs: 1_000,
  probeTimeoutMs: 5_000,
  probeIntervalMs: 1_000,
}

/** An attempt that was given this long before a deadline cut it off was given a fair time, in milliseconds. */
const SLOW_CALL_MS = 1_000

/** A deadline passed while the vendor was silent, and not because the caller was in a hurry. */
const wasGivenTime = ({ code, facts }: HeadwatersError, fairMs: number): boolean =>
  code === 'DEADLINE_EXCEEDED' && (facts.givenMs ?? 0) >= fairMs

/** What an error says of the vendor: a failure, a sign of life ("no such object"), or nothing (429, the caller left). */
const outcomeOfError = (thrown: unknown, fairMs: number): BreakerOutcome => {
  if (!isHeadwatersError(thrown)) return 'uncounted'
  if (thrown.traits.tripsBreaker || wasGivenTime(thrown, fairMs)) return 'failure'
  return thrown.code.startsWith('UPSTREAM_') && thrown.code !== 'UPSTREAM_RATE_LIMITED' ? 'success' : 'uncounted'
}

const circuitOpen = (call: UpstreamCall<unknown>, retryAfterMs: number): HeadwatersError =>
  failure(call, 'CIRCUIT_OPEN', {
    message: `${call.source} failed too often and is left alone for a while. Try again in ${retryAfterMs} ms.`,
    retryAfterMs,
    beforeSending: true,
    ...outcomeOf(call, 'notApplied'),
  })

const announce = ({ source, account, operation, context }: UpstreamCall<unknown>, state: BreakerState): void => {
  const { name, breakerGroup: group } = operation
  const { requestId } = context
  context.observe({ type: 'breaker', source, account, operation: name, requestId, group, state: state.phase })
}

/** The states of the breakers of one line, by group; a change of phase is announced. */
const createStates = () => {
  const states = new Map<string, BreakerState>()
  const of = ({ operation }: UpstreamCall<unknown>): BreakerState =>
    states.get(operation.breakerGroup) ?? CLOSED_BREAKER
  const keep = (call: UpstreamCall<unknown>, state: BreakerState): void => {
    const before = of(call).phase
    states.set(call.operation.breakerGroup, state)
    if (before !== state.phase) announce(call, state)
  }
  const status = (): LineStatus['breakers'] => [...states].map(([group, { phase }]) => ({ group, state: phase }))
  return { of, keep, status }
}

/** Makes the breakers of one line. */
export const createBreaker = (options: BreakerOptions, clock: Clock, timeouts: TimeoutOptions = {}): Breaker => {
  const rule = { ...DEFAULTS, ...options }
  const { headersTimeoutMs } = { ...TIMEOUT_DEFAULTS, ...timeouts }
  const fairMs = Math.min(options.slowCallMs ?? SLOW_CALL_MS, headersTimeoutMs)
  const states = createStates()
  const generations = new WeakMap<object, number>()

  const admit = (call: UpstreamCall<unknown>): number => {
    const admission = admitCall(states.of(call), rule, clock.now())
    if (!admission.admitted) throw circuitOpen(call, admission.retryAfterMs)
    states.keep(call, admission.state)
    return admission.generation
  }

  const settle = (call: UpstreamCall<unknown>, generation: number, outcome: BreakerOutcome): void =>
    states.keep(call, settleCall(states.of(call), { generation, outcome, nowMs: clock.now() }, rule))

  const policy: Policy = (next): Send =>
    async function breaking<T>(call: UpstreamCall<T>): Promise<Answer<T>> {
      const generation = admit(call)
      const admitted = { ...call }
      generations.set(admitted, generation)
      try {
        const answer = await next(admitted)
        settle(call, generation, 'success')
        return answer
      } catch (thrown) {
        settle(call, generation, outcomeOfError(thrown, fairMs))
        throw thrown
      }
    }

  const refusal = (call: UpstreamCall<unknown>): HeadwatersError | null => {
    const retryAfterMs = stillAdmitted(states.of(call), generations.get(call) ?? -1, clock.now())
    return retryAfterMs === null ? null : circuitOpen(call, retryAfterMs)
  }

  return { policy, refusal, status: states.status }
}
