import { errors } from 'undici'
import { isHeadwatersError, type HeadwatersError } from '../core/headwaters-error.ts'
import type { UpstreamCall } from './call.ts'
import { abortFailure, failure, outcomeOf } from './failure.ts'
import { BodyError } from './read-body.ts'

/** How far an attempt had come when it failed. */
export interface Progress {
  /** The connection could not be made, so no byte of the request can have left. */
  readonly beforeSending: boolean
  /** The answer's headers had arrived. */
  readonly answered: boolean
  /** Most bytes that a body may have. */
  readonly maxBodyBytes: number
}

const codeOf = (thrown: unknown): string | null => {
  if (!(thrown instanceof Error)) return null
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : null
}

const bodyFailure = (call: UpstreamCall<unknown>, cause: BodyError, maxBodyBytes: number): HeadwatersError => {
  const outcome = outcomeOf(call, 'unknown')
  return cause.problem === 'tooLarge'
    ? failure(call, 'UPSTREAM_MALFORMED', {
        message: `${call.source} answered ${call.operation.name} with more than ${maxBodyBytes} bytes. Ask for less at once, or raise \`pool.maxBodyBytes\`.`,
        shouldRetry: false,
        ...outcome,
      })
    : failure(call, 'UPSTREAM_MALFORMED', {
        message: `${call.source} answered ${call.operation.name} with a body that its Content-Encoding does not fit, or with half of one.`,
        cause,
        ...outcome,
      })
}

const notConnected = (call: UpstreamCall<unknown>, cause: unknown): HeadwatersError => {
  const facts = { beforeSending: true, ...outcomeOf(call, 'notApplied') }
  if (isHeadwatersError(cause)) return cause.with({ operation: call.operation.name, ...facts })
  const code = codeOf(cause)
  const message = `No connection to ${call.source} could be made${code === null ? '' : ` (${code})`}.`
  return failure(call, 'UPSTREAM_UNREACHABLE', { message, cause, ...facts })
}

/** What an error of undici means, and whether the vendor may have got the request. */
export const toTransportFailure = (
  call: UpstreamCall<unknown>,
  thrown: unknown,
  progress: Progress,
): HeadwatersError => {
  const { source, operation, context } = call
  const outcome = outcomeOf(call, 'unknown')
  if (progress.beforeSending) return notConnected(call, thrown)
  if (context.signal.aborted) return abortFailure(call, outcome)
  if (isHeadwatersError(thrown)) return thrown
  if (thrown instanceof BodyError) return bodyFailure(call, thrown, progress.maxBodyBytes)
  const code = codeOf(thrown)
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    const part = code === 'UND_ERR_BODY_TIMEOUT' ? 'finish its answer' : 'begin to answer'
    const message = `${source} did not ${part} to ${operation.name} in time.`
    return failure(call, 'UPSTREAM_TIMEOUT', { message, cause: thrown, ...outcome })
  }
  if (thrown instanceof errors.HTTPParserError || code === 'UND_ERR_HEADERS_OVERFLOW') {
    // Its cause holds a piece of the answer, so it is left behind.
    return failure(call, 'UPSTREAM_MALFORMED', {
      message: `${source} answered ${operation.name} with something that is not HTTP.`,
      ...outcome,
    })
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    const message = `The request of ${operation.name} cannot be written as HTTP; look at its headers and URL.`
    return failure(call, 'INTERNAL', { message, cause: thrown, beforeSending: true, ...outcomeOf(call, 'notApplied') })
  }
  const when = progress.answered ? 'before the whole answer was there' : 'before an answer came'
  const message = `The connection to ${source} broke ${when}${code === null ? '' : ` (${code})`}.`
  return failure(call, 'UPSTREAM_UNREACHABLE', { message, cause: thrown, ...outcome })
}
