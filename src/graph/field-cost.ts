/** The arguments of a field, coerced. */
export type CostArgs = Readonly<Record<string, unknown>>

/** What a field asks of a vendor for each of its parents. */
export interface Use {
  readonly source: string
  readonly operation: string
  /** Most keys of one call; null where every key is a call of its own. */
  readonly batch: number | null
  /** Keys or calls for each parent, at most. */
  readonly keys: number
  /** The account, where the field's arguments do not say it. */
  readonly account?: string
  /** True where this is asked one tick later than what the field's siblings ask, as links do: it shares no batch with theirs. */
  readonly isLater?: true
  /** True where this is asked only of an object that a write has just answered, and once however many fields want it. */
  readonly ofWritten?: true
}

/** What a field costs, known before it runs. */
export interface FieldCost {
  /** What it asks, one after the other; nothing when left out. */
  readonly uses?: (args: CostArgs) => readonly Use[]
  /** Rows of the lists inside what it answers: a connection's page, the outcomes of a bulk write. */
  readonly page?: (args: CostArgs) => number
  /** Rows of the list that it is; `page` for those that the field above told. */
  readonly rows?: ((args: CostArgs) => number) | 'page'
  /** True where the uses are asked beside one another, each for a row of its own: `nodes`. */
  readonly isApart?: true
  /** True for a write, whose answer may hold a part of the object only. */
  readonly isWrite?: true
}

/** What stands in a field's extensions under `headwaters`. */
export interface CostExtension extends FieldCost {
  /** The source and operation that the field is made from; left out where it is made by hand. */
  readonly source?: string
  readonly operation?: string
}

/** The extensions of a field of this cost. */
export const costing = (headwaters: CostExtension): { readonly headwaters: CostExtension } => ({ headwaters })

const isCost = (value: unknown): value is CostExtension => typeof value === 'object' && value !== null

/** The cost that a field declares; null where it declares none. */
export const costOf = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }) => {
  const found = extensions['headwaters']
  return isCost(found) ? found : null
}

/** How many items the longest list among values has, lists inside of an input object too; null where there is none. */
export const longestList = (args: CostArgs): number | null => {
  const lengths = Object.values(args).flatMap((value) => {
    if (Array.isArray(value)) return [value.length]
    return typeof value === 'object' && value !== null ? [longestList(value as CostArgs) ?? -1] : []
  })
  const longest = Math.max(-1, ...lengths)
  return longest < 0 ? null : longest
}

/** Rows of a list: as many as the caller sends keys, and never more than this. */
export const atMostRows =
  (atMost: number) =>
  (args: CostArgs): number =>
    Math.min(atMost, longestList(args) ?? atMost)
