import { decodeDeltaMs, deltaMsOf, fieldsOf, parseCacheControl, type CacheDirectives } from './cache-control.ts'
import { decodeHttpDate } from './retry-after.ts'

/** Whose cache it is: of one user, or of many (RFC 9111, section 1). */
export type CacheMode = 'private' | 'shared'

/** Fields by lower-case name, several lines of one joined by `, `. */
export type Fields = Readonly<Record<string, string>>

/** What of an answer decides how long it stays fresh. */
export interface AnswerFacts {
  readonly status: number
  readonly headers: Fields
}

/** By what an answer's freshness is judged. */
export interface FreshnessRule {
  readonly mode: CacheMode
  /** How long an answer that says nothing itself is fresh, in milliseconds; null asks the heuristic, where that is allowed. */
  readonly ttlMs: number | null
  /** When the answer came, in milliseconds since 1970. */
  readonly receivedWallMs: number
}

/** Statuses that may be kept by heuristic (RFC 9110, section 15.1). */
const HEURISTIC_STATUSES = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501])

/** The share of the time since the last change that is "a typical setting" (RFC 9111, section 4.2.2). */
const HEURISTIC_SHARE = 0.1
/** No heuristic reaches further than a day, in milliseconds. */
const MAX_HEURISTIC_MS = 86_400_000

/** Whether answers with this status may be kept without a word on freshness. */
export const isHeuristicStatus = (status: number): boolean => HEURISTIC_STATUSES.has(status)

/** When the answer was made, in milliseconds since 1970: its `Date`, or when it came (RFC 9110, section 6.6.1). */
const dateOf = ({ headers }: AnswerFacts, receivedWallMs: number): number =>
  decodeHttpDate(headers['date'] ?? '', receivedWallMs) ?? receivedWallMs

/** The lifetime that the answer gives itself, in milliseconds; null where it says nothing (RFC 9111, section 4.2.1). */
export const explicitLifetimeMs = (answer: AnswerFacts, { mode, receivedWallMs }: FreshnessRule): number | null => {
  const directives = parseCacheControl(answer.headers['cache-control'])
  const shared = mode === 'shared' ? deltaMsOf(directives, 's-maxage') : null
  const own = shared ?? deltaMsOf(directives, 'max-age')
  if (own !== null) return own
  const expires = answer.headers['expires']
  if (expires === undefined) return null
  const expiresMs = decodeHttpDate(expires, receivedWallMs)
  return expiresMs === null ? 0 : Math.max(0, expiresMs - dateOf(answer, receivedWallMs))
}

const heuristicLifetimeMs = (answer: AnswerFacts, { receivedWallMs }: FreshnessRule): number => {
  const { status, headers } = answer
  const isPublic = parseCacheControl(headers['cache-control']).has('public')
  const changedMs = decodeHttpDate(headers['last-modified'] ?? '', receivedWallMs)
  if (changedMs === null || !(isPublic || isHeuristicStatus(status))) return 0
  const unchangedMs = dateOf(answer, receivedWallMs) - changedMs
  return Math.min(Math.max(0, unchangedMs * HEURISTIC_SHARE), MAX_HEURISTIC_MS)
}

/** Whether the answer may be used again only after asking the origin (`no-cache` without a list of fields). */
export const asksAlways = (directives: CacheDirectives): boolean =>
  directives.has('no-cache') && fieldsOf(directives, 'no-cache').length === 0

/** How long an answer is fresh from when it was made, in milliseconds (RFC 9111, section 4.2.1). */
export const lifetimeMs = (answer: AnswerFacts, rule: FreshnessRule): number => {
  if (asksAlways(parseCacheControl(answer.headers['cache-control']))) return 0
  return explicitLifetimeMs(answer, rule) ?? rule.ttlMs ?? heuristicLifetimeMs(answer, rule)
}

/** When a request left and its answer came, each in milliseconds since 1970. */
export interface ExchangeTimes {
  readonly requestedWallMs: number
  readonly receivedWallMs: number
}

/** How old an answer is when it comes, in milliseconds: "corrected_initial_age" (RFC 9111, section 4.2.3). */
export const initialAgeMs = (headers: Fields, { requestedWallMs, receivedWallMs }: ExchangeTimes): number => {
  // Of several values the first counts, and what is no number is left out (RFC 9111, section 5.1).
  const told = decodeDeltaMs(headers['age']?.split(',')[0]?.trim() ?? '') ?? 0
  const madeMs = decodeHttpDate(headers['date'] ?? '', receivedWallMs) ?? receivedWallMs
  const apparent = Math.max(0, receivedWallMs - madeMs)
  const delay = Math.max(0, receivedWallMs - requestedWallMs)
  return Math.max(apparent, told + delay)
}
