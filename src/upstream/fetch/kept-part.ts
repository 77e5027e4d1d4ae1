import {
  decodeContentRange,
  decodeRange,
  encodeContentRange,
  isWithin,
  type ContentRange,
} from '../../core/byte-range.ts'
import { isNotModified } from '../../core/validation.ts'
import type { StoredAnswer } from '../../state/answer-store.ts'
import type { Presentation } from '../cache-kind.ts'
import type { Answer, UpstreamCall } from '../call.ts'
import { asKeyed } from '../shared.ts'
import { withLine, type Fetched, type HeaderLine } from './fetched.ts'

/** The kept value as what a fetch keeps. */
export const asFetched = (stored: StoredAnswer): Fetched => asKeyed<Fetched>(stored.value)

/** The part of a body that is kept: all of it, or what its `Content-Range` says; null where that is not true. */
const partOf = (stored: StoredAnswer): ContentRange | null => {
  const { body } = asFetched(stored)
  if (!(body instanceof Uint8Array)) return null
  if (stored.status !== 206) return { first: 0, last: body.byteLength - 1, size: body.byteLength }
  const range = decodeContentRange(stored.headers['content-range'] ?? '')
  return range !== null && range.last - range.first + 1 === body.byteLength ? range : null
}

/** The part that is asked for, where it is within what is kept. */
export const askedPart = (range: string, stored: StoredAnswer): ContentRange | null => {
  const kept = partOf(stored)
  // Parts count the bytes as they were packed.
  if (kept === null || 'content-encoding' in stored.headers || (stored.status !== 200 && stored.status !== 206))
    return null
  const asked = decodeRange(range, kept.size)
  return asked !== null && isWithin(asked, kept) ? { ...asked, size: kept.size } : null
}

const slice = (
  stored: StoredAnswer,
  range: string,
): { readonly body: Uint8Array; readonly part: ContentRange } | null => {
  const kept = partOf(stored)
  const part = askedPart(range, stored)
  const { body } = asFetched(stored)
  if (kept === null || part === null || !(body instanceof Uint8Array)) return null
  return { part, body: body.subarray(part.first - kept.first, part.last - kept.first + 1) }
}

/** Fields of a 304 (RFC 9110, section 15.4.5), and the age that a cache adds. */
const OF_NOT_MODIFIED = new Set([
  'cache-control',
  'content-location',
  'date',
  'etag',
  'expires',
  'vary',
  'last-modified',
  'age',
])

/** A kept answer as the one who asks gets it: 304, a part, without a body, or as it is. */
const shape = (
  { headers, method }: UpstreamCall<unknown>['request'],
  stored: StoredAnswer,
  lines: readonly HeaderLine[],
): Pick<Answer<Fetched>, 'status' | 'value'> => {
  const value: Fetched = { ...asFetched(stored), lines }
  if (stored.status === 200 && isNotModified(headers, stored.headers)) {
    const kept = lines.filter(([name]) => OF_NOT_MODIFIED.has(name.toLowerCase()))
    return { status: 304, value: { ...value, statusText: 'Not Modified', lines: kept, body: null } }
  }
  if (method === 'HEAD') return { status: stored.status, value: { ...value, body: null } }
  const range = headers['range']
  const piece = range === undefined || value.rangeAsked === range ? null : slice(stored, range)
  if (piece === null) return { status: stored.status, value }
  const sized = withLine(lines, 'content-length', String(piece.body.byteLength))
  const ranged = withLine(sized, 'content-range', encodeContentRange(piece.part))
  return { status: 206, value: { ...value, statusText: 'Partial Content', lines: ranged, body: piece.body } }
}

/** Hands a kept answer on as it is asked for, with its age (RFC 9111, section 5.1). */
export const present = <T>(
  call: UpstreamCall<T>,
  stored: StoredAnswer,
  { via, ageMs, attempts }: Presentation,
): Answer<T> => {
  const age = String(Math.floor(Math.max(0, ageMs) / 1000))
  const { status, value } = shape(call.request, stored, withLine(asFetched(stored).lines, 'age', age))
  const { headers, receivedAtMs, bytes } = stored
  return { value: asKeyed<T>(value), status, headers: { ...headers, age }, receivedAtMs, bytes, via, attempts }
}
