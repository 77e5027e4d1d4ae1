import { GraphQLClient } from 'graphql-request'
import type { Exchange, Headers, RawAnswer, UpstreamCall, UpstreamDocument } from './call.ts'
import { decodeJsonBody } from './json-body.ts'

/** Statuses that a `Response` may not have a body with (Fetch standard, "null body status"). */
const NULL_BODY = new Set([204, 205, 304])

const toResponse = ({ status, headers, body }: RawAnswer): Response =>
  new Response(NULL_BODY.has(status) ? null : Buffer.from(body), { status, headers: { ...headers } })

const toHeaders = (headers: RequestInit['headers']): Headers => Object.fromEntries(new Headers(headers))

/** What happened beneath graphql-request: the answer as it came, or the error that the exchange ended in. */
type Seen = { readonly answer: RawAnswer } | { readonly error: unknown }

/** Sends through the exchange what graphql-request wrote. */
const sendWritten = async (
  call: UpstreamCall<unknown>,
  next: Exchange,
  init: RequestInit | undefined,
): Promise<Seen> => {
  const body = typeof init?.body === 'string' ? init.body : null
  const request = { ...call.request, method: init?.method ?? 'POST', headers: toHeaders(init?.headers), body }
  try {
    return { answer: await next({ ...call, request }) }
  } catch (error) {
    return { error }
  }
}

const exchangeDocument = async (
  call: UpstreamCall<unknown>,
  document: UpstreamDocument,
  next: Exchange,
): Promise<RawAnswer> => {
  let seen: Seen | null = null
  const client = new GraphQLClient(call.request.url, {
    headers: { ...call.request.headers },
    errorPolicy: 'all',
    // The operation's name is known, so graphql-request need not parse the document on every call to find it.
    excludeOperationName: true,
    jsonSerializer: {
      stringify: (body: object) => JSON.stringify({ ...body, operationName: document.operationName }),
      parse: (text: string): unknown =>
        seen !== null && 'answer' in seen ? decodeJsonBody(seen.answer) : JSON.parse(text),
    },
    fetch: async (_url, init) => {
      seen = await sendWritten(call, next, init)
      if ('error' in seen) throw seen.error
      return toResponse(seen.answer)
    },
  })
  const failed: unknown = await client.rawRequest(document.query, { ...document.variables }).then(
    () => null,
    (error: unknown) => error,
  )
  return toAnswer(seen, failed)
}

/** The answer goes on as it came: what graphql-request finds wrong with it, classify and decode find in their own words. */
const toAnswer = (seen: Seen | null, failed: unknown): RawAnswer => {
  if (seen !== null && 'answer' in seen) return seen.answer
  throw seen === null ? failed : seen.error
}

/** Has graphql-request write and read the calls of a vendor that speaks GraphQL; other calls pass. */
export const graphqlExchange =
  (next: Exchange): Exchange =>
  (call) => {
    const { document } = call.request
    return document === undefined ? next(call) : exchangeDocument(call, document, next)
  }
