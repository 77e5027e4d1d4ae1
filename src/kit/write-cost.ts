import { longestList, type CostArgs, type FieldCost } from '../graph/field-cost.ts'
import { upTo } from './uses.ts'
import type { Verb } from './verbs.ts'

/** How a bulk write cuts its items into calls. */
export interface BulkLimits {
  /** Most items of one call. */
  readonly max: number
  /** Most items of one request. */
  readonly atMost: number
  /** Most further calls where the vendor refuses one as a whole. */
  readonly maxSplits: number
}

const BULKS = new WeakMap<object, BulkLimits>()

/** Lets a bulk write say how it cuts its items into calls. */
export const tellBulk = <F extends object>(verb: F, limits: BulkLimits): F => {
  BULKS.set(verb, limits)
  return verb
}

/** Halving a call of n items until each stands alone takes at most 2n - 2 further calls. */
const callsOf = (items: number, { max, maxSplits }: BulkLimits): number => {
  const calls = Math.ceil(items / max)
  return calls + Math.min(maxSplits, 2 * (items - calls))
}

/** What a mutation costs: one call, or for a bulk write the calls that its items may take. */
export const writeCost = (verb: Verb): FieldCost => {
  const bulk = BULKS.get(verb)
  const once = [upTo(1, verb)]
  if (bulk === undefined) return { isWrite: true, uses: () => once }
  const items = (args: CostArgs): number => Math.min(bulk.atMost, longestList(args) ?? bulk.atMost)
  return { isWrite: true, page: items, uses: (args) => [upTo(callsOf(items(args), bulk), verb)] }
}
