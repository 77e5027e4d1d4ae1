import { afterEach, beforeEach } from 'vitest'
import { isHeadwatersError, type HeadwatersError } from '../../src/core/headwaters-error.ts'
import { ENTITIES } from '../../src/entities/index.ts'
import type { AnySource } from '../../src/kit/index.ts'
import type { ServedSandbox } from '../../src/kit/served-sandbox.ts'
import { SOURCES } from '../../src/sources/index.ts'
import { mountGraph, type MountedGraph } from '../helpers/mounted.ts'

/** An answer whose shape is the very thing under test. */
export type Json = ReturnType<typeof JSON.parse>

interface Asked {
  readonly data: Json
  readonly errors: readonly { readonly path: string; readonly error: HeadwatersError }[]
}

/** The entities over sources on their sandboxes, mounted anew for each test of a file. */
export const useEntities = (options: { sources?: readonly AnySource[]; accounts?: readonly string[] } = {}) => {
  const { sources = SOURCES, accounts = ['default'] } = options
  let graph: MountedGraph
  beforeEach(async () => {
    graph = await mountGraph({ sources, accounts, extensions: ENTITIES })
  })
  afterEach(() => graph.close())

  const sandbox = (source: string, account = accounts[0]): ServedSandbox => {
    const found = graph.of(source, account).sandbox
    if (found === null) throw new Error(`${source} is not on its sandbox.`)
    return found
  }
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Asked> => {
    const { data, errors = [] } = await graph.ask(query, variables)
    const told = errors.map(({ path = [], originalError, message }) => {
      if (!isHeadwatersError(originalError)) throw new Error(message)
      return { path: path.join('.'), error: originalError }
    })
    return { data, errors: told }
  }
  return {
    graph: () => graph,
    sandbox,
    ask,
    /** Asks, and wants no errors. */
    read: async (query: string, variables?: Record<string, unknown>): Promise<Json> => {
      const { data, errors } = await ask(query, variables)
      if (errors.length > 0) throw new AggregateError(errors.map(({ error }) => error))
      return data
    },
    /** The operations that reached each vendor, with how often. */
    calls: (): Readonly<Record<string, Readonly<Record<string, number>>>> =>
      Object.fromEntries(
        sources.map(({ name }): [string, Record<string, number>] => {
          const counts: Record<string, number> = {}
          for (const { operation } of sandbox(name).seen()) counts[operation] = (counts[operation] ?? 0) + 1
          return [name, counts]
        }),
      ),
    down: (source: string) => sandbox(source).faults.add({ fault: { kind: 'status', status: 400 } }),
  }
}
