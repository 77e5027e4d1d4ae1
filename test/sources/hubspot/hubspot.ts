import type { HeadwatersError } from '../../../src/core/headwaters-error.ts'
import type { ServedSandbox } from '../../../src/kit/served-sandbox.ts'
import { hubspot } from '../../../src/sources/hubspot/index.ts'
import { mountGraph, type MountedGraph } from '../../helpers/mounted.ts'

/** An answer whose shape is the very thing under test. */
export type Json = ReturnType<typeof JSON.parse>

/** HubSpot on its sandbox, and what its tests ask of it. */
export interface MountedHubspot {
  readonly g: MountedGraph
  readonly sandbox: ServedSandbox
  /** Asks, and wants no errors. */
  readonly data: (query: string, variables?: Record<string, unknown>) => Promise<Json>
  /** Asks, and gives the errors as they were thrown. */
  readonly errors: (query: string, variables?: Record<string, unknown>) => Promise<readonly HeadwatersError[]>
  /** The names of the upstream calls so far. */
  readonly seen: () => readonly string[]
}

export const mountHubspot = async (): Promise<MountedHubspot> => {
  const g = await mountGraph({ sources: [hubspot] })
  const { sandbox } = g.of('hubspot')
  if (sandbox === null) throw new Error('HubSpot has no sandbox')
  return {
    g,
    sandbox,
    data: async (query, variables) => {
      const { data, errors } = await g.ask(query, variables)
      if (errors) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '))
      return data
    },
    errors: async (query, variables) => {
      const { errors = [] } = await g.ask(query, variables)
      return errors.map((error) => (error.originalError ?? error) as HeadwatersError)
    },
    seen: () => sandbox.seen().map(({ operation }) => operation),
  }
}
