import type { Clock, Random } from '../core/clock.ts'
import type { HeadwatersError } from '../core/headwaters-error.ts'
import { decideRetry, type RetryRule } from '../core/retry-rule.ts'
import type { Answer, Policy, Send, UpstreamCall } from './call.ts'
import { abortFailure, toFailure } from './failure.ts'
import type { RetryOptions } from './profile.ts'
import { waitFor } from './wait.ts'

/** What `retry` stands on. */
export interface RetryParts {
  readonly options: RetryOptions
  readonly clock: Clock
  readonly random: Random
}

const DEFAULTS: RetryRule = { maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 5_000 }

const isIdempotent = ({ operation }: UpstreamCall<unknown>): boolean =>
  operation.kind === 'read' || operation.idempotency.kind !== 'none'

/**
 * What became of the whole write, when an earlier attempt may have done it: a later "not done" speaks for itself only, unless
 * the vendor knows the attempts as one by their idempotency key and gave its answer to it.
 */
const withDoubt = (call: UpstreamCall<unknown>, error: HeadwatersError): HeadwatersError => {
  if (error.facts.outcome !== 'notApplied') return error
  const isFinal = error.facts.beforeSending !== true && !error.traits.retryable
  if (call.operation.idempotency.kind === 'header' && isFinal) return error
  return error.with({ outcome: 'unknown', beforeSending: false })
}

/** Repeats what failed and may be repeated, after the wait that the vendor asked for or a growing one with full jitter. */
export const retry = ({ options, clock, random }: RetryParts): Policy => {
  const rule = { ...DEFAULTS, ...options }

  const pauseOrThrow = async (call: UpstreamCall<unknown>, error: HeadwatersError): Promise<void> => {
    const { attempt, context } = call
    const timeLeftMs = context.deadlineAtMs - clock.now()
    const verdict = decideRetry({ error, idempotent: isIdempotent(call), attempt, timeLeftMs }, rule, random)
    if (!verdict.repeat || context.signal.aborted) throw error.with({ attempts: attempt })
    const { source, account, operation } = call
    const facts = { source, account, operation: operation.name, requestId: context.requestId }
    context.observe({ type: 'retry', ...facts, attempt, delayMs: verdict.waitMs, code: error.code })
    if (await waitFor(clock, verdict.waitMs, context.signal)) return
    const { outcome, beforeSending } = error.facts
    throw abortFailure(call, {
      attempts: attempt,
      ...(outcome && { outcome }),
      ...(beforeSending && { beforeSending }),
    })
  }

  return (next): Send =>
    async function retrying<T>(call: UpstreamCall<T>): Promise<Answer<T>> {
      let mayHaveHappened = false
      for (let attempt = 1; ; attempt += 1) {
        const trial = { ...call, attempt }
        try {
          return { ...(await next(trial)), attempts: attempt }
        } catch (thrown) {
          const error = toFailure(trial, thrown)
          await pauseOrThrow(trial, mayHaveHappened ? withDoubt(trial, error) : error)
          mayHaveHappened ||= error.facts.outcome === 'unknown'
        }
      }
    }
}
