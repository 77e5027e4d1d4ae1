import { type ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, mapAsyncIterator, type Plugin } from 'graphql-yoga'
import type { Mask } from './answers.ts'
import type { Masked } from './mask.ts'
import type { RequestFacts } from './request-facts.ts'
import type { ServerContext } from './server-context.ts'

/** Told of every error that leaves, together with what stays. */
export type Report = (masked: Masked, facts: RequestFacts) => void

type MaskOne = (thrown: unknown, isWhole: boolean) => GraphQLError

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Masks the errors of a result, those inside the later parts of a deferred one too. */
const maskResult = <T>(result: T, mask: MaskOne): T => {
  if (!isRecord(result)) return result
  const isWhole = !('data' in result) && !('path' in result) && !('incremental' in result)
  const parts = (list: unknown): unknown =>
    Array.isArray(list) ? list.map((part: unknown) => maskResult(part, mask)) : list
  return {
    ...result,
    ...(Array.isArray(result['errors'])
      ? { errors: result['errors'].map((error: unknown) => mask(error, isWhole)) }
      : {}),
    ...('incremental' in result ? { incremental: parts(result['incremental']) } : {}),
  }
}

// The status is only the error's where there is nothing but the error; Yoga reads it here and takes it off again.
const withHttp = ({ error, http }: Masked): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { ...error.extensions, http },
  })

/** Masks every error at the last place that all of them pass, whoever threw them. */
export const useMask = (mask: Mask, report: Report): Plugin<ServerContext, ServerContext> => ({
  onResultProcess(payload) {
    const { result } = payload
    const { headwaters: facts } = payload.serverContext
    const maskOne: MaskOne = (thrown, isWhole) => {
      const masked = mask(thrown, facts.context.requestId)
      facts.notes.codes.push(masked.code)
      report(masked, facts)
      return isWhole ? withHttp(masked) : masked.error
    }
    if (!isAsyncIterable<ExecutionResult>(result)) {
      payload.setResult(maskResult(result, maskOne))
      return
    }
    payload.setResult(
      mapAsyncIterator(result[Symbol.asyncIterator](), (part) => maskResult(part, (thrown) => maskOne(thrown, false))),
    )
  },
})
