/** The three forms of an HTTP date that a recipient has to read (RFC 9110, section 5.6.7). */
const DATE_FORMS = [
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/i,
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/i,
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/i,
]

const NUMBER = /^\d{1,15}(?:\.\d+)?$/

/** A number of seconds from here on can only be a moment since 1970 (September 2001), never a length of time. */
const EPOCH_SECONDS = 1_000_000_000
/** A number from here on can only be milliseconds since 1970. */
const EPOCH_MS = 1_000_000_000_000

/** Two digits of a year: it lies at most 50 years in the future (RFC 9110, section 5.6.7). */
const withWholeYear = (text: string, wallNowMs: number): string =>
  text.replace(/^(\w+day, \d{2}-\w{3}-)(\d{2}) /i, (_date, day: string, digits: string) => {
    const thisYear = new Date(wallNowMs).getUTCFullYear()
    const year = Math.floor(thisYear / 100) * 100 + Number(digits)
    return `${day}${year > thisYear + 50 ? year - 100 : year} `
  })

/**
 * An HTTP date in milliseconds since 1970 (RFC 9110, section 5.6.7), in any mix of capitals; null for everything else.
 * `wallNowMs` tells the century of a year of two digits. @default 2026
 */
export const decodeHttpDate = (text: string, wallNowMs = Date.UTC(2026)): number | null => {
  if (!DATE_FORMS.some((form) => form.test(text))) return null
  // The asctime form names no zone; it means UTC, while `Date.parse` would take the zone of this machine.
  const whole = withWholeYear(text, wallNowMs)
  const ms = Date.parse(/gmt$/i.test(whole) ? whole : `${whole} GMT`)
  return Number.isNaN(ms) ? null : ms
}

/**
 * When a quota is whole again, in milliseconds since 1970: from seconds or milliseconds since 1970, from seconds to go
 * (told apart by their size), or from an HTTP date. Null for blank and garbage.
 */
export const decodeReset = (text: string | undefined, wallNowMs: number): number | null => {
  const trimmed = text?.trim() ?? ''
  if (!NUMBER.test(trimmed)) return decodeHttpDate(trimmed, wallNowMs)
  const number = Number(trimmed)
  if (number >= EPOCH_MS) return number
  return number >= EPOCH_SECONDS ? number * 1000 : wallNowMs + number * 1000
}

/**
 * How long a `Retry-After` asks to wait, in milliseconds from `wallNowMs`: seconds (a fraction is read too, since some
 * vendors send one) or an HTTP date (RFC 9110, section 10.2.3). A moment gone by is 0; blank and garbage are null.
 */
export const decodeRetryAfter = (text: string | undefined, wallNowMs: number): number | null => {
  const atMs = decodeReset(text, wallNowMs)
  return atMs === null ? null : Math.max(0, Math.ceil(atMs - wallNowMs))
}
