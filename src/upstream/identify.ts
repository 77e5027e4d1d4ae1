import type { Exchange } from './call.ts'

/** Says who calls and for which request: `User-Agent` and `X-Request-ID`. What a source set itself stays. */
export const identify =
  (userAgent: string) =>
  (next: Exchange): Exchange =>
  (call) => {
    const headers = { 'user-agent': userAgent, 'x-request-id': call.context.requestId, ...call.request.headers }
    return next({ ...call, request: { ...call.request, headers } })
  }
