import type { HeadwatersError } from '../../../src/core/headwaters-error.ts'
import { createCallVerb } from '../../../src/kit/call-verb.ts'
import type { ServedSandbox } from '../../../src/kit/served-sandbox.ts'
import { github } from '../../../src/sources/github/index.ts'
import { mountGraph, type MountedGraph } from '../../helpers/mounted.ts'

/** An answer whose shape is the very thing under test. */
export type Json = ReturnType<typeof JSON.parse>

/** GitHub on its sandbox, and what its tests ask of it. */
export interface MountedGithub {
  readonly g: MountedGraph
  readonly sandbox: ServedSandbox
  /** Asks, and wants no errors. */
  readonly data: (query: string, variables?: Record<string, unknown>) => Promise<Json>
  /** Asks, and gives the first error as it was thrown. */
  readonly error: (query: string, variables?: Record<string, unknown>) => Promise<HeadwatersError | undefined>
  /** Calls an operation beneath the graph, and gives what it threw. */
  readonly thrown: (name: keyof typeof github.operations, args: Record<string, unknown>) => Promise<unknown>
  /** The names of the upstream calls so far. */
  readonly seen: () => readonly string[]
  /** Has the sandbox answer an operation as usual, changed. */
  readonly bend: (operation: string, change: (body: Json) => void) => void
}

export const mountGithub = async (): Promise<MountedGithub> => {
  const g = await mountGraph({ sources: [github] })
  const { sandbox } = g.of('github')
  if (sandbox === null) throw new Error('GitHub has no sandbox')
  const bent = (change: (body: Json) => void) => (body: unknown) => {
    const copy: Json = structuredClone(body)
    change(copy)
    return copy
  }
  return {
    g,
    sandbox,
    data: async (query, variables) => {
      const { data, errors } = await g.ask(query, variables)
      if (errors) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '))
      return data
    },
    error: async (query, variables) => (await g.ask(query, variables)).errors?.[0]?.originalError as HeadwatersError,
    thrown: (name, args) => {
      const call = createCallVerb(g.registry, { source: 'github', name, operation: github.operations[name] })
      return call(args, g.context()).catch((thrown: unknown) => thrown)
    },
    seen: () => sandbox.seen().map(({ operation }) => operation),
    bend: (operation, change) => sandbox.faults.add({ operation, fault: { kind: 'bend', bend: bent(change) } }),
  }
}
