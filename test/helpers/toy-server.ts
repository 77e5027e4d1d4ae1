import {
  GraphQLError,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLString,
  type GraphQLFieldConfig,
} from 'graphql'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import type { RequestContext } from '../../src/graph/context.ts'
import { createHeadwatersServer, type HeadwatersServer } from '../../src/server/create-server.ts'
import { createLogger } from '../../src/server/log.ts'
import type { HeadwatersServerOptions } from '../../src/server/options.ts'
import { systemClock } from '../../src/upstream/system-clock.ts'

type Field = GraphQLFieldConfig<unknown, RequestContext>

const text = (resolve: Field['resolve']): Field => ({ type: GraphQLString, ...(resolve ? { resolve } : {}) })

const throwing = (thrown: unknown): Field =>
  text(() => {
    throw thrown
  })

/** What a field of the toy schema throws; each is a way in which secrets could leave. */
export const LEAK = 'password=hunter2'

const declined = new HeadwatersError('UPSTREAM_RATE_LIMITED', 'Toy asks to wait.', {
  source: 'toy',
  operation: 'listToys',
  retryAfterMs: 1_500,
  details: [{ field: 'first', issue: 'too many' }],
  vendor: { code: 'slow_down', requestId: 'req_1' },
  problem: { secret: LEAK },
  cause: new Error(LEAK),
})

/** Gates that resolvers wait at until the test opens them. */
export interface Gate {
  readonly entered: Promise<RequestContext>
  readonly enter: (context: RequestContext) => Promise<string>
  readonly open: (value: string) => void
}

/** Makes a gate. */
export const createGate = (): Gate => {
  const entering = Promise.withResolvers<RequestContext>()
  const opening = Promise.withResolvers<string>()
  const enter = (context: RequestContext): Promise<string> => {
    entering.resolve(context)
    return opening.promise
  }
  return { entered: entering.promise, enter, open: opening.resolve }
}

const addToys = (gate: Gate): Record<string, Field> => ({
  hello: {
    type: new GraphQLNonNull(GraphQLString),
    args: { name: { type: GraphQLString } },
    resolve: (_, args: { name?: string }) => `hello ${args.name ?? 'you'}`,
  },
  double: {
    type: GraphQLInt,
    args: { number: { type: new GraphQLNonNull(GraphQLInt) } },
    resolve: (_, args: { number: number }) => args.number * 2,
  },
  whoAmI: text((_, __, context) => `${context.caller.name} by ${context.caller.by}`),
  priority: text((_, __, context) => context.priority),
  timeLeftMs: { type: GraphQLInt, resolve: (_, __, context) => Math.round(context.deadlineAtMs - context.clock.now()) },
  gated: text((_, __, context) => gate.enter(context)),
  typed: throwing(declined),
  internal: throwing(new HeadwatersError('INTERNAL', LEAK, { source: 'toy' })),
  crash: throwing(new TypeError(LEAK)),
  nonsense: throwing(LEAK),
  foreign: throwing(new GraphQLError(LEAK, { extensions: { code: 'VENDOR_SAID' } })),
  bare: throwing(new GraphQLError(LEAK)),
  nothing: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
})

const ToyColor = new GraphQLNonNull(GraphQLString)

async function* countTo(last: number): AsyncGenerator<{ readonly count: number }> {
  for (let count = 1; count <= last; count += 1) yield Promise.resolve({ count })
}

/** Events that never come; ends only when its listener leaves. */
const keepSilent = (ended: () => void): AsyncIterableIterator<never> => {
  const end = Promise.withResolvers<IteratorResult<never>>()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => end.promise,
    return: () => {
      end.resolve({ done: true, value: undefined })
      ended()
      return end.promise
    },
  }
}

/** A small schema with every kind of trouble in it. */
export const createToySchema = (gate: Gate, silenceEnded: () => void = () => undefined): GraphQLSchema => {
  const toy: GraphQLObjectType<unknown, RequestContext> = new GraphQLObjectType<unknown, RequestContext>({
    name: 'Toy',
    fields: () => ({
      color: { type: ToyColor, resolve: () => 'red' },
      crash: throwing(new TypeError(LEAK)),
      toy: { type: toy, resolve: () => ({}) },
    }),
  })
  const write: Field = { type: GraphQLString, resolve: () => 'written' }
  return new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { ...addToys(gate), toy: { type: toy, resolve: () => ({}) } },
    }),
    mutation: new GraphQLObjectType({ name: 'Mutation', fields: { stripeCreateRefund: write, githubAddStar: write } }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        silence: { type: GraphQLInt, subscribe: () => keepSilent(silenceEnded) },
        count: {
          type: GraphQLInt,
          args: { to: { type: GraphQLInt } },
          subscribe: (_, args: { to?: number }) => countTo(args.to ?? 2),
        },
      },
    }),
  })
}

/** A server over the toy schema, what it logged, and short ways to ask it. */
export interface ToyServer extends HeadwatersServer {
  readonly gate: Gate
  /** Resolves when the listener of `silence` has left. */
  readonly silenceEnded: Promise<void>
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  readonly post: (body: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>
}

/** Starts nothing: the server answers through `fetch` until it listens. */
export const createToyServer = (options: Partial<HeadwatersServerOptions> = {}): ToyServer => {
  const gate = createGate()
  const silence = Promise.withResolvers<void>()
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) }
  const logger = createLogger({ destination, level: 'trace' })
  const server = createHeadwatersServer({
    schema: createToySchema(gate, silence.resolve),
    isProduction: false,
    clock: systemClock,
    logger,
    port: 0,
    ...options,
  })
  const origin = 'http://localhost'
  return {
    ...server,
    gate,
    silenceEnded: silence.promise,
    lines,
    post: (body, headers = {}) =>
      server.fetch(
        new Request(`${origin}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    get: (path, headers = {}) => server.fetch(new Request(`${origin}${path}`, { headers })),
  }
}

/** One error of an answer. */
export interface ToyError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly locations?: readonly unknown[]
  readonly extensions: Readonly<Record<string, unknown>>
}

/** A GraphQL answer, read. */
export interface ToyAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly ToyError[]
}

/** Reads a GraphQL answer. */
export const readAnswer = async (response: Response): Promise<ToyAnswer> => (await response.json()) as ToyAnswer

/** The codes of an answer's errors. */
export const readCodes = async (response: Response): Promise<readonly unknown[]> =>
  ((await readAnswer(response)).errors ?? []).map(({ extensions }) => extensions['code'])
