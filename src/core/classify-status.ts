import type { ErrorCode } from './error-code.ts'

/** Statuses that mean something else than their class does. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'UPSTREAM_UNAUTHENTICATED',
  403: 'UPSTREAM_FORBIDDEN',
  404: 'UPSTREAM_NOT_FOUND',
  // RFC 9110, section 15.5.9: the vendor gave up waiting for the request, and the same one may be sent again.
  408: 'UPSTREAM_FAILED',
  409: 'UPSTREAM_CONFLICT',
  410: 'UPSTREAM_NOT_FOUND',
  412: 'UPSTREAM_CONFLICT',
  423: 'UPSTREAM_CONFLICT',
  // RFC 8470, section 5.2: too early, to be sent again later.
  425: 'UPSTREAM_FAILED',
  429: 'UPSTREAM_RATE_LIMITED',
  451: 'UPSTREAM_FORBIDDEN',
}

/** Our code for a status that is not a good one, where the vendor's words say nothing better. */
export const classifyStatus = (status: number): ErrorCode => {
  const known = BY_STATUS[status]
  if (known !== undefined) return known
  if (status >= 500) return status < 600 ? 'UPSTREAM_FAILED' : 'UPSTREAM_MALFORMED'
  return status >= 300 ? 'UPSTREAM_REJECTED' : 'UPSTREAM_MALFORMED'
}
