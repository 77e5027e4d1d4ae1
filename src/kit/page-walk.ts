import type { PageRequest } from '../graph/page-args.ts'
import type { Paging } from './operation.ts'
import type { Page } from './verbs.ts'

/** Most calls that are made for one page of ours. */
export const MOST_CALLS = 10

/** Most rows that a caller may ask for at once: {@link Paging.atMost}, never more than the calls can hold. */
export const mostRows = ({ atMost = Infinity, max }: Paging): number => Math.min(atMost, MOST_CALLS * max)

/**
 * How many calls a page of so many rows takes. A vendor that filters what it has cut may answer pages without rows; as long
 * as there is none, we go on up to {@link MOST_CALLS}.
 */
export const callsOf = ({ max }: Paging, size: number): number => Math.min(MOST_CALLS, Math.ceil(size / max))

/** What is still to be asked for; null when the page is as full as it will be. */
const remaining = (made: Page<unknown>, { direction, size }: PageRequest): PageRequest | null => {
  const isForward = direction === 'forward'
  if (made.rows.length === 0) return made.hasNext && made.end ? { direction, size, from: made.end } : null
  const edge = made.rows.at(isForward ? -1 : 0)
  const isOver = made.rows.length >= size || !(isForward ? made.hasNext : made.hasPrevious)
  return isOver || edge === undefined ? null : { direction, size: size - made.rows.length, from: edge.position }
}

const join = (made: Page<unknown>, more: Page<unknown>, direction: PageRequest['direction']): Page<unknown> => {
  const { total } = made
  const { end = null } = more
  if (direction === 'forward')
    return { rows: [...made.rows, ...more.rows], hasNext: more.hasNext, hasPrevious: made.hasPrevious, total, end }
  return { rows: [...more.rows, ...made.rows], hasNext: made.hasNext, hasPrevious: more.hasPrevious, total, end }
}

/** Walks the vendor's pages until ours is full, the list ends, or its calls are spent; then it is shorter, and says so. */
export const walkPages = async (
  paging: Paging,
  page: PageRequest,
  ask: (page: PageRequest) => Promise<Page<unknown>>,
): Promise<Page<unknown>> => {
  let made = await ask(page)
  for (let calls = 1; ; calls += 1) {
    const most = made.rows.length === 0 ? MOST_CALLS : callsOf(paging, page.size)
    const wanted = calls < most ? remaining(made, page) : null
    if (wanted === null) return made
    made = join(made, await ask(wanted), page.direction)
  }
}
