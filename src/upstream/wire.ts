import { REDACTED, redactBody, redactHeaders } from '../core/redact.ts'
import type { Exchange, Headers, UpstreamCall } from './call.ts'

/** Longest part of a body that a `wire` event carries, in characters. */
const SHOWN_CHARS = 16_384

/**
 * The headers as they leave. It stands above `sign` and asks it only for the names of what it adds, so that a credential
 * never gets here.
 */
const shownHeaders = ({ request, sign }: UpstreamCall<unknown>): Headers => {
  const signed = sign?.(request).headers ?? {}
  const added = Object.keys(signed).filter((name) => signed[name] !== request.headers[name])
  return { ...redactHeaders(request.headers), ...Object.fromEntries(added.map((name) => [name, REDACTED])) }
}

const shownBody = (body: string): string => {
  const shown = redactBody(body.slice(0, SHOWN_CHARS))
  return body.length > SHOWN_CHARS ? `${shown}… (${body.length} characters)` : shown
}

const show = (
  call: UpstreamCall<unknown>,
  direction: 'request' | 'response',
  { headers, body }: { readonly headers: Headers; readonly body: string },
): void => {
  const { source, account, operation, context } = call
  const facts = { source, account, operation: operation.name, requestId: context.requestId }
  context.observe({ type: 'wire', ...facts, direction, headers, body: shownBody(body) })
}

/** Reports what goes over the wire, redacted. For the trace level only: it costs a copy of every body. */
export const wire =
  (next: Exchange): Exchange =>
  async (call) => {
    show(call, 'request', { headers: shownHeaders(call), body: call.request.body ?? '' })
    const answer = await next(call)
    const body = Buffer.from(answer.body).toString('utf8')
    show(call, 'response', { headers: { ':status': String(answer.status), ...redactHeaders(answer.headers) }, body })
    return answer
  }
