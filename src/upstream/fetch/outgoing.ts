import type { Fields } from '../../core/freshness.ts'
import type { CacheUse } from '../../core/reuse.ts'
import { ACCEPT_ENCODING } from '../read-body.ts'
import type { FetchInit, FetchOptions } from './options.ts'
import { payloadOfRequest, toPayload, type Payload } from './payload.ts'

/** A request of a fetch in one form. */
export interface Outgoing {
  readonly method: string
  /** Without fragment. */
  readonly url: string
  readonly headers: Fields
  readonly payload: Payload['bytes']
  readonly signal: AbortSignal
  readonly redirect: 'follow' | 'manual' | 'error'
  readonly use: CacheUse
  readonly stream: boolean
  readonly deadlineMs: number
}

/** Methods whose names are written in capitals whatever the caller wrote (Fetch standard, "normalize"). */
const NORMALISED = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])

const toMethod = (method: string): string => {
  const upper = method.toUpperCase()
  return NORMALISED.has(upper) ? upper : method
}

const toUrl = (input: string | URL | Request): string => {
  const url = new URL(input instanceof Request ? input.url : input)
  url.hash = ''
  return url.href
}

const USES: readonly string[] = ['no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'] satisfies CacheUse[]
const isUse = (word: unknown): word is CacheUse => typeof word === 'string' && USES.includes(word)

/** What the cache mode adds for those further on (Fetch standard, "HTTP-network-or-cache fetch"). */
const forUse = (use: CacheUse, headers: Headers): void => {
  if (use === 'no-cache' && !headers.has('cache-control')) headers.set('cache-control', 'max-age=0')
  if (use !== 'no-store' && use !== 'reload') return
  if (!headers.has('pragma')) headers.set('pragma', 'no-cache')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache')
}

const toHeaders = (
  init: FetchInit,
  request: Request | null,
  { use, type }: { readonly use: CacheUse; readonly type: string | null },
): Fields => {
  const headers = new Headers(init.headers ?? request?.headers)
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type)
  forUse(use, headers)
  if (!headers.has('accept')) headers.set('accept', '*/*')
  // A part of a packed body could not be unpacked (Fetch standard, "HTTP-network-or-cache fetch").
  if (!headers.has('accept-encoding'))
    headers.set('accept-encoding', headers.has('range') ? 'identity' : ACCEPT_ENCODING)
  return Object.fromEntries(headers)
}

const NEVER = new AbortController().signal

const toUse = (init: FetchInit, request: Request | null): CacheUse => {
  const asked = init.cache ?? request?.cache
  return isUse(asked) ? asked : 'default'
}

const payloadOf = (init: FetchInit, request: Request | null): Promise<Payload> =>
  init.body !== undefined || request === null ? toPayload(init.body ?? null) : payloadOfRequest(request)

/** Wishes that neither the request nor its `init` names are the fetch's own. */
const wishesOf = (init: FetchInit, { stream = false, deadlineMs = 30_000 }: FetchOptions) => ({
  stream: init.stream ?? stream,
  deadlineMs: init.deadlineMs ?? deadlineMs,
})

/** Brings what a caller of fetch handed over into one form. */
export const toOutgoing = async (
  input: string | URL | Request,
  init: FetchInit,
  options: FetchOptions,
): Promise<Outgoing> => {
  const request = input instanceof Request ? input : null
  const url = toUrl(input)
  const use = toUse(init, request)
  const method = toMethod(init.method ?? request?.method ?? 'GET')
  const { bytes: payload, type } = await payloadOf(init, request)
  if (payload !== null && (method === 'GET' || method === 'HEAD'))
    throw new TypeError(`A ${method} request has no body.`)
  const headers = { 'user-agent': options.userAgent ?? 'headwaters', ...toHeaders(init, request, { use, type }) }
  const signal = init.signal ?? request?.signal ?? NEVER
  const redirect = init.redirect ?? request?.redirect ?? 'follow'
  return { method, url, headers, payload, signal, redirect, use, ...wishesOf(init, options) }
}
