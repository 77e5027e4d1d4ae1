import type { ExecutionArgs, ExecutionResult } from 'graphql'
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga'
import { assertAffordable, type CallBudget } from '../kit/cost-budget.ts'
import { estimateCost, type Estimate, type Planned } from '../kit/cost.ts'
import type { RequestFacts } from './request-facts.ts'
import type { ServerContext } from './server-context.ts'

/** What an operation may cost, and who is told. */
export interface CostOptions extends CallBudget {
  /** Whether every answer says what it cost; otherwise those of callers who send `x-headwaters-cost: true`. @default false */
  readonly showCost: boolean
}

type Result = ExecutionResult & { readonly hasNext?: boolean }

/** Puts the cost into a result; of one in parts into the last, since the others cannot know. */
const withCost = <R extends Result>(result: R, estimate: Estimate, { upstreamCalls }: RequestFacts): R => {
  if (result.hasNext === true) return result
  const cost = { estimated: estimate.bySource, actual: Object.fromEntries(upstreamCalls) }
  return { ...result, extensions: { ...result.extensions, cost } }
}

/** Yoga's own type of these knows nothing of what is in them. */
const toPlanned = (args: Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>): Planned => ({
  schema: args.schema,
  document: args.document,
  operationName: args.operationName,
  variables: args.variableValues,
})

/** Refuses what would make too many upstream calls, before it makes one, and tells the cost to those who ask. */
export const useCost = (options: CostOptions): Plugin<ServerContext> => ({
  onExecute({ args }) {
    const { headwaters: facts } = args.contextValue
    const estimate = estimateCost(toPlanned(args))
    if (estimate === null) return undefined
    assertAffordable(estimate, options)
    if (!options.showCost && !facts.wantsCost) return undefined
    return {
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable<ExecutionResult>(result)) {
          setResult(mapAsyncIterator(result[Symbol.asyncIterator](), (part) => withCost(part, estimate, facts)))
        } else setResult(withCost(result as ExecutionResult, estimate, facts))
      },
    }
  },
})
