import { z } from 'zod'
import type { AnySource } from './define-source.ts'
import type { Declared } from './operation.ts'
import type { Matched, SeenRequest } from './sandbox-route.ts'
import { isReply, Refusal } from './sandbox.ts'

/** Reads text arguments as what they are declared to be: in a URL or form every number and truth is text. */
const coerced = (operation: Declared, args: Matched['args']): z.ZodSafeParseResult<Record<string, unknown>> => {
  if (operation.document) return { success: true, data: { ...args } }
  const { path, query, body } = operation.shapes
  const shape = z.looseObject({ ...path, ...query, ...body })
  const plain = shape.safeParse(args)
  if (plain.success) return plain
  return shape.safeParse(coerceTexts(args, plain.error))
}

/** Turns the texts that the shape found fault with into numbers and truths. */
const coerceTexts = (args: Matched['args'], error: z.ZodError): unknown => {
  const copy = structuredClone(args) as Record<string, unknown>
  for (const { path } of error.issues) {
    const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)[step], copy)
    const last = path.at(-1)
    if (last !== undefined) plant(parent as Record<PropertyKey, unknown>, last)
  }
  return copy
}

const plant = (parent: Record<PropertyKey, unknown>, key: PropertyKey): void => {
  const value = parent[key]
  if (value === 'true' || value === 'false') parent[key] = value === 'true'
  else if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    parent[key] = Number(value)
  else if (value === '') parent[key] = null
}

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
  const checked = coerced(matched.operation, matched.args)
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
