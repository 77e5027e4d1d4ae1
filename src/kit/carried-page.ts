import type { PageRequest } from '../graph/page-args.ts'
import type { Named } from './named.ts'
import { misfitOf, shapeError } from './rows.ts'
import type { Page } from './verbs.ts'

/** The beginning of a list, where the parent's own answer carries it along: the first lines of an invoice. */
export interface Carried<Item> {
  readonly rows: readonly Item[]
  /** Whether the list goes on beyond these rows. */
  readonly hasMore: boolean
  /** The position that the operation's pages go on from. */
  readonly positionOf: (row: Item) => string
}

/** The page that is asked for, when the carried rows hold all of it; null when the vendor has to be asked. */
export const toCarriedPage = (
  { rows, hasMore, positionOf }: Carried<unknown>,
  { direction, from, size }: PageRequest,
  at: Named,
): Page<unknown> | null => {
  if (direction === 'backward' || from !== null || (hasMore && rows.length < size)) return null
  const taken = rows.slice(0, size).map((row) => {
    const misfit = misfitOf(row)
    return { value: misfit ? shapeError(at, misfit) : row, position: { at: positionOf(row), skip: 0 } }
  })
  return { rows: taken, hasNext: hasMore || rows.length > size, hasPrevious: false, total: null }
}
