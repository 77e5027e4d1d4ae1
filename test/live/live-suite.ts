import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { RunningServer } from '../helpers/running.ts'
import { directOf, planOf, type VendorName } from './plan.ts'
import { createTidy, type Tidy } from './tidy.ts'
import type { Direct } from './undo.ts'

/** What the tests of one vendor are given. */
export interface Live {
  readonly isSandbox: boolean
  /** A word that no other run has; whatever is made carries it. */
  readonly mark: string
  readonly tidy: Tidy
  /** Asks the graph, and throws when the answer has errors. */
  readonly ask: (
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => Promise<Readonly<Record<string, unknown>>>
  /** Calls the vendor past the graph to take something back; in a sandbox, which ends with the run, nothing has to be. */
  readonly directly: (undo: (at: Direct) => Promise<unknown>) => Promise<unknown>
}

interface Options {
  /** Asked before anything else of a vendor that is live; throws to refuse. */
  readonly demand?: (at: Direct) => Promise<void>
}

interface Suite extends Options {
  readonly name: VendorName
  readonly kind: 'live' | 'sandbox'
  readonly env: Readonly<Record<string, string>>
}

const askOf =
  (server: () => RunningServer | undefined): Live['ask'] =>
  async (query, variables) => {
    const answer = await server()?.ask(query, variables)
    if (answer?.errors !== undefined) throw new Error(answer.errors.map(({ message }) => message).join(' '))
    return answer?.data as Readonly<Record<string, unknown>>
  }

const runSuite = ({ name, kind, env, demand }: Suite, define: (live: Live) => void): void => {
  const isSandbox = kind === 'sandbox'
  const direct = directOf(name, env)
  const tidy = createTidy()
  let server: RunningServer | undefined
  describe(`${name} (${kind})`, () => {
    beforeAll(async () => {
      if (!isSandbox) await demand?.(direct)
      // Only here, so that a vendor that is left out costs nothing.
      const { startServer } = await import('../helpers/running.ts')
      server = await startServer(env)
    })
    afterAll(async () => {
      await tidy.up().finally(() => server?.close())
    })
    define({
      isSandbox,
      mark: `headwaters-${randomBytes(6).toString('hex')}`,
      tidy,
      ask: askOf(() => server),
      directly: async (undo) => (isSandbox ? undefined : undo(direct)),
    })
  })
}

/** Declares the tests of one vendor; without its credential they are skipped, and with one that is not for tests they fail. */
export const liveSuite = (name: VendorName, define: (live: Live) => void, options: Options = {}): void => {
  const plan = planOf(name, process.env)
  if (!('reason' in plan)) return runSuite({ name, ...plan, ...options }, define)
  const { kind, reason } = plan
  describe(name, () => {
    it.skipIf(kind === 'skipped')(reason, () => {
      throw new Error(reason)
    })
  })
}
