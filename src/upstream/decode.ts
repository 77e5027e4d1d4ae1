import type { Clock } from '../core/clock.ts'
import { isHeadwatersError, type HeadwatersError } from '../core/headwaters-error.ts'
import { redactUrl } from '../core/redact.ts'
import type { Answer, Classify, Exchange, RawAnswer, Send, UpstreamCall } from './call.ts'
import { outcomeOf, toFailure } from './failure.ts'
import { asKeyed } from './shared.ts'

/** What the lowest `Send` is made of. */
export interface DecodeParts {
  readonly exchange: Exchange
  readonly classify: Classify
  readonly clock: Clock
  /** Told of every attempt that left: how long it took, and whether the vendor failed. */
  readonly onAttempt: (attempt: { readonly durationMs: number; readonly failed: boolean }) => void
  /** Told where an answer, or a part of it, does not fit. */
  readonly onDrift?: (call: UpstreamCall<unknown>, paths: readonly string[]) => void
}

const factsOf = ({ source, account, operation, context }: UpstreamCall<unknown>) => ({
  source,
  account,
  operation: operation.name,
  requestId: context.requestId,
})

/** An error of decoding as one of the call: a good status with a body that does not fit means that a write was done. */
const toDecodeFailure = (call: UpstreamCall<unknown>, thrown: unknown): HeadwatersError => {
  if (!isHeadwatersError(thrown)) return toFailure(call, thrown).with(outcomeOf(call, 'applied'))
  const outcome = outcomeOf(call, thrown.code === 'UPSTREAM_SHAPE' ? 'applied' : 'unknown')
  return thrown.with({ source: call.source, operation: call.operation.name, ...outcome, ...thrown.facts })
}

const toValue = <T>(call: UpstreamCall<T>, answer: RawAnswer, onDrift: DecodeParts['onDrift']): T => {
  // What is kept still holds; whoever asked under its validators hands on the kept value.
  if (answer.status === 304 && call.conditional === true) return asKeyed<T>(undefined)
  const drifted = (paths: readonly string[]): void => {
    onDrift?.(call, paths)
    call.context.observe({ type: 'drift', ...factsOf(call), paths })
  }
  try {
    return call.decode(answer, drifted)
  } catch (thrown) {
    const error = toDecodeFailure(call, thrown)
    if (error.code === 'UPSTREAM_SHAPE') drifted((error.facts.details ?? []).map(({ field }) => field))
    throw error
  }
}

/** Turns the exchange into a `Send`: classified, decoded, and every attempt reported. */
export const decode = ({ exchange, classify, clock, onAttempt, onDrift }: DecodeParts): Send => {
  const report = (
    call: UpstreamCall<unknown>,
    beganAtMs: number,
    end: { status?: number; error?: HeadwatersError },
  ): void => {
    const durationMs = clock.now() - beganAtMs
    const { method, url } = call.request
    const { attempt, context } = call
    if (end.error?.facts.beforeSending !== true)
      onAttempt({ durationMs, failed: end.error?.traits.tripsBreaker ?? false })
    const { status, error } = end
    const ended = { ...(status !== undefined && { status }), ...(error !== undefined && { code: error.code }) }
    context.observe({ type: 'attempt', ...factsOf(call), method, url: redactUrl(url), durationMs, attempt, ...ended })
  }

  return async function decoding<T>(call: UpstreamCall<T>): Promise<Answer<T>> {
    const beganAtMs = clock.now()
    let status: number | undefined
    try {
      const answer = await exchange(call)
      status = answer.status
      const receivedAtMs = clock.now()
      const error = classify(call, answer)
      if (error !== null) throw error
      const { headers, body } = answer
      const value = toValue(call, answer, onDrift)
      report(call, beganAtMs, { status })
      return { value, status, headers, receivedAtMs, bytes: body.byteLength }
    } catch (thrown) {
      const error = isHeadwatersError(thrown) ? thrown : toFailure(call, thrown)
      report(call, beganAtMs, { ...(status !== undefined && { status }), error })
      throw error
    }
  }
}
