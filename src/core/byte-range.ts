/** A part of a body: its first and last byte, counted from 0. */
export interface BytePart {
  readonly first: number
  readonly last: number
}

/** A part with the length of the whole. */
export interface ContentRange extends BytePart {
  readonly size: number
}

const SPEC = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i
const CONTENT_RANGE = /^\s*bytes\s+(\d{1,15})-(\d{1,15})\/(\d{1,15})\s*$/i

/**
 * The part that a `Range` field asks of a body of this size (RFC 9110, section 14.1.2). Null for what is not one part of
 * bytes, or lies outside: those are for the origin to answer.
 */
export const decodeRange = (value: string, size: number): BytePart | null => {
  const [, from, to] = SPEC.exec(value) ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return null
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return first <= last && first < size ? { first, last } : null
}

/** A `Content-Range` field (RFC 9110, section 14.4); null where it does not tell all, or cannot be. */
export const decodeContentRange = (value: string): ContentRange | null => {
  const [, first, last, size] = CONTENT_RANGE.exec(value) ?? []
  if (first === undefined || last === undefined || size === undefined) return null
  const range = { first: Number(first), last: Number(last), size: Number(size) }
  return range.first <= range.last && range.last < range.size ? range : null
}

/** Whether one part lies within another. */
export const isWithin = (part: BytePart, whole: BytePart): boolean =>
  whole.first <= part.first && part.last <= whole.last

/** Writes a `Content-Range` field. */
export const encodeContentRange = ({ first, last, size }: ContentRange): string => `bytes ${first}-${last}/${size}`
