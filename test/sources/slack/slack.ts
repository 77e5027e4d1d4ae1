import { afterEach, beforeEach } from 'vitest'
import { isHeadwatersError, type HeadwatersError } from '../../../src/core/headwaters-error.ts'
import type { FaultRule } from '../../../src/kit/sandbox-fault.ts'
import { slack } from '../../../src/sources/slack/index.ts'
import { mountGraph, type MountedGraph } from '../../../src/testing/mounted-graph.ts'

/** What a query of Slack ended in. */
interface Answer {
  readonly data: any // eslint-disable-line @typescript-eslint/no-explicit-any -- the shape of answers is under test
  readonly errors: readonly HeadwatersError[]
}

/** Slack on its sandbox, mounted anew for each test of a file. */
export const useSlack = (accounts: readonly string[] = ['default']) => {
  let graph: MountedGraph
  const sandbox = () => {
    const { sandbox } = graph.of('slack', accounts[0])
    if (sandbox === null) throw new Error('Slack is not on its sandbox.')
    return sandbox
  }
  beforeEach(async () => {
    graph = await mountGraph({ sources: [slack], accounts })
  })
  afterEach(() => graph.close())
  return {
    graph: () => graph,
    sandbox,
    fault: (rule: FaultRule) => sandbox().faults.add(rule),
    /** Names of the operations that reached the sandbox, in their order. */
    asked: () =>
      sandbox()
        .seen()
        .map(({ operation }) => operation),
    ask: async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
      const { data, errors = [] } = await graph.ask(query, variables)
      const ours = errors.map((error) => (isHeadwatersError(error.originalError) ? error.originalError : null))
      const strange = ours.indexOf(null)
      if (strange !== -1) throw new Error(errors[strange]?.message)
      return { data, errors: ours.filter((error) => error !== null) }
    },
  }
}
