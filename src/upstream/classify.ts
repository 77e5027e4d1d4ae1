import { classifyStatus } from '../core/classify-status.ts'
import { vendorNow } from '../core/clock-skew.ts'
import type { Clock } from '../core/clock.ts'
import { ERROR_TRAITS, type ErrorCode } from '../core/error-code.ts'
import type { ErrorDetail, ErrorFacts, WriteOutcome } from '../core/headwaters-error.ts'
import { decodeRetryAfter } from '../core/retry-after.ts'
import type { Classify, Headers, RawAnswer, UpstreamCall } from './call.ts'
import { failure, outcomeOf } from './failure.ts'
import { decodeJsonBody } from './json-body.ts'
import type { Problem, UpstreamProfile } from './profile.ts'
import { readCommonQuota } from './quota-headers.ts'

/** A vendor's "no", read by its own shape. */
interface Complaint {
  readonly word?: string
  readonly message?: string
  readonly details?: readonly ErrorDetail[]
  readonly problem?: unknown
  /** The wait that the vendor's documentation asks for where its headers say nothing. */
  readonly assumedWaitMs?: number
}

/** The longest message of a vendor that is passed on, in characters. */
const MAX_MESSAGE = 500

const isGood = (status: number): boolean => status >= 200 && status < 300

const tryJson = (answer: RawAnswer): unknown => {
  try {
    return decodeJsonBody(answer)
  } catch {
    // What cannot be parsed complains of nothing; on a good status decode says so, on a bad one the status does.
    return undefined
  }
}

const readComplaint = (problem: Problem, answer: RawAnswer): Complaint | null => {
  const parsed = problem.shape.safeParse(tryJson(answer))
  if (!parsed.success) return null
  const word = problem.code(parsed.data)
  const message = problem.message?.(parsed.data)
  const details = problem.details?.(parsed.data)
  const assumedWaitMs = problem.retryAfterMs?.(parsed.data)
  return {
    problem: parsed.data,
    ...(word !== undefined && { word }),
    ...(message !== undefined && message !== '' && { message: message.slice(0, MAX_MESSAGE) }),
    ...(details !== undefined && details.length > 0 && { details }),
    ...(assumedWaitMs !== undefined && { assumedWaitMs }),
  }
}

const codeOf = ({ catalogue }: UpstreamProfile, status: number, word: string | undefined): ErrorCode => {
  const byWord = word !== undefined && Object.hasOwn(catalogue, word) ? catalogue[word] : undefined
  const known = byWord ?? (Object.hasOwn(catalogue, String(status)) ? catalogue[String(status)] : undefined)
  return known ?? (isGood(status) ? 'UPSTREAM_REJECTED' : classifyStatus(status))
}

/** A vendor that has words for its refusals uses them; a 404 without them comes from a proxy or a wrong base URL. */
const isForeign404 = (code: ErrorCode, { problem }: UpstreamProfile, complaint: Complaint | null): boolean =>
  code === 'UPSTREAM_NOT_FOUND' && problem !== null && complaint === null

/** What became of a write that was answered with "no". 408 comes from between us and the vendor as often as from it. */
const writeOutcome = (status: number, code: ErrorCode): WriteOutcome => {
  if (isGood(status)) return ERROR_TRAITS[code].tripsBreaker ? 'unknown' : 'notApplied'
  return status >= 300 && status < 500 && status !== 408 ? 'notApplied' : 'unknown'
}

const defaultMessage = ({ source, operation }: UpstreamCall<unknown>, status: number): string =>
  status >= 300 && status < 400
    ? `${source} answered ${operation.name} with a redirect (${status}), which is not followed. Check the base URL.`
    : `${source} answered ${operation.name} with status ${status}.`

const foreignMessage = ({ source, operation }: UpstreamCall<unknown>, status: number): string =>
  `${source} answered ${operation.name} with status ${status} and a body that is not in its own words. Check the base URL, and what stands in between.`

/** How long the vendor wants to be left alone, from `Retry-After` or, when its quota is used up, from the quota's reset. */
const retryAfterOf = (
  { profile, wallNowMs }: { readonly profile: UpstreamProfile; readonly wallNowMs: number },
  headers: Headers,
  { code, quotaClass }: { readonly code: ErrorCode; readonly quotaClass: string },
): number | null => {
  // Moments that the vendor names are on its own clock.
  const nowMs = vendorNow(headers['date'], wallNowMs)
  const asked = decodeRetryAfter(headers['retry-after'], nowMs)
  if (asked !== null || code !== 'UPSTREAM_RATE_LIMITED') return asked
  const reading = (profile.readQuota ?? readCommonQuota)(headers, quotaClass, () => undefined)
  if (reading === null || reading.remaining > 0) return null
  const inMs = reading.resetsAtMs === undefined ? reading.resetsInMs : reading.resetsAtMs - nowMs
  return inMs === undefined ? null : Math.max(0, Math.ceil(inMs))
}

/** The vendor's own names for the error and for the request. */
const vendorOf = (profile: UpstreamProfile, headers: Headers, word: string | undefined): ErrorFacts => {
  const requestId = profile.requestIdHeader === null ? undefined : headers[profile.requestIdHeader.toLowerCase()]
  if (word === undefined && requestId === undefined) return {}
  return { vendor: { ...(word !== undefined && { code: word }), ...(requestId !== undefined && { requestId }) } }
}

/** Words on repeating: when (as told, else as assumed of a refusal for quota), and whether at all. */
const repeatingOf = (
  at: { readonly profile: UpstreamProfile; readonly wallNowMs: number },
  headers: Headers,
  error: { readonly code: ErrorCode; readonly quotaClass: string; readonly assumedWaitMs: number | null },
): ErrorFacts => {
  const assumedMs = error.code === 'UPSTREAM_RATE_LIMITED' ? error.assumedWaitMs : null
  const retryAfterMs = retryAfterOf(at, headers, error) ?? assumedMs
  const shouldRetry = at.profile.shouldRetry?.(headers) ?? null
  return { ...(retryAfterMs !== null && { retryAfterMs }), ...(shouldRetry !== null && { shouldRetry }) }
}

/**
 * Reads a vendor's "no": its word by the catalogue, then its status by the catalogue, then its status by the common table.
 */
export const createClassify =
  (profile: UpstreamProfile, clock: Clock): Classify =>
  (call, answer) => {
    const { status, headers } = answer
    if (status === 304 && call.conditional === true) return null
    const mayComplain = !isGood(status) || profile.problem?.also200 === true
    if (!mayComplain) return null
    const complaint = profile.problem === null ? null : readComplaint(profile.problem, answer)
    if (complaint === null && isGood(status)) return null
    const { word, message = defaultMessage(call, status), assumedWaitMs = null, ...said } = complaint ?? {}
    const code = codeOf(profile, status, word)
    if (isForeign404(code, profile, complaint))
      return failure(call, 'UPSTREAM_MALFORMED', {
        message: foreignMessage(call, status),
        ...vendorOf(profile, headers, word),
        ...outcomeOf(call, writeOutcome(status, code)),
      })
    const { quotaClass } = call.operation
    return failure(call, code, {
      message,
      ...said,
      ...vendorOf(profile, headers, word),
      ...outcomeOf(call, writeOutcome(status, code)),
      ...repeatingOf({ profile, wallNowMs: clock.wallNow() }, headers, { code, quotaClass, assumedWaitMs }),
    })
  }
