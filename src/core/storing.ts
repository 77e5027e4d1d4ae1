import { fieldsOf, parseCacheControl, splitList, type CacheDirectives } from './cache-control.ts'
import { explicitLifetimeMs, isHeuristicStatus, type AnswerFacts, type CacheMode, type Fields } from './freshness.ts'

/** What of a request and its answer decides whether the answer may be kept. */
export interface StoringFacts {
  readonly mode: CacheMode
  readonly method: string
  /** The request's fields. */
  readonly asked: Fields
  /** Whether the request showed who asks: `Authorization`, or a vendor's own header for it. */
  readonly hasCredential: boolean
  /** Whether the target of the request is what `Content-Location` names. */
  readonly locatesItself: boolean
  /** Whether the asker declared how long answers are kept that say nothing themselves. */
  readonly isDeclared: boolean
  readonly answer: AnswerFacts
}

/** Statuses whose meaning for a cache is known here (RFC 9110, section 15; RFC 9111, section 5.2.2.3). */
const UNDERSTOOD_STATUSES = new Set([
  200, 203, 204, 206, 300, 301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412,
  413, 414, 415, 416, 417, 421, 422, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505,
])

/** Whether a shared cache may keep an answer to somebody who showed who they are (RFC 9111, section 3.5). */
const isForAll = (said: CacheDirectives): boolean =>
  said.has('public') || said.has('must-revalidate') || said.has('s-maxage')

const isForbidden = ({ mode, hasCredential, answer }: StoringFacts, said: CacheDirectives): boolean => {
  const mustUnderstand = said.has('must-understand')
  if (mustUnderstand && !UNDERSTOOD_STATUSES.has(answer.status)) return true
  if (said.has('no-store') && !mustUnderstand) return true
  if (mode === 'private') return false
  return (said.has('private') && fieldsOf(said, 'private').length === 0) || (hasCredential && !isForAll(said))
}

/** Whether the answer says itself how long it may be used. */
const isExplicit = ({ mode, answer }: StoringFacts): boolean =>
  explicitLifetimeMs(answer, { mode, ttlMs: null, receivedWallMs: 0 }) !== null

/** Whether the method's answers can be kept at all: those to POST only under an address of their own (RFC 9110, section 9.3.3). */
const isKeptMethod = (facts: StoringFacts): boolean =>
  facts.method === 'GET' ||
  (facts.method === 'POST' && facts.answer.status === 200 && isExplicit(facts) && facts.locatesItself)

/** Whether the answer may be kept without a word on how long: never for many when cookies went with it. */
const isHeuristic = ({ mode, asked, answer }: StoringFacts): boolean => {
  const isPersonal = mode === 'shared' && (asked['cookie'] !== undefined || answer.headers['set-cookie'] !== undefined)
  return isHeuristicStatus(answer.status) && !isPersonal
}

/** Whether an answer may be kept (RFC 9111, section 3). One that can vary by anything is not. */
export const mayStore = (facts: StoringFacts): boolean => {
  const { mode, asked, answer } = facts
  const { status, headers } = answer
  const said = parseCacheControl(headers['cache-control'])
  if (!isKeptMethod(facts) || status < 200 || status === 304 || isForbidden(facts, said)) return false
  if (parseCacheControl(asked['cache-control']).has('no-store')) return false
  if (splitList(headers['vary'] ?? '').includes('*')) return false
  const isAllowed = said.has('public') || (mode === 'private' && said.has('private'))
  return isAllowed || facts.isDeclared || isExplicit(facts) || isHeuristic(facts)
}

/** Fields of one connection, not of the answer (RFC 9110, section 7.6.1; RFC 9111, section 3.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** The names of the fields that are not kept with an answer: those of the connection, and those that the answer keeps back. */
export const unstoredFields = (headers: Fields, mode: CacheMode): ReadonlySet<string> => {
  const said = parseCacheControl(headers['cache-control'])
  const listed = splitList(headers['connection'] ?? '').map((name) => name.toLowerCase())
  const personal = mode === 'shared' ? fieldsOf(said, 'private') : []
  return new Set([...HOP_BY_HOP, ...listed, ...fieldsOf(said, 'no-cache'), ...personal])
}

/** Fields without those named. */
export const withoutFields = (headers: Fields, names: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name)))
