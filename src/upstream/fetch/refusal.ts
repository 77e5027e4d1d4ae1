import { classifyStatus } from '../../core/classify-status.ts'
import type { Clock } from '../../core/clock.ts'
import { isHeadwatersError, type HeadwatersError } from '../../core/headwaters-error.ts'
import { redactUrl } from '../../core/redact.ts'
import { decodeRetryAfter } from '../../core/retry-after.ts'
import type { Answer, Headers, Policy, Send, UpstreamCall } from '../call.ts'
import { failure, outcomeOf, toFailure } from '../failure.ts'
import { asKeyed } from '../shared.ts'
import type { Fetched } from './fetched.ts'
import type { FetchTransport } from './fetch-transport.ts'

/** A vendor's "no" on its way up: an error for the policies that judge it, an answer for the caller. */
class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly answer: Answer<Fetched>

  constructor(answer: Answer<Fetched>) {
    super('The vendor refused.')
    this.answer = answer
  }
}

/** What the lowest `Send` of a fetch is made of. */
export interface RefusalParts {
  readonly exchange: FetchTransport['exchange']
  readonly clock: Clock
  readonly shouldRetry: ((headers: Headers) => boolean | null) | null
}

/** A bad status as the error that retry, breaker and limiter know; null for a good one. */
const toRefusal = (
  call: UpstreamCall<unknown>,
  answer: Answer<Fetched>,
  { clock, shouldRetry }: RefusalParts,
): HeadwatersError | null => {
  const { status, headers } = answer
  if (status < 400) return null
  const retryAfterMs = decodeRetryAfter(headers['retry-after'], clock.wallNow())
  const told = shouldRetry?.(headers) ?? null
  return failure(call, classifyStatus(status), {
    message: `${call.source} answered ${call.operation.name} with status ${status}.`,
    cause: new Refusal(answer),
    ...outcomeOf(call, status < 500 && status !== 408 ? 'notApplied' : 'unknown'),
    ...(retryAfterMs !== null && { retryAfterMs }),
    ...(told !== null && { shouldRetry: told }),
  })
}

/** Turns the exchange into a `Send`: a bad status is an error on its way up, and every attempt is reported. */
export const attempt = (parts: RefusalParts): Send =>
  async function attempting<T>(call: UpstreamCall<T>): Promise<Answer<T>> {
    const { clock } = parts
    const beganAtMs = clock.now()
    const { source, account, operation, context, request } = call
    const facts = { source, account, operation: operation.name, requestId: context.requestId, method: request.method }
    const report = (end: { readonly status?: number; readonly code?: HeadwatersError['code'] }): void =>
      context.observe({
        type: 'attempt',
        ...facts,
        url: redactUrl(request.url),
        durationMs: clock.now() - beganAtMs,
        attempt: call.attempt,
        ...end,
      })
    let status: number | undefined
    try {
      const answer = await parts.exchange(call)
      status = answer.status
      const refusal = toRefusal(call, answer, parts)
      if (refusal !== null) throw refusal
      report({ status })
      return { ...answer, value: asKeyed<T>(answer.value) }
    } catch (thrown) {
      const error = toFailure(call, thrown)
      report({ ...(status !== undefined && { status }), code: error.code })
      throw error
    }
  }

/** Makes an answer again of a refusal that the policies below have judged. */
export const answerRefusals: Policy = (next): Send =>
  async function answering<T>(call: UpstreamCall<T>): Promise<Answer<T>> {
    try {
      return await next(call)
    } catch (thrown) {
      if (!isHeadwatersError(thrown) || !(thrown.facts.cause instanceof Refusal)) throw thrown
      const { answer } = thrown.facts.cause
      return { ...answer, value: asKeyed<T>(answer.value), attempts: thrown.facts.attempts ?? 1 }
    }
  }
