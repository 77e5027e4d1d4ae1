import type { GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import { useDeferStream } from '@graphql-yoga/plugin-defer-stream'
import type { Clock } from '../core/clock.ts'
import type { UpstreamEvent } from '../core/upstream-event.ts'
import { answerGraphqlError, type Mask } from './answers.ts'
import type { Identify } from './callers/identify.ts'
import type { PersistedOptions } from './choose-document.ts'
import { assertPreflighted } from './csrf.ts'
import type { EdgeAnswer, EdgeHandler, EdgeRequest } from './edge.ts'
import { EdgeError } from './edge-error.ts'
import type { Limits } from './limits.ts'
import type { LogOperation } from './listeners/log-operation.ts'
import type { Masked } from './mask.ts'
import { openRequest, type OperationNotes, type RequestFacts } from './request-facts.ts'
import type { ServerContext } from './server-context.ts'
import { useAnswerNotes } from './use-answer-notes.ts'
import { type CostOptions, useCost } from './use-cost.ts'
import { useLimits } from './use-limits.ts'
import { type Report, useMask } from './use-mask.ts'
import { usePermissions } from './use-permissions.ts'
import { DOCUMENT_ID, usePersistedOperations } from './use-persisted-operations.ts'
import { useReadableRequests } from './use-readable-requests.ts'

/** What the GraphQL endpoint needs. */
export interface GraphqlDoorOptions extends PersistedOptions, CostOptions {
  readonly schema: GraphQLSchema
  readonly identify: Identify
  readonly limits: Limits
  readonly introspection: boolean
  readonly allowMutations: boolean
  readonly maxBodyBytes: number
  readonly requestTimeoutMs: number
  readonly clock: Clock
  readonly observe: (event: UpstreamEvent) => void
  readonly mask: Mask
  readonly yogaPlugins: readonly Plugin[]
  readonly logOperation: LogOperation
  /** Told of what nobody outside is told. */
  readonly logHidden: (hidden: unknown, requestId: string) => void
}

/** The path of the GraphQL endpoint. */
export const GRAPHQL_PATH = '/graphql'

const createFetch = (options: GraphqlDoorOptions, report: Report) => {
  const { schema, limits, introspection, yogaPlugins, mask } = options
  const plugins = [
    useReadableRequests(),
    usePersistedOperations(options),
    useLimits(limits, introspection),
    usePermissions(options),
    useCost(options),
    useAnswerNotes(),
    useDeferStream(),
    ...yogaPlugins,
    // Last, so that nothing which another plugin puts into a result passes it.
    useMask(mask, report),
  ]
  return createYoga<ServerContext>({
    schema,
    plugins,
    graphqlEndpoint: GRAPHQL_PATH,
    extraParamNames: [DOCUMENT_ID],
    context: ({ headwaters }) => headwaters.context,
    // All of this is done here, in front of Yoga, by plain functions that another door can call too.
    maskedErrors: false,
    maxRequestBodySize: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
    multipart: false,
  })
}

const isStream = (contentType: string): boolean => /^(text\/event-stream|multipart\/mixed)/.test(contentType)

/** Turns Yoga's response into an answer; headers that belong to the connection stay behind. */
const toAnswer = async (response: Response): Promise<EdgeAnswer> => {
  // Yoga's headers keep the capitals that they were written with.
  const named = Object.fromEntries([...response.headers].map(([name, value]) => [name.toLowerCase(), value]))
  const { connection: _connection, 'content-encoding': _encoding, ...headers } = named
  const { status, body } = response
  if (status === 406)
    throw new EdgeError(
      'NOT_ACCEPTABLE',
      'Accept "application/graphql-response+json" or "application/json"; streams also "text/event-stream" or "multipart/mixed".',
    )
  if (body !== null && isStream(headers['content-type'] ?? '')) return { status, headers, body }
  return { status, headers, body: await response.text() }
}

const assertReadable = ({ method, headers }: EdgeRequest): void => {
  if (method !== 'GET' && method !== 'POST')
    throw new EdgeError('METHOD_NOT_ALLOWED', 'GraphQL is asked with POST or GET.', { allow: 'GET, POST' })
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity')
    throw new EdgeError('UNSUPPORTED_MEDIA_TYPE', 'Compressed request bodies are not read; send the body as it is.')
  assertPreflighted(method, headers)
}

/** Makes the GraphQL endpoint: first what costs nothing (method, CSRF, who asks), then the body, then Yoga. */
export const createGraphqlDoor = (options: GraphqlDoorOptions): EdgeHandler => {
  const { identify, maxBodyBytes, clock, mask, logOperation, logHidden } = options
  const report = (masked: Masked, requestId: string): void => {
    if (masked.hidden !== undefined) logHidden(masked.hidden, requestId)
  }
  const yoga = createFetch(options, (masked, facts) => report(masked, facts.context.requestId))

  const ask = async (request: EdgeRequest, facts: RequestFacts): Promise<EdgeAnswer> => {
    const { method, search, headers, signal } = request
    const body = method === 'POST' ? await request.readBody(maxBodyBytes) : null
    const sent = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const asked = new Request(`http://headwaters${GRAPHQL_PATH}${search}`, { method, headers: sent, body, signal })
    return toAnswer(await yoga.fetch(asked, { headwaters: facts }))
  }

  const admit = async (request: EdgeRequest, notes: OperationNotes): Promise<EdgeAnswer> => {
    assertReadable(request)
    const caller = await identify(request.headers)
    notes.caller = caller.name
    const facts = openRequest(request, { ...options, caller, notes })
    const answer = await ask(request, facts).finally(facts.release)
    return answer
  }

  const refuse = (thrown: unknown, request: EdgeRequest, notes: OperationNotes): EdgeAnswer => {
    const masked = mask(thrown, request.requestId)
    notes.codes.push(masked.code)
    report(masked, request.requestId)
    return answerGraphqlError(masked, request.headers['accept'])
  }

  return async (request) => {
    const startedAtMs = clock.now()
    const notes: OperationNotes = { name: null, kind: null, caller: null, codes: [] }
    const answer = await admit(request, notes).catch((thrown: unknown) => refuse(thrown, request, notes))
    logOperation({
      ...notes,
      requestId: request.requestId,
      status: answer.status,
      durationMs: clock.now() - startedAtMs,
    })
    return answer
  }
}
