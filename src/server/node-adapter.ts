import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { HeadwatersError } from '../core/headwaters-error.ts'
import { CORRELATION_HEADER, toCorrelationId } from './correlation-id.ts'
import type { EdgeAnswer, EdgeHandler, EdgeRequest } from './edge.ts'
import { readNodeBody } from './read-body.ts'

const toHeaders = (request: IncomingMessage): Readonly<Record<string, string | undefined>> =>
  // A few headers come as lists (set-cookie); none of them means anything in a request.
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )

const toSignal = (response: ServerResponse): AbortSignal => {
  const leaving = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished)
      leaving.abort(new HeadwatersError('CANCELLED', 'The client left before it had its answer.'))
  })
  return leaving.signal
}

const toEdgeRequest = (request: IncomingMessage, response: ServerResponse): EdgeRequest => {
  const url = request.url ?? '/'
  const queryAt = url.indexOf('?')
  const headers = toHeaders(request)
  return {
    method: request.method ?? 'GET',
    path: queryAt < 0 ? url : url.slice(0, queryAt),
    search: queryAt < 0 ? '' : url.slice(queryAt),
    headers,
    requestId: toCorrelationId(headers[CORRELATION_HEADER]),
    signal: toSignal(response),
    readBody: (maxBytes) => readNodeBody(request, maxBytes),
  }
}

const sendStream = async (body: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> => {
  const pieces = body[Symbol.asyncIterator]()
  // Whoever leaves must not be waited for: the source of the stream is told at once, even while a piece is awaited.
  response.once('close', () => void Promise.resolve(pieces.return?.()).catch(() => undefined))
  response.flushHeaders()
  for (;;) {
    const piece = await pieces.next()
    if (piece.done === true || response.destroyed) break
    if (!response.write(piece.value)) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end()
}

const send = async (answer: EdgeAnswer, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (response.destroyed) return
  const { status, headers, body } = answer
  const isStream = body !== null && typeof body !== 'string' && !(body instanceof Uint8Array)
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (isStream) return sendStream(body, response)
  if (body !== null) response.setHeader('content-length', Buffer.byteLength(body))
  response.end(request.method === 'HEAD' ? undefined : (body ?? undefined))
}

/** What {@link createListener} needs beside the handler. */
export interface ListenerOptions {
  readonly handle: EdgeHandler
  readonly isDraining: () => boolean
  /** Told of a failure after which nothing can be sent any more. */
  readonly logFailure: (thrown: unknown) => void
}

/** Puts the server's handler behind `node:http`. */
export const createListener = ({ handle, isDraining, logFailure }: ListenerOptions): RequestListener => {
  return (request, response) => {
    const asked = toEdgeRequest(request, response)
    handle(asked)
      .then((answer) => {
        // While the server drains, connections end with the answer that they wait for.
        if (isDraining() && !response.headersSent) response.setHeader('connection', 'close')
        return send(answer, request, response)
      })
      .catch((thrown: unknown) => {
        if (!asked.signal.aborted) logFailure(thrown)
        response.destroy()
      })
  }
}
