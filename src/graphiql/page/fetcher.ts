import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit'
import { getOperationAST, OperationTypeNode, parse } from 'graphql'
import { eventStream } from './event-stream.ts'

const url = location.origin + location.pathname
const send = createGraphiQLFetcher({ url })

/** Whether the operation is a subscription; read from the text itself, since the editor's own parse lags behind typing. */
const isSubscription = (query: string, operationName: string | null | undefined): boolean => {
  try {
    return getOperationAST(parse(query), operationName)?.operation === OperationTypeNode.SUBSCRIPTION
  } catch {
    // A text that does not parse is sent as it is: the server says what is wrong with it.
    return false
  }
}

/** Sends every operation to the address this page was served from, subscriptions as server-sent events. */
export const fetcher: Fetcher = (params, options) =>
  isSubscription(params.query, params.operationName)
    ? eventStream({ url, body: params, headers: options?.headers ?? {} })
    : send(params, options)
