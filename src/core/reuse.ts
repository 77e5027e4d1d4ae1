import { decodeDeltaMs, deltaMsOf, parseCacheControl, type CacheDirectives } from './cache-control.ts'
import { asksAlways, type CacheMode, type Fields } from './freshness.ts'

/** A kept answer, as far as it decides whether it may be used now. */
export interface KeptFacts {
  readonly mode: CacheMode
  readonly headers: Fields
  /** How old it is now, in milliseconds. */
  readonly ageMs: number
  /** How long it is fresh from when it was made, in milliseconds. */
  readonly lifetimeMs: number
}

/** How the asker wants the cache to be used: the modes of the Fetch standard. */
export type CacheUse = 'default' | 'no-store' | 'reload' | 'no-cache' | 'force-cache' | 'only-if-cached'

/** What is asked, as far as it decides whether a kept answer may be used. */
export interface AskedFacts {
  readonly headers: Fields
  readonly use: CacheUse
}

/** What may be done with a kept answer: use it, use it and ask behind it, ask first, or nothing at all. */
export type Reuse = 'serve' | 'serveThenAsk' | 'ask' | 'refuse'

/** What the asker says. `Pragma: no-cache` stands for `Cache-Control` where that is absent (RFC 9111, section 5.4). */
const askedDirectives = ({ headers, use }: AskedFacts): CacheDirectives => {
  if (use === 'no-cache' || use === 'reload') return new Map([['no-cache', null]])
  const control = headers['cache-control']
  return parseCacheControl(control ?? (headers['pragma']?.toLowerCase() === 'no-cache' ? 'no-cache' : undefined))
}

/** Whether the asker wants no call to be made at all. */
export const wantsKeptOnly = (asked: AskedFacts): boolean =>
  asked.use === 'only-if-cached' || parseCacheControl(asked.headers['cache-control']).has('only-if-cached')

/** Whether the answer itself forbids that it is used stale (RFC 9111, section 4.2.4). */
export const forbidsStale = ({ mode, headers }: Pick<KeptFacts, 'mode' | 'headers'>): boolean => {
  const said = parseCacheControl(headers['cache-control'])
  if (said.has('must-revalidate') || asksAlways(said)) return true
  return mode === 'shared' && (said.has('proxy-revalidate') || said.has('s-maxage'))
}

/** `immutable` keeps a reload from asking while the answer is fresh (RFC 8246, section 2). */
const isImmutable = (kept: KeptFacts, said: CacheDirectives): boolean =>
  said.has('immutable') && kept.ageMs < kept.lifetimeMs

const isFreshFor = (kept: KeptFacts, asked: CacheDirectives): boolean => {
  const maxAgeMs = deltaMsOf(asked, 'max-age')
  if (maxAgeMs !== null && kept.ageMs > maxAgeMs) return false
  return kept.ageMs + (deltaMsOf(asked, 'min-fresh') ?? 0) < kept.lifetimeMs
}

/** How much staleness the asker takes, in milliseconds; `max-stale` alone takes any (RFC 9111, section 5.2.1.2). */
const acceptedStaleMs = (asked: CacheDirectives): number => {
  const value = asked.get('max-stale')
  if (value === undefined) return 0
  return value === null ? Infinity : (decodeDeltaMs(value) ?? 0)
}

/** What a stale answer may be used for, where nobody forbids that (RFC 9111, section 4.2.4; RFC 5861, section 3). */
const decideStale = (
  kept: KeptFacts,
  wanted: CacheDirectives,
  said: CacheDirectives,
): 'serve' | 'serveThenAsk' | null => {
  const acceptedMs = acceptedStaleMs(wanted)
  const maxAgeMs = deltaMsOf(wanted, 'max-age')
  if (forbidsStale(kept) || wanted.has('min-fresh')) return null
  if (maxAgeMs !== null && kept.ageMs > maxAgeMs + acceptedMs) return null
  const staleMs = kept.ageMs - kept.lifetimeMs
  if (staleMs < acceptedMs) return 'serve'
  return staleMs < (deltaMsOf(said, 'stale-while-revalidate') ?? 0) ? 'serveThenAsk' : null
}

/** What may be done with a kept answer for one who asks now (RFC 9111, section 4). */
export const decideReuse = (kept: KeptFacts, asked: AskedFacts): Reuse => {
  const { use } = asked
  if (use === 'force-cache' || use === 'only-if-cached') return 'serve'
  const otherwise: Reuse = wantsKeptOnly(asked) ? 'refuse' : 'ask'
  const wanted = askedDirectives(asked)
  const said = parseCacheControl(kept.headers['cache-control'])
  if (wanted.has('no-cache')) return use === 'no-cache' && isImmutable(kept, said) ? 'serve' : otherwise
  if (isFreshFor(kept, wanted)) return 'serve'
  return decideStale(kept, wanted, said) ?? otherwise
}

/** Statuses that stand for "an error" (RFC 5861, section 4). */
const ERROR_STATUSES = new Set([500, 502, 503, 504])

/** Whether a status means that a stale answer may stand in, where that is allowed. */
export const isErrorStatus = (status: number): boolean => ERROR_STATUSES.has(status)

/**
 * How long beyond its freshness a kept answer may stand in for an error, in milliseconds: by its own word, by the asker's,
 * or by ours; 0 where it forbids that (RFC 5861, section 4; RFC 9111, section 4.2.4).
 */
export const staleIfErrorMs = (kept: Pick<KeptFacts, 'mode' | 'headers'>, asked: Fields, oursMs: number): number => {
  if (forbidsStale(kept)) return 0
  const said = deltaMsOf(parseCacheControl(kept.headers['cache-control']), 'stale-if-error')
  const wanted = deltaMsOf(parseCacheControl(asked['cache-control']), 'stale-if-error')
  return Math.max(said ?? 0, wanted ?? 0, oursMs)
}

/** How long beyond its freshness an answer can be of use without asking, in milliseconds. */
export const staleUseMs = (headers: Fields): number => {
  const said = parseCacheControl(headers['cache-control'])
  return Math.max(deltaMsOf(said, 'stale-while-revalidate') ?? 0, deltaMsOf(said, 'stale-if-error') ?? 0)
}
