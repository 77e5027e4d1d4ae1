import { GRAPHQL_CODES, HTTP_CODES } from '../graph/error-table.ts'

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
