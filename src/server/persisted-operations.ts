import { hash } from 'node:crypto'

/** Operations that were registered beforehand: a manifest, read. */
export interface PersistedOperations {
  /** Where they come from, for messages. */
  readonly file: string
  /** The documents by their SHA-256 in lower-case hexadecimal digits. */
  readonly documents: ReadonlyMap<string, string>
}

/** What reading a manifest found; every problem at once. */
export type ManifestReading =
  { readonly operations: PersistedOperations } | { readonly problems: readonly [string, ...string[]] }

/** The prefix that says which hash an identifier is (GraphQL over HTTP, appendix "Persisted Documents"). */
const SHA256_PREFIX = 'sha256:'

/** A document identifier as documents are kept by: without its prefix, and in lower case where it is a hash. */
export const toDocumentKey = (id: string): string => {
  const bare = id.startsWith(SHA256_PREFIX) ? id.slice(SHA256_PREFIX.length) : id
  return /^[\da-f]{64}$/i.test(bare) ? bare.toLowerCase() : id
}

/** The identifier of a document: the SHA-256 of its text, in hexadecimal digits. */
export const hashDocument = (document: string): string => hash('sha256', document, 'hex')

/** How an entry is named in a message: enough of its hash to find it. */
export const nameEntry = (file: string, id: string): string => `${file}, entry "${id.slice(0, 32)}"`

const findEntryProblem = (id: string, document: unknown): string | null => {
  if (typeof document !== 'string' || document.trim() === '') return 'is not the text of a document'
  if (!/^[\da-f]{64}$/.test(toDocumentKey(id))) return 'is not named by a SHA-256 (64 hexadecimal digits)'
  const right = hashDocument(document)
  return right === toDocumentKey(id) ? null : `is not the hash of its document, which is ${right}; write it again`
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const toEntries = (text: string): readonly (readonly [string, unknown])[] | string => {
  const value = parseJson(text)
  if (value === undefined) return 'is not JSON'
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'is not an object of documents by their hash'
  const entries = Object.entries(value)
  return entries.length === 0 ? 'lists no operation' : entries
}

/**
 * Reads the manifest that GraphQL Code Generator's client preset writes (`persisted-documents.json`): documents by their
 * SHA-256, with or without the prefix `sha256:`.
 */
export const readManifest = (text: string, file: string): ManifestReading => {
  const entries = toEntries(text)
  if (typeof entries === 'string') return { problems: [`${file} ${entries}`] }
  const [first, ...more] = entries.flatMap(([id, document]) => {
    const problem = findEntryProblem(id, document)
    return problem === null ? [] : `${nameEntry(file, id)} ${problem}`
  })
  if (first !== undefined) return { problems: [first, ...more] }
  const documents = entries.map(([id, document]) => [toDocumentKey(id), String(document)] as const)
  return { operations: { file, documents: new Map(documents) } }
}
