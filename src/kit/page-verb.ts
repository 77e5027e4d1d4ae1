import type { CursorPosition } from '../core/cursor.ts'
import type { RequestContext } from '../graph/context.ts'
import type { PageRequest } from '../graph/page-args.ts'
import { createCallVerb } from './call-verb.ts'
import type { Declared, Paging } from './operation.ts'
import type { Registry } from './registry.ts'
import { misfitOf, shapeError } from './rows.ts'
import type { From, Page } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>

const pageArgs = (paging: Paging, { direction, size, from }: PageRequest): Args => {
  const skip = from?.skip ?? 0
  if (direction === 'backward') {
    const sizeName = paging.sizeBackward ?? paging.size
    return { [sizeName]: size, ...(from && paging.before ? { [paging.before]: from.at } : {}) }
  }
  return { [paging.size]: Math.min(paging.max, size + skip), ...(from?.at ? { [paging.after]: from.at } : {}) }
}

/** Where to go on after the row at `index`, for lists whose rows have no position of their own. */
const placeAfter = (
  index: number,
  known: { start: CursorPosition; last: boolean; next: string | null },
): CursorPosition =>
  known.last && known.next !== null
    ? { at: known.next, skip: 0 }
    : { at: known.start.at, skip: known.start.skip + index + 1 }

/** What lies before and after; a vendor that says only "more" means the direction that was read. */
const neighbours = (paging: Paging, answer: unknown, page: PageRequest) => {
  const more = Boolean(paging.next(answer))
  if (paging.hasPrevious) return { hasNext: more, hasPrevious: paging.hasPrevious(answer) }
  const came = page.from !== null
  return page.direction === 'forward' ? { hasNext: more, hasPrevious: came } : { hasNext: came, hasPrevious: more }
}

const toPage = (paging: Paging, answer: unknown, known: { page: PageRequest; label: string }): Page<unknown> => {
  const start = known.page.from ?? { at: null, skip: 0 }
  const skip = known.page.direction === 'forward' ? start.skip : 0
  const items = paging.items(answer).slice(skip)
  const positions = paging.positions?.(answer)
  const next = paging.next(answer) || null
  const rows = items.map((item, index) => {
    const own = positions?.[index + skip]
    const last = index === items.length - 1
    const misfit = misfitOf(item)
    return {
      value: misfit ? shapeError(known.label, misfit) : item,
      position: own === undefined ? placeAfter(index, { start, last, next }) : { at: own, skip: 0 },
    }
  })
  return { rows, ...neighbours(paging, answer, known.page), total: paging.total?.(answer) ?? null }
}

/** Who asks, and where the call hangs. */
type Asker = readonly [context: RequestContext, from?: From]

/** Makes `page.x`: one page of a list, with the position of each row. */
export const createPageVerb = (
  registry: Registry,
  known: { source: string; name: string; operation: Declared; paging: Paging },
): ((rest: Args, page: PageRequest, ...asker: Asker) => Promise<Page<unknown>>) => {
  const call = createCallVerb(registry, known)
  const label = `${known.source}.${known.name}`
  return async (rest, page, ...asker) => {
    const answer = await call({ ...rest, ...pageArgs(known.paging, page) }, ...asker)
    return toPage(known.paging, answer, { page, label })
  }
}
