import type { Clock, Random } from '../core/clock.ts'
import type { FailedTry, HeadwatersError } from '../core/headwaters-error.ts'
import {
  earnRetry,
  newRetryBudget,
  spendRetry,
  type RetryBudgetRule,
  type RetryBudgetState,
} from '../core/retry-budget.ts'
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

/** At most a tenth of the traffic is repetition (Google's SRE book, "Handling Overload": a per-client retry budget of 10 %). */
const toBudgetRule = ({ budgetRatio = 0.1, budgetReserve = 5 }: RetryOptions): RetryBudgetRule => ({
  ratio: budgetRatio,
  reserve: budgetReserve,
})

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

/** The vendor named the time of the one repetition that it invites: that is no pressure of ours, and costs nothing. */
const isInvited = ({ code, facts }: HeadwatersError, attempt: number): boolean =>
  attempt === 1 && code === 'UPSTREAM_RATE_LIMITED' && (facts.retryAfterMs ?? 0) > 0

/** The budget of one line. */
const createBudget = (rule: RetryBudgetRule) => {
  let state: RetryBudgetState = newRetryBudget(rule)
  return {
    earn: (): void => {
      state = earnRetry(state, rule)
    },
    /** Whether it could be paid for. */
    spend: (): boolean => {
      const left = spendRetry(state)
      state = left ?? state
      return left !== null
    },
  }
}

const announce = (call: UpstreamCall<unknown>, error: HeadwatersError, delayMs: number): void => {
  const { source, account, operation, context, attempt } = call
  const facts = { source, account, operation: operation.name, requestId: context.requestId }
  context.observe({ type: 'retry', ...facts, attempt, delayMs, code: error.code })
}

/** An attempt that failed, and those before it. */
interface Failed {
  readonly error: HeadwatersError
  readonly before: readonly FailedTry[]
}

/** Decides on a failed attempt and waits for the next one. */
const createPause = ({ options, clock, random }: RetryParts, budget: ReturnType<typeof createBudget>) => {
  const rule = { ...DEFAULTS, ...options }

  const waitMsOf = (call: UpstreamCall<unknown>, error: HeadwatersError): number | null => {
    const { attempt, context } = call
    const timeLeftMs = context.deadlineAtMs - clock.now()
    const verdict = decideRetry({ error, idempotent: isIdempotent(call), attempt, timeLeftMs }, rule, random)
    if (!verdict.repeat || context.signal.aborted) return null
    return isInvited(error, attempt) || budget.spend() ? verdict.waitMs : null
  }

  /** Waits for the next attempt, or throws when there is to be none. */
  return async (call: UpstreamCall<unknown>, { error, before }: Failed): Promise<readonly FailedTry[]> => {
    const { attempt, context } = call
    const delayMs = waitMsOf(call, error)
    const tries = [...before, { attempt, code: error.code, delayMs }]
    if (delayMs === null) throw error.with({ attempts: attempt, tries })
    announce(call, error, delayMs)
    if (await waitFor(clock, delayMs, context.signal)) return tries
    const { outcome, beforeSending } = error.facts
    const known = { ...(outcome && { outcome }), ...(beforeSending && { beforeSending }) }
    throw abortFailure(call, { attempts: attempt, tries, ...known })
  }
}

/** Repeats what failed and may be repeated, after the wait that the vendor asked for or a growing one with full jitter. */
export const retry = (parts: RetryParts): Policy => {
  const budget = createBudget(toBudgetRule(parts.options))
  const pauseOrThrow = createPause(parts, budget)
  return (next): Send =>
    async function retrying<T>(call: UpstreamCall<T>): Promise<Answer<T>> {
      let mayHaveHappened = false
      let tries: readonly FailedTry[] = []
      for (let attempt = 1; ; attempt += 1) {
        const trial = { ...call, attempt }
        try {
          const answer = await next(trial)
          budget.earn()
          return { ...answer, attempts: attempt }
        } catch (thrown) {
          const error = toFailure(trial, thrown)
          const doubted = mayHaveHappened ? withDoubt(trial, error) : error
          tries = await pauseOrThrow(trial, { error: doubted, before: tries })
          mayHaveHappened ||= error.facts.outcome === 'unknown'
        }
      }
    }
}
