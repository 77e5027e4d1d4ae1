import type { CursorPosition } from '../core/cursor.ts'
import type { PageRequest } from '../graph/page-args.ts'
import type { Named } from './named.ts'
import { toNumberedPage } from './numbered-page.ts'
import type { Paging } from './operation.ts'
import { argsAt, beyond, type Beyond, type PageAnswer } from './page-place.ts'
import { misfitOf, shapeError } from './rows.ts'
import type { Page } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>

/** Where rows are known by their place in the whole list, not by a position of the vendor's. */
const isCounted = ({ numbered, offset }: Paging): boolean => numbered === true || offset === true

/** The arguments that ask for a page, or for as much of it as one call can. */
export const toPageArgs = (paging: Paging, page: PageRequest): Args => {
  const { direction, from } = page
  const size = Math.min(page.size, paging.max)
  if (direction === 'backward') {
    const sizeName = paging.sizeBackward ?? paging.size
    return { [sizeName]: size, ...(from && paging.before ? { [paging.before]: from.at } : {}) }
  }
  if (paging.numbered) return toNumberedPage(paging, { ...page, size }).args
  const skip = from?.skip ?? 0
  if (paging.offset) return { [paging.size]: size, [paging.after]: skip }
  return { [paging.size]: Math.min(paging.max, size + skip), ...argsAt(paging, from?.at ?? null) }
}

/** What a page was asked for, and of which operation, for errors. */
export interface AskedPage {
  readonly page: PageRequest
  readonly verb: Named
}

const toValue = (item: unknown, verb: Named): unknown => {
  const misfit = misfitOf(item)
  return misfit ? shapeError(verb, misfit) : item
}

/** What lies before and after; a vendor that says only "more" means the direction that was read. */
const neighbours = (paging: Paging, { value }: PageAnswer, known: { page: PageRequest; more: boolean }) => {
  const { page, more } = known
  if (paging.hasPrevious) return { hasNext: more, hasPrevious: paging.hasPrevious(value) }
  const came = page.from !== null
  return page.direction === 'forward' ? { hasNext: more, hasPrevious: came } : { hasNext: came, hasPrevious: more }
}

/** Where to go on from a page without rows; null where there is nowhere, or the vendor does not move on. */
const endOf = ({ at, hasMore }: Beyond, { direction, from }: PageRequest): CursorPosition | null => {
  const stays = hasMore && at === from?.at
  return direction === 'backward' || at === null || stays ? null : { at, skip: 0 }
}

const toPlaced = (paging: Paging, answer: PageAnswer, { page, verb }: AskedPage): Page<unknown> => {
  const start = page.from ?? { at: null, skip: 0 }
  const skip = page.direction === 'forward' ? start.skip : 0
  const items = paging.items(answer.value).slice(skip)
  const positions = paging.positions?.(answer.value)
  const follows = beyond(paging, answer, page.from)
  const { at, hasMore } = follows
  const placeAfter = (index: number): CursorPosition =>
    index === items.length - 1 && at !== null ? { at, skip: 0 } : { at: start.at, skip: start.skip + index + 1 }
  const rows = items.map((item, index) => {
    const own = positions?.[index + skip]
    return { value: toValue(item, verb), position: own === undefined ? placeAfter(index) : { at: own, skip: 0 } }
  })
  return {
    rows,
    ...neighbours(paging, answer, { page, more: hasMore }),
    total: paging.total?.(answer.value) ?? null,
    end: rows.length > 0 ? null : endOf(follows, page),
  }
}

const toCounted = (paging: Paging, { value, headers }: PageAnswer, { page, verb }: AskedPage): Page<unknown> => {
  const size = Math.min(page.size, paging.max)
  const skip = paging.numbered ? toNumberedPage(paging, { ...page, size }).skip : 0
  const items = paging.items(value)
  const before = page.from?.skip ?? 0
  const rows = items.slice(skip, skip + size).map((item, index) => ({
    value: toValue(item, verb),
    position: { at: null, skip: before + index + 1 },
  }))
  const hasNext = skip + size < items.length || Boolean(paging.next(value, headers))
  return { rows, hasNext, hasPrevious: page.from !== null, total: paging.total?.(value) ?? null, end: null }
}

/** Makes a page of what a vendor answered: rows, each with its position, and what lies around them. */
export const toPage = (paging: Paging, answer: PageAnswer, asked: AskedPage): Page<unknown> =>
  isCounted(paging) ? toCounted(paging, answer, asked) : toPlaced(paging, answer, asked)
