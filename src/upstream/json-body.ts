import { HeadwatersError } from '../core/headwaters-error.ts'
import type { RawAnswer } from './call.ts'

/** Statuses whose answer may have no body: 202, 204, 205 (RFC 9110, section 15.3). */
const MAY_BE_EMPTY = new Set([202, 204, 205])

/** A key `__proto__`, in every way that JSON can write it. */
const PROTO_KEY =
  /"(?:_|\\u005[Ff]){2}(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006[Ff])(?:t|\\u0074)(?:o|\\u006[Ff])(?:_|\\u005[Ff]){2}"\s*:/

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Each answer is parsed once, however many ask; nobody may change what they get. */
const parsed = new WeakMap<RawAnswer, unknown>()

const malformed = (what: string, cause?: unknown): HeadwatersError =>
  new HeadwatersError('UPSTREAM_MALFORMED', `The vendor answered ${what} where JSON was expected.`, { cause })

const decodeText = (body: Uint8Array): string => {
  try {
    return utf8.decode(body)
  } catch (cause) {
    throw malformed('text that is not UTF-8', cause)
  }
}

const parse = (text: string): unknown => {
  try {
    if (!PROTO_KEY.test(text)) return JSON.parse(text)
    // Such a key would change the prototype of whatever it is copied to; no vendor means it.
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
  } catch (cause) {
    throw malformed('something that does not parse (half a body?)', cause instanceof SyntaxError ? undefined : cause)
  }
}

/** The media type of an answer, lower case, without parameters (RFC 9110, section 8.3.1); null when it names none. */
export const mediaTypeOf = ({ headers }: RawAnswer): string | null => {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  return type === undefined || type === '' ? null : type
}

const decode = (answer: RawAnswer): unknown => {
  if (answer.body.byteLength === 0) {
    if (MAY_BE_EMPTY.has(answer.status)) return null
    throw malformed('an empty body')
  }
  const type = mediaTypeOf(answer)
  // Only what is certainly no JSON is refused by its name: some vendors send JSON as text/plain or without a type.
  if (type !== null && /^text\/html$|[/+]xml$|^image\/|^multipart\//.test(type)) throw malformed(type)
  return parse(decodeText(answer.body))
}

/**
 * The body of an answer as JSON; null for an empty body where the status allows one (202, 204, 205). Throws
 * `UPSTREAM_MALFORMED`. Keys `__proto__` are dropped.
 */
export const decodeJsonBody = (answer: RawAnswer): unknown => {
  if (!parsed.has(answer)) parsed.set(answer, decode(answer))
  return parsed.get(answer)
}
