import { shareKey } from '../../core/fingerprint.ts'
import type { CacheMode } from '../../core/freshness.ts'
import { isFreshening } from '../../core/validation.ts'
import { madeStale } from '../../core/safe-method.ts'
import type { Clock } from '../../core/clock.ts'
import type { StoredAnswer } from '../../state/answer-store.ts'
import type { CacheAsk, CacheKind } from '../cache-kind.ts'
import type { Answer, UpstreamCall } from '../call.ts'
import { asKeyed, scopeTags } from '../shared.ts'
import type { Fetched, HeaderLine } from './fetched.ts'
import { askedPart, asFetched, present } from './kept-part.ts'

/** What a fetch's cache is told. */
export interface FetchCacheOptions {
  readonly mode: CacheMode
  readonly staleIfErrorMs: number
  readonly clock: Clock
  /** What credentials a request shows: none, cookies alone, or more. */
  readonly shown: (call: UpstreamCall<unknown>) => 'none' | 'cookies' | 'more'
}

/** Conditions that only the origin can judge (RFC 9111, section 4.3.2). */
const ORIGINS_ALONE = ['if-match', 'if-unmodified-since', 'if-range']

const KEPT_METHODS = new Set(['GET', 'HEAD'])

/** The tag under which all that is kept of an address can be forgotten. Tells nothing of the address. */
const toTag = (source: string, url: string): string =>
  shareKey({ credential: null, source, account: 'default', operation: 'url' }, url)

/** The tags that an unsafe request made stale (RFC 9111, section 4.4): only where it was not refused. */
export const forgottenByFetch = (
  { source, request }: UpstreamCall<unknown>,
  { status, headers }: Answer<unknown>,
): readonly string[] => (status >= 400 ? [] : madeStale(request.url, headers).map((url) => toTag(source, url)))

/** The tag of the address that a call goes to. */
export const tagOf = ({
  source,
  request,
}: {
  readonly source: string
  readonly request: { readonly url: string }
}): string => toTag(source, request.url)

const toKey = ({ source, account, request }: UpstreamCall<unknown>, credential: string | null): string =>
  shareKey({ credential, source, account, operation: 'fetch' }, request.url)

const holds = ({ headers, method }: CacheAsk, stored: StoredAnswer): boolean => {
  const range = method === 'GET' ? headers['range'] : undefined
  if (range === undefined) return stored.status !== 206
  if (asFetched(stored).rangeAsked === range) return true
  return stored.status !== 206 && stored.status !== 200 ? true : askedPart(range, stored) !== null
}

/** What a cache answers that may not ask, or cannot and must (RFC 9111, sections 5.2.1.7 and 5.2.2.2). */
const gatewayTimeout = <T>({ source }: UpstreamCall<T>, clock: Clock): Answer<T> => {
  const lines: readonly HeaderLine[] = [
    ['cache-status', `${source}; fwd=stale; fwd-status=504`],
    ['content-length', '0'],
  ]
  const value: Fetched = { statusText: 'Gateway Timeout', lines, body: null, rangeAsked: null }
  return {
    value: asKeyed<T>(value),
    status: 504,
    headers: {},
    receivedAtMs: clock.now(),
    bytes: 0,
    via: 'cache',
    attempts: 0,
  }
}

const toKept: CacheKind['toKept'] = (ask, answer, unstored) => {
  const value = asKeyed<Fetched>(answer.value)
  if (value.body !== null && !(value.body instanceof Uint8Array)) return null
  if (answer.status === 206 && ask.headers['range'] === undefined) return null
  return { value: { ...value, lines: value.lines.filter(([name]) => !unstored.has(name.toLowerCase())) } }
}

const freshen: CacheKind['freshen'] = (kept, told, unstored) => {
  const value = asKeyed<Fetched>(kept)
  const isNew = (name: string): boolean => isFreshening(name) && !unstored.has(name)
  const newer = asKeyed<Fetched>(told.value).lines.filter(([name]) => isNew(name.toLowerCase()))
  const names = new Set(newer.map(([name]) => name.toLowerCase()))
  return { ...value, lines: [...value.lines.filter(([name]) => !names.has(name.toLowerCase())), ...newer] }
}

/** The cache of a fetch: raw answers, by address and credential. */
export const fetchKind = ({ mode, staleIfErrorMs, clock, shown }: FetchCacheOptions): CacheKind => {
  const askOf = (call: UpstreamCall<unknown>, method: string): CacheAsk => {
    const { request, credential } = call
    const isApart = mode === 'private' && shown(call) !== 'none'
    return {
      key: toKey(call, isApart ? credential.fingerprint : null),
      // What is told to somebody without any credential may be told to a holder of cookies too.
      alsoUnder: isApart && shown(call) === 'cookies' ? [toKey(call, null)] : [],
      mode,
      method,
      headers: request.headers,
      use: request.fetch?.use ?? 'default',
      hasCredential: shown(call) === 'more',
      ttlMs: null,
      overrides: false,
      staleMs: staleIfErrorMs,
      tags: scopeTags(call, call.tags.length > 0 ? call.tags : call.forgets),
    }
  }
  return {
    ask: (call) => {
      const { method, fetch, headers } = call.request
      const isForOrigin = ORIGINS_ALONE.some((name) => name in headers)
      return KEPT_METHODS.has(method) && fetch?.use !== 'no-store' && !isForOrigin ? askOf(call, method) : null
    },
    askOfWrite: (call) => (call.request.method === 'POST' ? askOf(call, 'POST') : null),
    holds,
    isAlike: (a, b) => asFetched(a).rangeAsked === asFetched(b).rangeAsked,
    toKept,
    freshen,
    present,
    unavailable: (call) => gatewayTimeout(call, clock),
  }
}
