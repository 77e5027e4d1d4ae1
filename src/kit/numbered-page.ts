import type { PageRequest } from '../graph/page-args.ts'
import type { Paging } from './operation.ts'

/** A page by its number, and where in it the wanted rows begin. */
export interface NumberedPage {
  readonly args: Readonly<Record<string, number>>
  readonly skip: number
}

/** The smallest page size at which one page holds all wanted rows; the largest allowed where none does. */
const sizeHolding = (offset: number, size: number, max: number): number => {
  for (let count = size; count <= max; count += 1) {
    if (Math.floor(offset / count) === Math.floor((offset + size - 1) / count)) return count
  }
  return max
}

/**
 * Which page to ask for, where a vendor numbers its pages. A number means another row with every page size, so cursors count
 * rows from the list's start, and the page is chosen anew for each question.
 */
export const toNumberedPage = (paging: Paging, { size, from }: PageRequest): NumberedPage => {
  const offset = from?.skip ?? 0
  const count = sizeHolding(offset, size, paging.max)
  const number = Math.floor(offset / count) + 1
  return { args: { [paging.size]: count, [paging.after]: number }, skip: offset % count }
}
