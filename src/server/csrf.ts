import { HeadwatersError } from '../core/headwaters-error.ts'

/** Headers of which one has to be there where a browser would send the request without asking first (any value). */
export const CSRF_HEADERS = ['x-graphql-yoga-csrf', 'apollo-require-preflight'] as const

// What a page of any origin may send without a preflight (Fetch standard, "CORS-safelisted request-header").
const SAFELISTED_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']

const toEssence = (contentType: string): string => (contentType.split(/[;,]/)[0] ?? '').trim().toLowerCase()

/** Whether a browser would have asked before it sent this, so that no foreign page can make it send it. */
export const isPreflighted = (headers: Readonly<Record<string, string | undefined>>): boolean => {
  if (CSRF_HEADERS.some((name) => headers[name] !== undefined)) return true
  const essence = toEssence(headers['content-type'] ?? '')
  return essence.includes('/') && !SAFELISTED_TYPES.includes(essence)
}

/** Who a browser says has made a request: this server's own page, or the person themselves (Fetch Metadata, `Sec-Fetch-Site`). */
const OWN_SITES = ['same-origin', 'none']

/** A GET of anything but a browser, or of a browser on a page of this server. Every browser since 2023 says which. */
const isOwnGet = (method: string, headers: Readonly<Record<string, string | undefined>>): boolean => {
  const site = headers['sec-fetch-site']
  return method === 'GET' && (site === undefined ? headers['origin'] === undefined : OWN_SITES.includes(site))
}

/** Refuses what a foreign page could make a browser send: forms, and GET from another site without a header of its own. */
export const assertPreflighted = (method: string, headers: Readonly<Record<string, string | undefined>>): void => {
  if (isPreflighted(headers) || isOwnGet(method, headers)) return
  throw new HeadwatersError(
    'FORBIDDEN',
    `Refused, since any web page could send this. POST it with "content-type: application/json", or add the header "${CSRF_HEADERS[0]}: 1".`,
  )
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/

/**
 * Refuses a request by another name than the server's own. Only asked where nobody has to prove who they are: there a page
 * whose name was rebound to this machine's address would otherwise be a developer (DNS rebinding).
 */
export const assertOwnHost = (host: string | undefined, allowedHosts: readonly string[]): void => {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (LOOPBACK.test(name) || allowedHosts.includes(name)) return
  throw new HeadwatersError(
    'FORBIDDEN',
    'Without configured callers this server answers to localhost only. Configure API keys or JWTs, or list this host name in allowedHosts.',
  )
}
