import type { ExecutionResult } from 'graphql'

/** A field that was answered with a kept value because its vendor failed, as `extensions.stale` tells it. */
export interface StaleMark {
  /** Where, from the operation's root. */
  readonly path: readonly (string | number)[]
  readonly source: string
  /** Milliseconds since the value came from the vendor. */
  readonly ageMs: number
}

/** What fields say of the answer as a whole. */
interface AnswerNotes {
  stale: StaleMark[]
  hasFailed: boolean
}

/** By context, which is the request's own; weak, so it ends with the request. */
const NOTES = new WeakMap<object, AnswerNotes>()

const notesOf = (context: object): AnswerNotes => {
  let notes = NOTES.get(context)
  if (!notes) NOTES.set(context, (notes = { stale: [], hasFailed: false }))
  return notes
}

/** Notes that a field of this request was answered with a kept value. */
export const markStale = (context: object, mark: StaleMark): void => void notesOf(context).stale.push(mark)

/** Notes that a field has failed without which the whole answer is of no use. */
export const failWhole = (context: object): void => {
  notesOf(context).hasFailed = true
}

/**
 * Writes into a result, or into one part of a deferred one, what its fields said of the whole: `extensions.stale`, and no
 * data at all where a field has failed that the rest needs. To be called once for each result, after its fields.
 */
export const settleAnswer = <T extends Partial<ExecutionResult>>(result: T, context: object): T => {
  const notes = NOTES.get(context)
  if (notes === undefined) return result
  const { stale, hasFailed } = notes
  notes.stale = []
  const failed = hasFailed && 'data' in result ? { ...result, data: null } : result
  if (stale.length === 0 || hasFailed) return failed
  return { ...failed, extensions: { ...failed.extensions, stale } }
}
