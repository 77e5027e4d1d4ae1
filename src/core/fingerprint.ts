import { createHmac, hash } from 'node:crypto'

/** Bytes of an HMAC that a fingerprint keeps: 128 bits, out of reach of chance and of search. */
const FINGERPRINT_BYTES = 16

/** Joins parts so that no two lists of parts give the same text: each is led by its length. */
const joinParts = (parts: readonly string[]): string => parts.map((part) => `${part.length}:${part}`).join('')

/** Names a secret without telling it: a keyed hash (HMAC-SHA256, 16 bytes, base64url) of its parts. */
export const fingerprint = (key: string | Uint8Array, ...parts: readonly string[]): string =>
  createHmac('sha256', key).update(joinParts(parts)).digest().subarray(0, FINGERPRINT_BYTES).toString('base64url')

/** Who may share an answer. */
export interface ShareScope {
  /** The fingerprint of the credential that asks; null only where the answer is the same whoever asks. */
  readonly credential: string | null
  readonly source: string
  readonly account: string
  readonly operation: string
}

/** The key of everything that callers may share (answers, flights): same scope, same question. Tells neither. */
export const shareKey = (scope: ShareScope, ...asked: readonly string[]): string => {
  const asker = scope.credential === null ? 'public' : `credential ${scope.credential}`
  const parts = [asker, scope.source, scope.account, scope.operation, ...asked]
  return `${scope.source}:${scope.account}:${scope.operation}:${hash('sha256', joinParts(parts), 'base64url')}`
}

/** Writes a value as JSON with the fields of objects sorted, so that equal values give equal text. */
export const toStableText = (value: unknown): string =>
  JSON.stringify(value, (_field, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }) ?? 'undefined'

/** What of a request decides its answer. The URL and headers are those from before a credential is put on. */
export interface RequestFacts {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly document?: unknown
}

/** Headers that say who asks and how it is traced, not what is asked. */
const NOT_ASKING: ReadonlySet<string> = new Set([
  'user-agent',
  'x-request-id',
  'traceparent',
  'tracestate',
  'baggage',
  'idempotency-key',
])

/** What a request asks, as parts for {@link shareKey}. */
export const toAskedParts = (request: RequestFacts): readonly string[] => [
  request.method,
  request.url,
  ...Object.keys(request.headers)
    .filter((name) => !NOT_ASKING.has(name))
    .sort()
    .map((name) => `${name}: ${request.headers[name]}`),
  request.body === null ? 'no body' : `body ${request.body}`,
  request.document === undefined ? 'no document' : `document ${toStableText(request.document)}`,
]
