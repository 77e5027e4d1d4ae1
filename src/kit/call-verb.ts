import { isHeadwatersError } from '../core/headwaters-error.ts'
import type { RequestContext } from '../graph/context.ts'
import type { Answer } from '../upstream/call.ts'
import { scopeTags } from '../upstream/shared.ts'
import { clearLoaded } from './loaded.ts'
import type { Declared } from './operation.ts'
import type { Registry } from './registry.ts'
import { misfitOf, shapeError } from './rows.ts'
import { noteStale } from './staleness.ts'
import { askedOf, forgetsOf, toUpstreamCall, type Asked } from './upstream-call.ts'
import type { From } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>

/** What a write may be told beside its arguments. */
export interface WriteOptions {
  /** The client's own token for this write; the vendor then knows a repetition of it. */
  readonly idempotencyKey?: string | undefined
}

/** After a write nothing that this request has loaded, and nothing that wears a forgotten tag, may be believed. */
const settleWrite = (
  asked: Asked,
  known: { args: Args; context: RequestContext; answer: unknown; registry: Registry },
): void => {
  clearLoaded(known.context)
  known.registry.parts.tags.forget(scopeTags(asked.mounted, forgetsOf(asked, known.args, known.answer)))
}

/** A malformed answer is thrown; a malformed row of a list becomes an error in its place. */
const checkRow = (asked: Asked, value: unknown): unknown => {
  const toError = (misfit: readonly string[]) =>
    shapeError({ source: asked.mounted.source, operation: asked.name }, misfit)
  const misfit = misfitOf(value)
  if (misfit) throw toError(misfit)
  if (!Array.isArray(value) || value.every((row) => misfitOf(row) === null)) return value
  return value.map((row: unknown) => {
    const wrong = misfitOf(row)
    return wrong ? toError(wrong) : row
  })
}

type Asking = readonly [args: Args, context: RequestContext, from?: From, options?: WriteOptions]

/** Notes whether an answer is stale, and how old it is then. */
const noteAge = (answer: Answer<unknown>, context: RequestContext): Answer<unknown> => {
  const { value, via, receivedAtMs, failure = null } = answer
  const ageMs = Math.max(0, context.clock.now() - receivedAtMs)
  noteStale(context, value, via === 'stale' ? { ageMs, failure } : null)
  return answer
}

/** Makes one call down the line, and hands on what the answer says of itself. */
export const createAskVerb =
  (registry: Registry, known: { source: string; name: string; operation: Declared }) =>
  async (...[args, context, from, options = {}]: Asking): Promise<Answer<unknown>> => {
    const asked = askedOf(registry.find(known.source, from), known.name, known.operation)
    const call = toUpstreamCall(asked, { args, context, decode: ({ value }) => checkRow(asked, value), ...options })
    if (known.operation.kind === 'read') return noteAge(await asked.mounted.line.send(call), context)
    try {
      const answer = await asked.mounted.line.send(call)
      settleWrite(asked, { args, context, answer: answer.value, registry })
      return answer
    } catch (thrown) {
      if (!isHeadwatersError(thrown) || thrown.facts.outcome !== 'notApplied') clearLoaded(context)
      throw thrown
    }
  }

/** Makes `call.x`: one call down the line. */
export const createCallVerb = (
  registry: Registry,
  known: { source: string; name: string; operation: Declared },
): ((...asking: Asking) => Promise<unknown>) => {
  const ask = createAskVerb(registry, known)
  return async (...asking) => (await ask(...asking)).value
}
