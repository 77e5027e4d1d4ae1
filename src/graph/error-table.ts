import { ERROR_CODES, ERROR_TRAITS } from '../core/error-code.ts'

interface StandardCode {
  readonly retryable: boolean
  readonly httpStatus: number
  readonly meaning: string
}

/** The codes that GraphQL servers already use, for trouble before any of our own rules is asked. */
export const GRAPHQL_CODES = {
  GRAPHQL_PARSE_FAILED: {
    retryable: false,
    httpStatus: 400,
    meaning: 'The document is not GraphQL; `locations` says where.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    retryable: false,
    httpStatus: 400,
    meaning: 'The document does not fit the schema: an unknown field or argument, or a value of another type.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    retryable: false,
    httpStatus: 400,
    meaning: 'The document has no such operation, or several and `operationName` is missing.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    retryable: true,
    httpStatus: 200,
    meaning: 'The hash is not known yet. Send it once more together with the document.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    retryable: false,
    httpStatus: 200,
    meaning: 'Hashes are not registered on the fly here. Send the document.',
  },
  PERSISTED_QUERY_NOT_IN_LIST: {
    retryable: false,
    httpStatus: 400,
    meaning: 'Only listed operations are served here, and this is none of them. Publish it first.',
  },
  PERSISTED_QUERY_ID_REQUIRED: {
    retryable: false,
    httpStatus: 400,
    meaning: 'Only listed operations are served here. Send the hash of one instead of a document.',
  },
} as const satisfies Record<string, StandardCode>

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
} as const satisfies Record<string, StandardCode>

const yesNo = (flag: boolean): string => (flag ? 'yes' : 'no')

const section = (code: string, { meaning, retryable, httpStatus }: StandardCode, trips: boolean | null): string =>
  [
    `### ${code}`,
    '',
    meaning,
    '',
    `- Retryable: ${yesNo(retryable)}`,
    `- HTTP status: ${httpStatus}`,
    ...(trips === null ? [] : [`- Counts for the breaker: ${yesNo(trips)}`]),
    '',
  ].join('\n')

const HEAD = `# Errors

<!-- Generated from src/core/error-code.ts and src/graph/error-table.ts by \`npm run codegen\`. -->

Every error carries one of these codes in \`extensions.code\`, and \`extensions.documentationUrl\` leads to its heading here
(a server answers this page under \`/errors\`).
An expected outcome of a mutation is a member of its result union instead, with the same code in \`code\`.

- **Retryable**: the same call may succeed later without a change.
- **HTTP status**: of routes outside GraphQL that answer \`{ "error": { … } }\`. A GraphQL answer has the status that the
  GraphQL over HTTP specification gives it; a vendor's status never sets it.
- **Counts for the breaker**: enough of these in a row, and the vendor is not asked for a while.
`

/** Writes `schema/errors.md`: every code that a caller can meet, as a heading that `documentationUrl` leads to. */
export const printErrorTable = (): string => {
  const ours = ERROR_CODES.map((code) => section(code, ERROR_TRAITS[code], ERROR_TRAITS[code].tripsBreaker))
  const plain = (codes: Readonly<Record<string, StandardCode>>): readonly string[] =>
    Object.entries(codes).map(([code, traits]) => section(code, traits, null))
  return [
    HEAD,
    '## Codes of Headwaters\n',
    ...ours,
    '## Codes of GraphQL servers\n',
    ...plain(GRAPHQL_CODES),
    '## Codes of HTTP\n',
    ...plain(HTTP_CODES),
  ].join('\n')
}
