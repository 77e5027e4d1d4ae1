import { decodeHttpDate } from './retry-after.ts'
import { parseItem } from './structured-field.ts'

/** What a vendor announces of an operation: that it is deprecated, or when it will be gone. */
export type NoticeKind = 'deprecation' | 'sunset'

/** An announcement, and the moment it names, in milliseconds since 1970. */
export interface Notice {
  readonly kind: NoticeKind
  readonly atMs: number | null
}

/**
 * Reads a `Deprecation` header: a structured date (RFC 9745, section 2). Vendors that followed its drafts send `true` or an
 * HTTP date; null for everything else, `false` included.
 */
export const decodeDeprecation = (text: string | undefined): Notice | null => {
  const trimmed = text?.trim() ?? ''
  const value = parseItem(trimmed)?.value
  if (typeof value === 'object' && 'date' in value) return { kind: 'deprecation', atMs: value.date * 1_000 }
  if (value === true || trimmed.toLowerCase() === 'true') return { kind: 'deprecation', atMs: null }
  const atMs = decodeHttpDate(trimmed)
  return atMs === null ? null : { kind: 'deprecation', atMs }
}

/** `Sunset: Sat, 31 Dec 2018 23:59:59 GMT` (RFC 8594, section 3); null for everything else. */
export const decodeSunset = (text: string | undefined): Notice | null => {
  const atMs = decodeHttpDate(text?.trim() ?? '')
  return atMs === null ? null : { kind: 'sunset', atMs }
}
