import type { Use } from '../graph/field-cost.ts'
import type { Verb } from './verbs.ts'

/** How a batched verb is told: its keys share calls. A call or a page of an operation with a batch is a call of its own. */
const LOADS = new WeakSet<object>()

/** Marks a verb as `load.x`, whose keys share calls where the operation has a batch. */
export const markLoad = <F extends object>(verb: F): F => {
  LOADS.add(verb)
  return verb
}

/** What a resolver written by hand asks: this verb, at most `n` times for each parent. */
export const upTo = (n: number, verb: Verb): Use => ({
  source: verb.source,
  operation: verb.name,
  batch: LOADS.has(verb) ? (verb.operation.batch?.max ?? null) : null,
  keys: n,
})

/** What a field asks that reads an object whole where a write answered only a part of it. */
export const wholeOf = (load: Verb): Use => ({ ...upTo(1, load), ofWritten: true })

/** Whether a function is a verb, and so says itself what it asks. */
export const isVerb = (found: unknown): found is Verb =>
  typeof found === 'function' && 'operation' in found && 'source' in found
