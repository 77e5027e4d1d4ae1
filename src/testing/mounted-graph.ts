import { execute, parse, validate, type ExecutionResult, type GraphQLSchema } from 'graphql'
import type { Clock } from '../core/clock.ts'
import type { UpstreamEvent } from '../core/upstream-event.ts'
import { settleAnswer } from '../graph/answer-notes.ts'
import type { RequestContext } from '../graph/context.ts'
import { buildSchema } from '../kit/build-schema.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { Extension } from '../kit/extension.ts'
import { mountSource, unmount } from '../kit/mount.ts'
import { createRegistry, type Mounted, type Registry } from '../kit/registry.ts'
import { createMemoryAnswerStore } from '../state/memory/answer-store.ts'
import { createMemoryTagStore } from '../state/memory/tag-store.ts'
import type { LineParts } from '../upstream/line.ts'
import { systemClock, systemRandom } from '../upstream/system-clock.ts'

/** Sources mounted on their sandboxes, with a schema over them; no HTTP server of ours in front. */
export interface MountedGraph {
  /** Built when it is first asked for. */
  readonly schema: GraphQLSchema
  readonly registry: Registry
  /** What the lines reported, of every context that {@link MountedGraph.context} made. */
  readonly events: UpstreamEvent[]
  readonly of: (source: string, account?: string) => Mounted
  /** A context of one request: a patient caller who may do everything, unless told otherwise. */
  readonly context: (over?: Partial<RequestContext>) => RequestContext
  /** Validates and executes a query. */
  readonly ask: (
    query: string,
    variables?: Record<string, unknown>,
    over?: Partial<RequestContext>,
  ) => Promise<ExecutionResult>
  readonly close: () => Promise<void>
}

/** What to mount. */
export interface MountedGraphOptions {
  readonly sources: readonly AnySource[]
  /** What stands across the sources. @default none */
  readonly extensions?: readonly Extension[]
  /** Accounts to mount of each source. @default ['default'] */
  readonly accounts?: readonly string[]
  /** @default the system's */
  readonly clock?: Clock
  /** What the lines stand on. @default memory stores, no `wire` events */
  readonly parts?: Partial<LineParts>
}

/** What lines stand on in a test: memory stores on this clock. */
export const partsWith = (clock: Clock): LineParts => ({
  clock,
  random: systemRandom,
  answers: createMemoryAnswerStore({ maxBytes: 8_388_608, maxEntryBytes: 1_048_576, clock }),
  tags: createMemoryTagStore(),
  userAgent: 'headwaters-test',
  traceWire: false,
})

/** How long a test's caller waits, in milliseconds, unless told otherwise. */
const PATIENCE_MS = 30_000

const createContexts = (clock: Clock, events: UpstreamEvent[]): MountedGraph['context'] => {
  return (over = {}) => ({
    requestId: 'test-request',
    caller: { name: 'test', by: 'development', tenant: null, scopes: ['*'] },
    deadlineAtMs: clock.now() + PATIENCE_MS,
    signal: new AbortController().signal,
    priority: 'person',
    clock,
    observe: (event) => void events.push(event),
    ...over,
  })
}

const createAsk =
  (graph: Pick<MountedGraph, 'schema' | 'context'>): MountedGraph['ask'] =>
  async (query, variables = {}, over = {}) => {
    const document = parse(query)
    const errors = validate(graph.schema, document)
    if (errors.length > 0) return { errors }
    const contextValue = graph.context(over)
    const result = await execute({ schema: graph.schema, document, variableValues: variables, contextValue })
    return settleAnswer(result, contextValue)
  }

/** Mounts sources on their sandboxes. */
export const mountGraph = async (options: MountedGraphOptions): Promise<MountedGraph> => {
  const { sources, extensions = [], accounts = ['default'], clock = systemClock } = options
  const parts = { ...partsWith(clock), ...options.parts }
  const mounted = await Promise.all(
    sources.flatMap((source) =>
      accounts.map((account) => mountSource({ source, account, config: null, parts, fingerprintKey: 'test' })),
    ),
  )
  const registry = createRegistry(mounted, parts, 'test-cursor-key')
  const events: UpstreamEvent[] = []
  let built: GraphQLSchema | null = null
  const graph = {
    get schema() {
      return (built ??= buildSchema({ sources, extensions }, registry))
    },
    context: createContexts(clock, events),
  }
  return Object.assign(graph, {
    registry,
    events,
    of: (source: string, account = 'default') => {
      const found = mounted.find((one) => one.source === source && one.account === account)
      if (!found) throw new Error(`${source} ${account} is not mounted`)
      return found
    },
    ask: createAsk(graph),
    close: async () => {
      await Promise.all(mounted.map(unmount))
    },
  })
}
