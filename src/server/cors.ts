import type { EdgeAnswer, EdgeRequest } from './edge.ts'
import { CORRELATION_HEADER } from './correlation-id.ts'
import { CSRF_HEADERS } from './csrf.ts'
import { PRIORITY_HEADER, TIMEOUT_HEADER } from './deadline.ts'
import { COST_HEADER } from './request-facts.ts'

const REQUEST_HEADERS = [
  'content-type',
  'authorization',
  'x-api-key',
  CORRELATION_HEADER,
  TIMEOUT_HEADER,
  PRIORITY_HEADER,
  COST_HEADER,
  ...CSRF_HEADERS,
]

/** How long a browser may remember a preflight, in seconds (Chromium's own limit is 7,200). */
const PREFLIGHT_SECONDS = 7_200

/** The CORS headers of an answer; none for an origin that is not listed (`*` lists all of them). */
export const toCorsHeaders = (
  origin: string | undefined,
  origins: readonly string[],
): Readonly<Record<string, string>> => {
  if (origins.length === 0) return {}
  const vary = { vary: 'origin' }
  if (origin === undefined || !(origins.includes(origin) || origins.includes('*'))) return vary
  // Credentials are never allowed: callers prove themselves with headers that a page sets itself, not with cookies.
  return {
    ...vary,
    'access-control-allow-origin': origin,
    'access-control-expose-headers': `${CORRELATION_HEADER}, retry-after`,
  }
}

/** Answers a preflight; an origin that is not listed gets no CORS headers, which is a no to a browser. */
export const answerPreflight = (request: EdgeRequest, origins: readonly string[]): EdgeAnswer => {
  const cors = toCorsHeaders(request.headers['origin'], origins)
  const granted = {
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': REQUEST_HEADERS.join(', '),
    'access-control-max-age': String(PREFLIGHT_SECONDS),
  }
  const headers = 'access-control-allow-origin' in cors ? { ...cors, ...granted } : cors
  return { status: 204, headers: { ...headers, allow: 'GET, POST, OPTIONS' }, body: null }
}
