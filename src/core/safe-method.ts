import type { Fields } from './freshness.ts'

/** Methods that change nothing (RFC 9110, section 9.2.1; QUERY: draft-ietf-httpbis-safe-method-w-body). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])
/** Methods that may be sent twice (RFC 9110, section 9.2.2). */
const IDEMPOTENT = new Set([...SAFE, 'PUT', 'DELETE'])

/** Whether a method is known to change nothing. */
export const isSafe = (method: string): boolean => SAFE.has(method)

/** Whether a method means the same sent twice as sent once. */
export const isIdempotent = (method: string): boolean => IDEMPOTENT.has(method)

const resolveWithin = (reference: string | undefined, url: string): string | null => {
  if (reference === undefined || !URL.canParse(reference, url)) return null
  const target = new URL(reference, url)
  if (target.origin !== new URL(url).origin) return null
  target.hash = ''
  return target.href
}

/** Whether an answer's `Content-Location` names the very address that was asked. */
export const locatesItself = (url: string, headers: Fields): boolean =>
  resolveWithin(headers['content-location'], url) === resolveWithin('', url) &&
  headers['content-location'] !== undefined

/**
 * The addresses whose kept answers an unsafe request has made stale: its own, and those that the answer names by `Location`
 * and `Content-Location` at the same origin (RFC 9111, section 4.4).
 */
export const madeStale = (url: string, headers: Fields): readonly string[] => [
  ...new Set(
    [url, headers['location'], headers['content-location']]
      .map((reference) => resolveWithin(reference, url))
      .filter((target) => target !== null),
  ),
]
