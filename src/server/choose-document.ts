import { HeadwatersError } from '../core/headwaters-error.ts'
import { EdgeError } from './edge-error.ts'
import { hashDocument, toDocumentKey, type PersistedOperations } from './persisted-operations.ts'

/** What a request says of its document; nothing of it is checked yet. */
export interface AskedDocument {
  readonly query?: unknown
  /** An identifier as GraphQL over HTTP has it (appendix "Persisted Documents"). */
  readonly documentId?: unknown
  /** Extensions, in which Apollo's clients put `persistedQuery: { version: 1, sha256Hash }`. */
  readonly extensions?: unknown
}

/** Which documents are served. */
export interface PersistedOptions {
  /** Null where none are registered. */
  readonly persisted: PersistedOperations | null
  /** True serves registered documents and no others. */
  readonly onlyPersisted: boolean
}

const refuse = (field: string, issue: string): never => {
  throw new HeadwatersError('BAD_USER_INPUT', `The parameter "${field}" ${issue}.`, { details: [{ field, issue }] })
}

const isSent = (value: unknown): boolean => value !== undefined && value !== null

const HASH_FIELD = 'extensions.persistedQuery'

const readField = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined

const readHash = (extensions: unknown): string | null => {
  const sent = readField(extensions, 'persistedQuery')
  if (!isSent(sent)) return null
  const id = readField(sent, 'sha256Hash')
  return readField(sent, 'version') === 1 && typeof id === 'string'
    ? toDocumentKey(id)
    : refuse(HASH_FIELD, 'must be { version: 1, sha256Hash: <text> }')
}

const readDocumentId = (sent: unknown): string | null => {
  if (!isSent(sent)) return null
  return typeof sent === 'string' ? toDocumentKey(sent) : refuse('documentId', 'must be text')
}

const readKey = ({ query, documentId, extensions }: AskedDocument): string | null => {
  const hash = readHash(extensions)
  const id = readDocumentId(documentId)
  if (id !== null && isSent(query)) refuse('documentId', 'stands in place of "query"; send one of them')
  if (id !== null && hash !== null && id !== hash) refuse('documentId', `is another than that of ${HASH_FIELD}`)
  return id ?? hash
}

const toUnknown = ({ persisted, onlyPersisted }: PersistedOptions): EdgeError => {
  if (onlyPersisted)
    return new EdgeError('PERSISTED_QUERY_NOT_IN_LIST', 'This operation is not in the list of those served here.')
  return persisted === null
    ? new EdgeError('PERSISTED_QUERY_NOT_SUPPORTED', 'No operations are registered here; send the document itself.')
    : new EdgeError('PERSISTED_QUERY_NOT_FOUND', 'No operation with this hash is registered; send its document along.')
}

/**
 * Chooses the document of a request: the registered one that it names, or its own where those are served; undefined where it
 * has neither. Throws what is wrong about the way it asks.
 */
export const chooseDocument = (asked: AskedDocument, options: PersistedOptions): string | undefined => {
  const { query } = asked
  const key = readKey(asked)
  const own = typeof query === 'string' && query !== '' ? query : undefined
  if (key !== null && own !== undefined && hashDocument(own) !== key)
    refuse(HASH_FIELD, 'has another hash than the SHA-256 of "query"')
  if (key === null) {
    if (!options.onlyPersisted) return own
    throw new EdgeError(
      'PERSISTED_QUERY_ID_REQUIRED',
      'Only registered operations are served here; send "documentId" with the hash of one.',
    )
  }
  const registered = options.persisted?.documents.get(key)
  if (registered !== undefined) return registered
  if (own !== undefined && !options.onlyPersisted) return own
  throw toUnknown(options)
}
