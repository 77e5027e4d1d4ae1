import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Caller } from '../../graph/context.ts'

/** What every API key begins with, so that a leaked one is recognised and a bearer token is told from a JWT. */
export const API_KEY_PREFIX = 'hw_'

/** A key that is accepted: its hash, and who shows it. Several may be live at once under one name. */
export interface ApiKeyEntry {
  readonly name: string
  /** SHA-256 of the whole key, 64 hexadecimal digits. Keys are random, so a slow hash would add nothing. */
  readonly sha256: string
  readonly scopes: readonly string[]
  /** @default null */
  readonly tenant?: string | null
}

const ENTRY = /^(?<name>[\w.-]{1,64}):(?<sha256>[0-9a-fA-F]{64})(?::(?<scopes>[\w:.*-]+(?:,[\w:.*-]+)*))?$/

/** Reads one `name:sha256hex:scope,scope` (scopes may be left out); null when it does not have that form. */
export const parseApiKeyEntry = (text: string): ApiKeyEntry | null => {
  const { name, sha256, scopes } = ENTRY.exec(text.trim())?.groups ?? {}
  if (name === undefined || sha256 === undefined) return null
  return { name, sha256: sha256.toLowerCase(), scopes: scopes?.split(',') ?? [] }
}

/** SHA-256 of a key, in hexadecimal: what belongs into the configuration. */
export const hashApiKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** Makes a new random key (256 bits). */
export const createApiKey = (): string => `${API_KEY_PREFIX}${randomBytes(32).toString('base64url')}`

/** Makes the check of a key: the caller it belongs to, or null. It compares with every entry, each in constant time. */
export const createApiKeyCheck = (entries: readonly ApiKeyEntry[]): ((key: string) => Caller | null) => {
  const known = entries.map(({ name, sha256, scopes, tenant = null }) => ({
    digest: Buffer.from(sha256, 'hex'),
    caller: Object.freeze({ name, by: 'apiKey', tenant, scopes } as const),
  }))
  return (key) => {
    const digest = createHash('sha256').update(key).digest()
    return known.reduce<Caller | null>(
      (found, entry) => (timingSafeEqual(entry.digest, digest) ? entry.caller : found),
      null,
    )
  }
}
