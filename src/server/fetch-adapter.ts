import { CORRELATION_HEADER, toCorrelationId } from './correlation-id.ts'
import type { EdgeHandler, EdgeRequest } from './edge.ts'
import { readFetchBody } from './read-body.ts'

const toEdgeRequest = (request: Request): EdgeRequest => {
  const { pathname, search, host } = new URL(request.url)
  const headers: Readonly<Record<string, string | undefined>> = { host, ...Object.fromEntries(request.headers) }
  return {
    method: request.method,
    path: pathname,
    search,
    headers,
    requestId: toCorrelationId(headers[CORRELATION_HEADER]),
    signal: request.signal,
    readBody: (maxBytes) => readFetchBody(request, maxBytes),
  }
}

const toStream = (body: AsyncIterable<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> => {
  const pieces = body[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (controller) => {
      const piece = await pieces.next()
      if (piece.done === true) controller.close()
      else controller.enqueue(piece.value)
    },
    cancel: async () => {
      await pieces.return?.()
    },
  })
}

/** Puts the server's handler behind the Fetch API: for tests, and for hosts other than `node:http`. */
export const createFetch =
  (handle: EdgeHandler): ((request: Request) => Promise<Response>) =>
  async (request) => {
    const { status, headers, body } = await handle(toEdgeRequest(request))
    const isBytes = body === null || typeof body === 'string' || body instanceof Uint8Array
    return new Response(isBytes ? body : toStream(body), { status, headers })
  }
