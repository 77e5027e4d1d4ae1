import { HeadwatersError } from '../core/headwaters-error.ts'
import type { Estimate } from './cost.ts'
import type { Share } from './cost-ledger.ts'

/** How many calls one operation may make. */
export interface CallBudget {
  /** To all sources together. @default 1_000 */
  readonly maxUpstreamCalls: number
  /** To single ones, by name. @default no other limit */
  readonly maxUpstreamCallsBySource: Readonly<Record<string, number>>
}

/** Fields that an error names, the dearest first. */
const NAMED_FIELDS = 3

const toText = (count: number): string => (count < 1e12 ? count.toLocaleString('en') : 'more than 1,000,000,000,000')

const toDetail = ({ path, source, operation, keys }: Share) => ({
  field: path,
  issue: `asks ${source}.${operation} ${toText(keys)} ${keys === 1 ? 'time' : 'times'}`,
})

const tooCostly = (what: string, { limit, shares }: { limit: number; shares: readonly Share[] }): HeadwatersError => {
  const details = shares
    .toSorted((a, b) => b.keys - a.keys)
    .slice(0, NAMED_FIELDS)
    .map(toDetail)
  const named = details.map(({ field, issue }) => `\`${field}\` ${issue}`).join('; ')
  return new HeadwatersError(
    'TOO_COSTLY',
    `The operation may make ${what}; ${toText(limit)} are allowed. Keys that arrive together share calls where the vendor can: ${named}. Ask for smaller pages, fewer levels, or in several operations.`,
    { details },
  )
}

/** Refuses (`TOO_COSTLY`) an operation that may make more calls than its budget, and tells which fields make them. */
export const assertAffordable = ({ calls, bySource, shares }: Estimate, budget: CallBudget): void => {
  const { maxUpstreamCalls: limit, maxUpstreamCallsBySource } = budget
  if (calls > limit) {
    const sums = Object.entries(bySource).map(([source, count]) => `${source} ${toText(count)}`)
    throw tooCostly(`up to ${toText(calls)} upstream calls (${sums.join(' + ')})`, { limit, shares })
  }
  for (const [source, count] of Object.entries(bySource)) {
    const most = maxUpstreamCallsBySource[source]
    if (most === undefined || count <= most) continue
    const own = shares.filter((share) => share.source === source)
    throw tooCostly(`up to ${toText(count)} calls to ${source}`, { limit: most, shares: own })
  }
}
