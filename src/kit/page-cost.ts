import type { CostArgs, FieldCost, Use } from '../graph/field-cost.ts'
import type { PageLimits } from '../graph/page-args.ts'
import { upTo } from './uses.ts'
import type { Verb } from './verbs.ts'

/** What a page verb of its own making asks for one page of so many rows. */
export type PageUses = (size: number, args: CostArgs) => readonly Use[]

const PAGE_USES = new WeakMap<object, PageUses>()

/** Lets a page verb that is no operation's own say what one page of it asks. */
export const tellPageUses = <F extends object>(verb: F, uses: PageUses): F => {
  PAGE_USES.set(verb, uses)
  return verb
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

/** What a field of pages costs: the calls of a page, and the rows that the lists inside it may have. */
export const pageCost = (verb: Verb, { max, defaultSize }: PageLimits): FieldCost => {
  const size = (args: CostArgs): number =>
    Math.max(0, Math.min(max, numberOr(args['first'] ?? args['last'], defaultSize)))
  const most = verb.operation.pages?.max ?? max
  const uses = PAGE_USES.get(verb) ?? ((rows: number) => [upTo(Math.max(1, Math.ceil(rows / most)), verb)])
  return { page: size, uses: (args) => uses(size(args), args) }
}
