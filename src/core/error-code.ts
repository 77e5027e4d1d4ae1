/** What an error code means to a policy and to a caller. Policies ask this table, never a status or `instanceof`. */
export interface ErrorTraits {
  /** Whether the same call may succeed when it is repeated later without a change. */
  readonly retryable: boolean
  /** Whether the breaker counts it as a failure of the vendor. */
  readonly tripsBreaker: boolean
  /** The HTTP status of a route outside GraphQL (webhook, OAuth, REST) that answers with this error. */
  readonly httpStatus: number
  /** Whether its message may be shown to a caller as it is. */
  readonly public: boolean
  /** One sentence for `schema/errors.md`: what happened, and what to do. */
  readonly meaning: string
}

const upstream = { public: true } as const
const caller = { retryable: false, tripsBreaker: false, public: true } as const

/** Every error code that Headwaters answers with, and what it means. */
export const ERROR_TRAITS = {
  UPSTREAM_TIMEOUT: {
    ...upstream,
    retryable: true,
    tripsBreaker: true,
    httpStatus: 504,
    meaning: 'The vendor did not answer in the time one attempt may take. Try again.',
  },
  UPSTREAM_UNREACHABLE: {
    ...upstream,
    retryable: true,
    tripsBreaker: true,
    httpStatus: 502,
    meaning: 'No connection to the vendor could be made, or it broke. Try again.',
  },
  UPSTREAM_RATE_LIMITED: {
    ...upstream,
    retryable: true,
    tripsBreaker: false,
    httpStatus: 429,
    meaning: 'The vendor says that its quota is used up. Wait for `retryAfterMs`.',
  },
  UPSTREAM_FAILED: {
    ...upstream,
    retryable: true,
    tripsBreaker: true,
    httpStatus: 502,
    meaning: 'The vendor answered that it failed (5xx, or its own word for that). Try again.',
  },
  UPSTREAM_UNAUTHENTICATED: {
    ...upstream,
    retryable: false,
    tripsBreaker: false,
    httpStatus: 502,
    meaning: 'The vendor does not accept our credential. An operator has to renew it.',
  },
  UPSTREAM_FORBIDDEN: {
    ...upstream,
    retryable: false,
    tripsBreaker: false,
    httpStatus: 403,
    meaning: 'The credential is valid but may not do this. Grant the scope that the message names.',
  },
  UPSTREAM_NOT_FOUND: {
    ...upstream,
    retryable: false,
    tripsBreaker: false,
    httpStatus: 404,
    meaning: 'The vendor knows no such object. Reads answer null instead; writes answer this.',
  },
  UPSTREAM_CONFLICT: {
    ...upstream,
    retryable: false,
    tripsBreaker: false,
    httpStatus: 409,
    meaning: 'The object is in a state that does not allow this, or somebody else was faster. Read it again.',
  },
  UPSTREAM_REJECTED: {
    ...upstream,
    retryable: false,
    tripsBreaker: false,
    httpStatus: 422,
    meaning: 'The vendor refused the request as it is; `details` says which field and why.',
  },
  UPSTREAM_MALFORMED: {
    ...upstream,
    retryable: true,
    tripsBreaker: true,
    httpStatus: 502,
    meaning: 'The vendor answered something that cannot be parsed (HTML, half a body).',
  },
  UPSTREAM_SHAPE: {
    ...upstream,
    retryable: false,
    tripsBreaker: false,
    httpStatus: 502,
    meaning: 'The vendor answered, but a part does not have the declared shape; `details` says where.',
  },
  CIRCUIT_OPEN: {
    retryable: true,
    tripsBreaker: false,
    httpStatus: 503,
    public: true,
    meaning: 'The vendor failed so often that it is not asked for a while. Try again after `retryAfterMs`.',
  },
  QUOTA_EXHAUSTED: {
    retryable: true,
    tripsBreaker: false,
    httpStatus: 429,
    public: true,
    meaning:
      "Our share of the vendor's quota is used up, and waiting would pass the deadline. Try again after `retryAfterMs`.",
  },
  DEADLINE_EXCEEDED: {
    retryable: true,
    tripsBreaker: false,
    httpStatus: 504,
    public: true,
    meaning: 'The time the caller gave for the whole request ran out.',
  },
  REAUTHORIZE: {
    ...caller,
    httpStatus: 401,
    meaning: "The person's link to the vendor has ended; `reauthorizeUrl` leads to the page that renews it.",
  },
  EGRESS_REFUSED: {
    ...caller,
    httpStatus: 502,
    meaning: 'The call would leave to an address that the source does not list.',
  },
  CANCELLED: { ...caller, httpStatus: 499, meaning: 'The caller went away before the answer was there.' },
  INTERNAL: {
    ...caller,
    httpStatus: 500,
    public: false,
    meaning: 'A fault of this server. The correlation id leads to the log line.',
  },
  BAD_USER_INPUT: {
    ...caller,
    httpStatus: 400,
    meaning: 'An argument has a value that cannot be used; the message says which and what would be right.',
  },
  UNAUTHENTICATED: {
    ...caller,
    httpStatus: 401,
    meaning: 'No credential, or one that is not valid. Send `Authorization: Bearer …` or `x-api-key`.',
  },
  FORBIDDEN: {
    ...caller,
    httpStatus: 403,
    meaning: 'The caller is known but may not do this; the message names the scope that is missing.',
  },
  RATE_LIMITED: {
    ...caller,
    retryable: true,
    httpStatus: 429,
    meaning: 'The caller sent too many requests. Wait for `retryAfterMs`.',
  },
  TOO_COSTLY: {
    ...caller,
    httpStatus: 400,
    meaning: 'The operation would cost more than its limits allow; ask for less at once.',
  },
  PAYLOAD_TOO_LARGE: { ...caller, httpStatus: 413, meaning: 'The request body is larger than the server takes.' },
} as const satisfies Record<string, ErrorTraits>

/** A code of the closed error list. */
export type ErrorCode = keyof typeof ERROR_TRAITS

/** Every code, in the order of the table. */
export const ERROR_CODES = Object.keys(ERROR_TRAITS) as readonly ErrorCode[]

/** Whether a word is one of our codes. */
export const isErrorCode = (word: unknown): word is ErrorCode =>
  typeof word === 'string' && Object.hasOwn(ERROR_TRAITS, word)
