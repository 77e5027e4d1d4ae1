import type { CursorPosition } from '../core/cursor.ts'
import type { RequestContext } from '../graph/context.ts'
import type { PageRequest } from '../graph/page-args.ts'
import { createCallVerb } from './call-verb.ts'
import { toNumberedPage } from './numbered-page.ts'
import type { Declared, Paging } from './operation.ts'
import type { Registry } from './registry.ts'
import { misfitOf, shapeError } from './rows.ts'
import type { From, Page } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>

const pageArgs = (paging: Paging, page: PageRequest): Args => {
  const { direction, size, from } = page
  if (direction === 'backward') {
    const sizeName = paging.sizeBackward ?? paging.size
    return { [sizeName]: size, ...(from && paging.before ? { [paging.before]: from.at } : {}) }
  }
  if (paging.numbered) return toNumberedPage(paging, page).args
  const skip = from?.skip ?? 0
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

/** The same where pages have numbers: rows are known by their place in the whole list. */
const toRows = (paging: Paging, answer: unknown, known: { page: PageRequest; label: string }): Page<unknown> => {
  const { page, label } = known
  const { skip } = toNumberedPage(paging, page)
  const items = paging.items(answer)
  const rows = items.slice(skip, skip + page.size).map((item, index) => {
    const misfit = misfitOf(item)
    return {
      value: misfit ? shapeError(label, misfit) : item,
      position: { at: null, skip: (page.from?.skip ?? 0) + index + 1 },
    }
  })
  const hasNext = skip + page.size < items.length || Boolean(paging.next(answer))
  return { rows, hasNext, hasPrevious: page.from !== null, total: paging.total?.(answer) ?? null }
}

/** Where the page after one without rows begins; null when there is none, or the vendor does not move on. */
const placeBeyond = (paging: Paging, answer: unknown, { direction, from }: PageRequest): CursorPosition | null => {
  const next = paging.next(answer)
  const stays = !next || next === from?.at || paging.numbered === true || direction === 'backward'
  return stays ? null : { at: next, skip: 0 }
}

/** Who asks, and where the call hangs. */
type Asker = readonly [context: RequestContext, from?: From]

/** Makes `page.x`: one page of a list, with the position of each row. */
export const createPageVerb = (
  registry: Registry,
  known: { source: string; name: string; operation: Declared; paging: Paging },
): ((rest: Args, page: PageRequest, ...asker: Asker) => Promise<Page<unknown>>) => {
  const call = createCallVerb(registry, known)
  const { paging } = known
  const label = `${known.source}.${known.name}`
  const decode = paging.numbered ? toRows : toPage
  return async (rest, page, ...asker) => {
    for (let asked = page; ;) {
      const answer = await call({ ...rest, ...pageArgs(paging, asked) }, ...asker)
      const made = decode(paging, answer, { page: asked, label })
      const from = made.rows.length > 0 ? null : placeBeyond(paging, answer, asked)
      // A vendor that filters what it has cut answers pages without rows. Nobody could go on from one, so we do.
      if (from === null) return page.from === null && asked !== page ? { ...made, hasPrevious: false } : made
      asked = { ...asked, from }
    }
  }
}
