import { GraphQLError } from 'graphql'
import { ERROR_TRAITS, type ErrorCode, isErrorCode } from '../core/error-code.ts'
import { type HeadwatersError, isHeadwatersError } from '../core/headwaters-error.ts'
import { EDGE_CODES, EdgeError, isEdgeCode } from './edge-error.ts'

/** What every error that leaves says beside its own. */
export interface MaskFacts {
  readonly correlationId: string
  /** ISO 8601. */
  readonly timestamp: string
  /** The page that lists the codes; the code in lower case becomes its fragment. */
  readonly documentationBaseUrl: string
  /** Whether "Did you mean …?" is cut off, since it tells names of a schema that may not be introspected. */
  readonly hideSuggestions: boolean
}

/** What an error means to the HTTP answer, where it is the whole answer and not a part of it. */
export interface HttpMeaning {
  readonly status: number
  /** True for what GraphQL over HTTP answers with 200 where the client accepts `application/json` only. */
  readonly spec: boolean
  readonly headers: Readonly<Record<string, string>>
}

/** An error as it may leave. */
export interface Masked {
  readonly error: GraphQLError
  /** Of the closed list, of the edge's, or what a plugin of the user's made up. */
  readonly code: string
  readonly http: HttpMeaning
  /** What has to be logged because nobody outside is told; undefined when everything was told. */
  readonly hidden: unknown
}

interface Verdict {
  readonly code: string
  readonly message: string
  readonly retryable: boolean
  readonly facts?: Readonly<Record<string, unknown>>
  readonly http: HttpMeaning
  readonly hidden?: unknown
}

/** The message of everything that is not for strangers. */
export const UNEXPECTED = 'Unexpected error.'

const toHttp = (status: number, spec = false, headers: Readonly<Record<string, string>> = {}): HttpMeaning => ({
  status,
  spec,
  headers,
})

const toInternal = (hidden: unknown, facts: Readonly<Record<string, unknown>> = {}): Verdict => ({
  code: 'INTERNAL',
  message: UNEXPECTED,
  retryable: ERROR_TRAITS.INTERNAL.retryable,
  facts,
  http: toHttp(ERROR_TRAITS.INTERNAL.httpStatus),
  hidden,
})

const toHeaders = ({ code, facts }: HeadwatersError): Readonly<Record<string, string>> => ({
  // RFC 9110, section 15.5.2: a 401 names the schemes that are taken.
  ...(code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer realm="headwaters"' } : {}),
  ...(facts.retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(facts.retryAfterMs / 1_000)) }),
})

const judgeOurs = (error: HeadwatersError): Verdict => {
  const { source, operation, retryAfterMs, outcome, details, vendor } = error.facts
  const { httpStatus, retryable, public: isPublic } = error.traits
  if (!isPublic) return toInternal(error, { source, operation, outcome })
  const http = toHttp(httpStatus, false, toHeaders(error))
  return {
    code: error.code,
    message: error.message,
    retryable,
    http,
    facts: { source, operation, retryAfterMs, outcome, details, vendor },
  }
}

// The codes that Yoga gives its own refusals, and what they are called here.
const YOGA_CODES: Readonly<Record<string, ErrorCode>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  REQUEST_ENTITY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
}

// How graphql-js and the executor word their complaint about a value; their errors have no code of their own.
const COERCION =
  /^(Variable "\$\w+" (got invalid value|of required type|of non-null type)|Argument "\w+" (has invalid value|of (required|non-null) type))/

const readHttp = (error: GraphQLError, fallback: HttpMeaning): HttpMeaning => {
  const http = error.extensions['http']
  if (typeof http !== 'object' || http === null) return fallback
  const status = 'status' in http && typeof http.status === 'number' ? http.status : fallback.status
  const headers = 'headers' in http && typeof http.headers === 'object' ? { ...http.headers } : {}
  const strings = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  // Yoga's own `spec` is left out: it answers 200 to a body that is not JSON.
  return toHttp(status, fallback.spec, Object.fromEntries(strings))
}

const toCode = (error: GraphQLError): string | null => {
  const code = error.extensions['code']
  if (typeof code === 'string') return YOGA_CODES[code] ?? code
  if (COERCION.test(error.message)) return 'BAD_USER_INPUT'
  if (error.message.startsWith('Syntax Error:')) return 'GRAPHQL_PARSE_FAILED'
  return null
}

/** A code that a plugin of the user's made up. */
const FOREIGN = { retryable: false, httpStatus: 400 } as const

const isSpecError = (error: GraphQLError, code: string): boolean =>
  code === 'GRAPHQL_PARSE_FAILED' ||
  code === 'GRAPHQL_VALIDATION_FAILED' ||
  (code === 'BAD_USER_INPUT' && COERCION.test(error.message))

/** Judges an error that was a GraphQLError from the start: graphql's own, Yoga's, or thrown on purpose by a plugin. */
const judgeGraphql = (error: GraphQLError, isInField: boolean): Verdict => {
  const code = toCode(error)
  // Below a field nothing but the closed list may speak: a GraphQLError from there may carry a vendor's words.
  if (code === null || (isInField && !isErrorCode(code))) return toInternal(error)
  if (isErrorCode(code) && !ERROR_TRAITS[code].public) return toInternal(error)
  const traits = isErrorCode(code) ? ERROR_TRAITS[code] : isEdgeCode(code) ? EDGE_CODES[code] : FOREIGN
  const { retryable, httpStatus } = traits
  return {
    code,
    message: error.message,
    retryable,
    http: readHttp(error, toHttp(httpStatus, isSpecError(error, code))),
  }
}

const toRoot = (thrown: unknown): unknown =>
  thrown instanceof GraphQLError && thrown.originalError !== undefined ? toRoot(thrown.originalError) : thrown

/** A value of the request that does not fit; a scalar's own complaint stands in the message already. */
const isCoercion = (thrown: unknown): thrown is GraphQLError =>
  thrown instanceof GraphQLError && thrown.path === undefined && COERCION.test(thrown.message)

const judge = (thrown: unknown): Verdict => {
  if (isCoercion(thrown)) return judgeGraphql(thrown, false)
  const root = toRoot(thrown)
  if (isHeadwatersError(root)) return judgeOurs(root)
  if (root instanceof EdgeError) {
    const { retryable, httpStatus } = EDGE_CODES[root.code]
    return { code: root.code, message: root.message, retryable, http: toHttp(httpStatus, false, root.headers) }
  }
  if (!(root instanceof GraphQLError)) return toInternal(root)
  return judgeGraphql(root, thrown instanceof GraphQLError && thrown.path !== undefined)
}

const withoutSuggestion = (message: string): string => message.replace(/\s*Did you mean .*$/su, '')

const compact = (facts: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))

/** Turns any thrown value into the GraphQL error that is sent. What is not meant for strangers stays in `hidden`. */
export const maskError = (thrown: unknown, facts: MaskFacts): Masked => {
  const { code, message, retryable, facts: said = {}, http, hidden } = judge(thrown)
  const { correlationId, timestamp } = facts
  const documentationUrl = `${facts.documentationBaseUrl}#${code.toLowerCase()}`
  const at = thrown instanceof GraphQLError ? thrown : null
  const error = new GraphQLError(facts.hideSuggestions ? withoutSuggestion(message) : message, {
    nodes: at?.nodes ?? null,
    source: at?.source ?? null,
    positions: at?.positions ?? null,
    path: at?.path ?? null,
    extensions: compact({ code, ...said, retryable, correlationId, timestamp, documentationUrl }),
  })
  return { error, code, http, hidden }
}
