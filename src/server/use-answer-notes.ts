import type { ExecutionResult } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { settleAnswer } from '../graph/answer-notes.ts'
import type { ServerContext } from './server-context.ts'

const isContext = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Tells in an answer which of its fields are stale, and empties it where a field has failed that the rest needs. */
export const useAnswerNotes = (): Plugin<ServerContext> => ({
  onExecute: ({ args }) => {
    const context: unknown = args.contextValue
    if (!isContext(context)) return undefined
    const settle = <T extends Partial<ExecutionResult>>(result: T, setResult: (settled: T) => void): void => {
      const settled = settleAnswer(result, context)
      if (settled !== result) setResult(settled)
    }
    return {
      onExecuteDone: ({ result, setResult }) => {
        if (Symbol.asyncIterator in result)
          return { onNext: ({ result: part, setResult: setPart }) => settle(part, setPart) }
        settle(result, setResult)
        return undefined
      },
    }
  },
})
