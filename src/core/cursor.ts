import { createHmac, timingSafeEqual } from 'node:crypto'
import { HeadwatersError } from './headwaters-error.ts'

/** A place in a vendor's list. */
export interface CursorPosition {
  /** The vendor's own cursor or id that the page starts from; null for the start of the list. */
  readonly at: string | null
  /** How many rows after `at` to pass over, for vendors whose pages do not start at any row. */
  readonly skip: number
}

/** What {@link openCursor} finds: a position, or why there is none. */
export type OpenedCursor =
  { readonly position: CursorPosition } | { readonly problem: 'malformed' | 'elsewhere' | 'forged' }

const VERSION = 1
const SCOPE_BYTES = 8
const MAC_BYTES = 16
const HEAD_BYTES = 1 + SCOPE_BYTES

// The labels keep the two uses of the key apart, so that neither can stand in for the other.
const keyed = (key: string | Uint8Array, label: 'scope' | 'mac', data: string | Uint8Array): Buffer =>
  createHmac('sha256', key).update(`headwaters cursor ${label}\0`).update(data).digest()

const scopeMark = (key: string | Uint8Array, scope: string): Buffer =>
  keyed(key, 'scope', scope).subarray(0, SCOPE_BYTES)

const macOf = (key: string | Uint8Array, body: Uint8Array): Buffer => keyed(key, 'mac', body).subarray(0, MAC_BYTES)

/**
 * Writes a cursor: base64url of version (1 byte), keyed mark of the scope (8), position, HMAC-SHA256 of all that (16).
 * The scope is what the cursor is good for: connection, account and arguments, as one text. It can be read but not made
 * by a caller, so nothing secret belongs into it.
 */
export const sealCursor = (key: string | Uint8Array, scope: string, position: CursorPosition): string => {
  if (!Number.isSafeInteger(position.skip) || position.skip < 0) {
    throw new HeadwatersError('INTERNAL', 'A cursor cannot be written: `skip` must be a whole number from 0.')
  }
  const payload = Buffer.from(JSON.stringify([position.at, position.skip]), 'utf8')
  const body = Buffer.concat([Buffer.of(VERSION), scopeMark(key, scope), payload])
  return Buffer.concat([body, macOf(key, body)]).toString('base64url')
}

const decodePayload = (payload: Uint8Array): OpenedCursor => {
  // Whoever holds the key wrote this, so it parses; what it holds is still checked, for versions yet to come.
  const parsed: unknown = JSON.parse(Buffer.from(payload).toString('utf8'))
  if (!Array.isArray(parsed)) return { problem: 'malformed' }
  const row: readonly unknown[] = parsed
  const [at, skip] = row
  if ((at !== null && typeof at !== 'string') || typeof skip !== 'number') return { problem: 'malformed' }
  return { position: { at, skip } }
}

/** Reads a cursor: `malformed` is no cursor at all, `forged` not by our hand, `elsewhere` ours but of another scope. */
export const openCursor = (key: string | Uint8Array, scope: string, text: string): OpenedCursor => {
  const bytes = Buffer.from(text, 'base64url')
  const canonical = bytes.toString('base64url') === text
  if (!canonical || bytes.length <= HEAD_BYTES + MAC_BYTES || bytes[0] !== VERSION) return { problem: 'malformed' }
  const body = bytes.subarray(0, -MAC_BYTES)
  if (!timingSafeEqual(bytes.subarray(-MAC_BYTES), macOf(key, body))) return { problem: 'forged' }
  if (!timingSafeEqual(body.subarray(1, HEAD_BYTES), scopeMark(key, scope))) return { problem: 'elsewhere' }
  return decodePayload(body.subarray(HEAD_BYTES))
}
