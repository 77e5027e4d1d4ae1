import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit'
import { getOperationAST, Kind, OperationTypeNode, parse, type DocumentNode } from 'graphql'
import { eventStream } from './event-stream.ts'

const url = location.origin + location.pathname
const send = createGraphiQLFetcher({ url })

type Params = Parameters<Fetcher>[0]

const tryParse = (text: string): DocumentNode | null => {
  try {
    return parse(text)
  } catch {
    // A text that does not parse is sent as it is: the server says what is wrong with it.
    return null
  }
}

/** Takes off an operation name that the text no longer has: the editor's own parse lags behind typing and changing tabs. */
const withRealName = (params: Params, document: DocumentNode | null): Params => {
  const names = document?.definitions.map((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? one.name?.value : undefined,
  )
  if (names === undefined || names.includes(params.operationName ?? undefined)) return params
  return { ...params, operationName: null }
}

/** Sends every operation to the address this page was served from, subscriptions as server-sent events. */
export const fetcher: Fetcher = (given, options) => {
  const document = tryParse(given.query)
  const params = withRealName(given, document)
  const operation = document === null ? null : getOperationAST(document, params.operationName)
  return operation?.operation === OperationTypeNode.SUBSCRIPTION
    ? eventStream({ url, body: params, headers: options?.headers ?? {} })
    : send(params, options)
}
