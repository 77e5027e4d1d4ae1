import { coerceArgs } from './coerce-args.ts'
import type { AnySource } from './define-source.ts'
import type { Matched, SeenRequest } from './sandbox-route.ts'
import { isReply, Refusal } from './sandbox.ts'

/** An answer of a sandbox, ready to be written. */
export interface Answered {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** What a source's `sandbox` makes. */
export type Handlers = ReturnType<AnySource['sandbox']>

/** Lets a handler answer a request: arguments checked, refusals caught. */
export const answerMatched = async (
  handlers: Handlers,
  matched: Matched,
  request: { headers: SeenRequest['headers']; count: number; operation: string },
): Promise<Answered> => {
  const checked = coerceArgs(matched.operation, matched.args)
  if (!checked.success) return { status: 400, body: handlers.refusal(400), headers: {} }
  try {
    const handler = handlers.operations[matched.name] as (args: unknown, request: unknown) => unknown
    const answer = await handler(checked.data, request)
    if (isReply(answer)) return answer
    return { status: 200, body: matched.operation.document ? { data: answer } : answer, headers: {} }
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.reply
    throw thrown
  }
}
