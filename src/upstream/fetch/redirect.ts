import { HeadwatersError } from '../../core/headwaters-error.ts'
import { isSecretName } from '../../core/redact.ts'
import type { Answer } from '../call.ts'
import type { Fetched } from './fetched.ts'
import type { Outgoing } from './outgoing.ts'
import { isOnce } from './payload.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Fields that speak of a body (Fetch standard, "request-body-header name"). */
const OF_A_BODY = new Set([
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
  'content-length',
])

/** Whether the method becomes GET and the body is left behind (Fetch standard, "HTTP-redirect fetch"). */
const becomesGet = (status: number, method: string): boolean =>
  ((status === 301 || status === 302) && method === 'POST') || (status === 303 && method !== 'GET' && method !== 'HEAD')

const error = (name: string, message: string): HeadwatersError =>
  new HeadwatersError('UPSTREAM_REJECTED', `${name} ${message}`, { source: name, shouldRetry: false })

/**
 * The request that a redirect leads to; null where it leads nowhere. Another origin gets no credential: neither
 * `Authorization` and cookies, nor any other field that a credential is known to stand in.
 */
export const toRedirected = (outgoing: Outgoing, answer: Answer<Fetched>, name: string): Outgoing | null => {
  const location = answer.headers['location']
  if (!REDIRECTS.has(answer.status) || location === undefined || outgoing.redirect === 'manual') return null
  if (outgoing.redirect === 'error')
    throw error(name, `answered with a redirect (${answer.status}), and \`redirect: 'error'\` was asked for.`)
  if (!URL.canParse(location, outgoing.url)) throw error(name, 'answered with a redirect to something that is no URL.')
  const url = new URL(location, outgoing.url)
  url.hash = ''
  const isElsewhere = url.origin !== new URL(outgoing.url).origin
  const isGet = becomesGet(answer.status, outgoing.method)
  if (!isGet && isOnce(outgoing.payload))
    throw error(name, `answered with a redirect (${answer.status}) that asks for the body again, which was a stream.`)
  const isLeft = (field: string): boolean =>
    (isElsewhere && (isSecretName(field) || field === 'host')) || (isGet && OF_A_BODY.has(field))
  const headers = Object.fromEntries(Object.entries(outgoing.headers).filter(([field]) => !isLeft(field)))
  return { ...outgoing, url: url.href, headers, ...(isGet && { method: 'GET', payload: null }) }
}
