import { splitList } from './cache-control.ts'
import type { Fields } from './freshness.ts'
import { decodeHttpDate } from './retry-after.ts'

/** The fields by which an origin is asked whether a kept answer still holds (RFC 9111, section 4.3.1); empty without a validator. */
export const conditionsFor = (stored: Fields): Fields => ({
  ...(stored['etag'] !== undefined && { 'if-none-match': stored['etag'] }),
  ...(stored['last-modified'] !== undefined && { 'if-modified-since': stored['last-modified'] }),
})

/** Fields of a request that make it conditional (RFC 9110, section 13.1). */
const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since', 'if-range']

/** Whether a request is conditional by its own wish. */
export const isConditional = (asked: Fields): boolean => CONDITIONS.some((name) => asked[name] !== undefined)

const withoutWeakness = (tag: string): string => tag.replace(/^W\//, '')

/** Whether two entity tags are the same, weak or strong (RFC 9110, section 8.8.3.2). */
const isSameTag = (a: string, b: string): boolean => withoutWeakness(a) === withoutWeakness(b)

/** Whether one who has what the request names has what is kept: then 304 answers it (RFC 9111, section 4.3.2). */
export const isNotModified = (asked: Fields, stored: Fields): boolean => {
  const tags = asked['if-none-match']
  if (tags !== undefined) {
    const own = stored['etag']
    return own !== undefined && (tags.trim() === '*' || splitList(tags).some((tag) => isSameTag(tag, own)))
  }
  const changedMs = decodeHttpDate(stored['last-modified'] ?? stored['date'] ?? '')
  const sinceMs = changedMs === null ? null : decodeHttpDate(asked['if-modified-since'] ?? '', changedMs)
  return changedMs !== null && sinceMs !== null && changedMs <= sinceMs
}

/** Whether a 304 speaks of the kept answer: its validators, where it names any, are the kept ones (RFC 9111, section 4.3.4). */
export const isAboutStored = (told: Fields, stored: Fields): boolean => {
  const tag = told['etag']
  if (tag !== undefined) return stored['etag'] !== undefined && isSameTag(tag, stored['etag'])
  const changed = told['last-modified']
  return changed === undefined || stored['last-modified'] === undefined || changed === stored['last-modified']
}

/** Fields that tell of the kept body, which a 304 or HEAD does not replace (RFC 9111, section 3.2). */
const OF_THE_BODY = new Set(['content-length', 'content-encoding', 'content-range', 'content-md5'])

/** Names of the fields of a 304 or of an answer to HEAD that replace the kept ones. */
export const isFreshening = (name: string): boolean => !OF_THE_BODY.has(name)

/** The kept fields, brought up to date by a 304 or an answer to HEAD (RFC 9111, section 3.2). An `Age` ends with the old answer. */
export const freshenFields = (stored: Fields, told: Fields): Fields => {
  const { age: _age, ...kept } = stored
  return { ...kept, ...Object.fromEntries(Object.entries(told).filter(([name]) => isFreshening(name))) }
}

/** Whether an answer to HEAD tells of the kept answer, so that it may freshen it (RFC 9111, section 4.3.5). */
export const isSameByHead = (told: Fields, stored: Fields): boolean =>
  (['etag', 'last-modified', 'content-length'] as const).every(
    (name) => told[name] === undefined || told[name] === stored[name],
  )
