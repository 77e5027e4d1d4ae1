import type { HeadwatersError } from '../../../src/core/headwaters-error.ts'
import type { Fault } from '../../../src/kit/sandbox-fault.ts'
import type { SeenRequest } from '../../../src/kit/sandbox-route.ts'
import { stripe } from '../../../src/sources/stripe/index.ts'
import { mountGraph } from '../../../src/testing/mounted-graph.ts'

/** An answer whose shape is the very thing under test. */
export type Json = ReturnType<typeof JSON.parse>

/** Stripe on its sandbox, and what its tests ask of it. */
export interface MountedStripe {
  /** Asks for fields under `stripe`, and wants no errors. */
  readonly read: (fields: string) => Promise<Json>
  /** Asks for one mutation, and wants no entry in `errors`. */
  readonly write: (mutation: string) => Promise<Json>
  /** Data and errors as they were thrown. */
  readonly ask: (query: string) => Promise<{ data: Json; errors: readonly (HeadwatersError & { path: string })[] }>
  /** The operations that reached the sandbox since this was asked last. */
  readonly calls: () => readonly string[]
  /** The newest request of the sandbox, or of one operation. */
  readonly latest: (operation?: string) => SeenRequest | undefined
  readonly fault: (fault: Fault, operation?: string, times?: number) => void
  /** Has the sandbox answer an operation once as usual, changed. */
  readonly bend: (operation: string, change: (body: Json) => void) => void
  readonly close: () => Promise<void>
}

/** Mounts Stripe. */
export const mountStripe = async (): Promise<MountedStripe> => {
  const g = await mountGraph({ sources: [stripe] })
  const { sandbox } = g.of('stripe')
  if (sandbox === null) throw new Error('Stripe has no sandbox')
  const ask: MountedStripe['ask'] = async (query) => {
    const { data, errors = [] } = await g.ask(query)
    const thrown = errors.map(({ originalError, message, path }) =>
      Object.assign(originalError ?? new Error(message), { path: path?.join('.') }),
    )
    return { data: JSON.parse(JSON.stringify(data ?? null)), errors: thrown as never }
  }
  const good = async (query: string): Promise<Json> => {
    const { data, errors } = await ask(query)
    if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('; '))
    return data
  }
  const fault: MountedStripe['fault'] = (fault, operation, times = 1) =>
    sandbox.faults.add({ fault, times, ...(operation !== undefined && { operation }) })
  return {
    ask,
    read: async (fields) => (await good(`{ stripe { ${fields} } }`)).stripe,
    write: async (mutation) => Object.values(await good(`mutation { ${mutation} }`))[0],
    calls: () => {
      const names = sandbox.seen().map(({ operation }) => operation)
      sandbox.forgetSeen()
      return names
    },
    latest: (name) => sandbox.seen().findLast(({ operation }) => name === undefined || operation === name),
    fault,
    bend: (operation, change) => {
      const bend = (body: unknown): unknown => {
        const copy: Json = structuredClone(body)
        change(copy)
        return copy
      }
      fault({ kind: 'bend', bend }, operation)
    },
    close: g.close,
  }
}
