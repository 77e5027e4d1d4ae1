import type { ErrorCode } from '../core/error-code.ts'
import { HeadwatersError, isHeadwatersError, type ErrorFacts, type WriteOutcome } from '../core/headwaters-error.ts'
import type { UpstreamCall } from './call.ts'

/** An error of one call: it names its source and operation. */
export const failure = (
  call: UpstreamCall<unknown>,
  code: ErrorCode,
  { message, ...facts }: ErrorFacts & { readonly message: string },
): HeadwatersError =>
  new HeadwatersError(code, message, { source: call.source, operation: call.operation.name, ...facts })

/** What became of a write, as a fact; reads have none. */
export const outcomeOf = (call: UpstreamCall<unknown>, outcome: WriteOutcome): ErrorFacts =>
  call.operation.kind === 'write' ? { outcome } : {}

/** Why a signal was aborted, as an error: the reason that was given when it is one of ours, else `CANCELLED`. */
export const abortFailure = (call: UpstreamCall<unknown>, facts: ErrorFacts = {}): HeadwatersError => {
  const reason: unknown = call.context.signal.reason
  if (isHeadwatersError(reason)) return reason.with(facts)
  return failure(call, 'CANCELLED', { message: 'The caller went away before the answer was there.', ...facts })
}

/** Every thrown value as one of our errors; what is none is a fault of this server. */
export const toFailure = (call: UpstreamCall<unknown>, thrown: unknown): HeadwatersError =>
  isHeadwatersError(thrown)
    ? thrown
    : failure(call, 'INTERNAL', {
        message: `${call.operation.name} failed in a way that nobody foresaw.`,
        cause: thrown,
      })
