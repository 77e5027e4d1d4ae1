import { execute, parse, validate, type ExecutionResult, type GraphQLSchema } from 'graphql'
import type { Clock } from '../../src/core/clock.ts'
import type { UpstreamEvent } from '../../src/core/upstream-event.ts'
import type { RequestContext } from '../../src/graph/context.ts'
import { buildSchema } from '../../src/kit/build-schema.ts'
import type { AnySource } from '../../src/kit/define-source.ts'
import { mountSource, unmount } from '../../src/kit/mount.ts'
import { createRegistry, type Mounted, type Registry } from '../../src/kit/registry.ts'
import { createMemoryAnswerStore } from '../../src/state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { systemClock, systemRandom } from '../../src/upstream/system-clock.ts'
import type { LineParts } from '../../src/upstream/line.ts'

/** Sources mounted on their sandboxes, with a schema over them; no HTTP server of ours in front. */
export interface MountedGraph {
  readonly schema: GraphQLSchema
  readonly registry: Registry
  readonly events: UpstreamEvent[]
  readonly of: (source: string, account?: string) => Mounted
  readonly context: (over?: Partial<RequestContext>) => RequestContext
  readonly ask: (
    query: string,
    variables?: Record<string, unknown>,
    over?: Partial<RequestContext>,
  ) => Promise<ExecutionResult>
  readonly close: () => Promise<void>
}

export interface MountedGraphOptions {
  readonly sources: readonly AnySource[]
  /** Accounts to mount of each source. @default ['default'] */
  readonly accounts?: readonly string[]
  readonly clock?: Clock
}

export const partsWith = (clock: Clock): LineParts => ({
  clock,
  random: systemRandom,
  answers: createMemoryAnswerStore({ maxBytes: 8_388_608, maxEntryBytes: 1_048_576, clock }),
  tags: createMemoryTagStore(),
  userAgent: 'headwaters-test',
  traceWire: false,
})

export const mountGraph = async ({
  sources,
  accounts = ['default'],
  clock = systemClock,
}: MountedGraphOptions): Promise<MountedGraph> => {
  const parts = partsWith(clock)
  const mounting = sources.flatMap((source) =>
    accounts.map((account) => mountSource({ source, account, config: null, parts, fingerprintKey: 'test' })),
  )
  const mounted = await Promise.all(mounting)
  const registry = createRegistry(mounted, parts, 'test-cursor-key')
  const schema = buildSchema(sources, registry)
  const events: UpstreamEvent[] = []
  const context = (over: Partial<RequestContext> = {}): RequestContext => ({
    requestId: 'test-request',
    caller: { name: 'test', by: 'development', tenant: null, scopes: ['*'] },
    deadlineAtMs: clock.now() + 30_000,
    signal: new AbortController().signal,
    priority: 'person',
    clock,
    observe: (event) => void events.push(event),
    ...over,
  })
  return {
    schema,
    registry,
    events,
    context,
    of: (source, account = 'default') => {
      const found = mounted.find((one) => one.source === source && one.account === account)
      if (!found) throw new Error(`${source} ${account} is not mounted`)
      return found
    },
    ask: async (query, variables = {}, over = {}) => {
      const document = parse(query)
      const errors = validate(schema, document)
      if (errors.length > 0) return { errors }
      return execute({ schema, document, variableValues: variables, contextValue: context(over) })
    },
    close: async () => {
      await Promise.all(mounted.map(unmount))
    },
  }
}
