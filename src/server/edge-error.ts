import { GRAPHQL_CODES } from '../graph/error-table.ts'

/** Codes of HTTP itself, which stand beside the closed list of `core/error-code.ts`. */
export const HTTP_CODES = {
  NOT_FOUND: { retryable: false, httpStatus: 404, meaning: 'Nothing is served under this path.' },
  METHOD_NOT_ALLOWED: {
    retryable: false,
    httpStatus: 405,
    meaning: 'The path exists, but not for this method; the `allow` header lists those it takes.',
  },
  NOT_ACCEPTABLE: {
    retryable: false,
    httpStatus: 406,
    meaning: 'No media type that the `accept` header names can carry this answer.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    retryable: false,
    httpStatus: 415,
    meaning: 'The body comes in a form that is not read here. Send `content-type: application/json`.',
  },
} as const

/** Every code that the HTTP edge says of its own: HTTP's, and those of GraphQL servers. */
export const EDGE_CODES = { ...HTTP_CODES, ...GRAPHQL_CODES } as const

/** A code of {@link EDGE_CODES}. */
export type EdgeCode = keyof typeof EDGE_CODES

/** Whether a word is one of the edge's own codes. */
export const isEdgeCode = (word: unknown): word is EdgeCode =>
  typeof word === 'string' && Object.hasOwn(EDGE_CODES, word)

/** A refusal of the HTTP edge; its message may be shown to anybody. */
export class EdgeError extends Error {
  override readonly name = 'EdgeError'
  readonly code: EdgeCode
  /** Headers that belong to the answer (`allow`). */
  readonly headers: Readonly<Record<string, string>>

  constructor(code: EdgeCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.headers = headers
  }
}
