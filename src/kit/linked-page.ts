import type { CursorPosition } from '../core/cursor.ts'
import type { RequestContext } from '../graph/context.ts'
import type { PageRequest } from '../graph/page-args.ts'
import type { Declared } from './operation.ts'
import { tellPageUses } from './page-cost.ts'
import { namedBy } from './named.ts'
import { misfitOf, shapeError } from './rows.ts'
import { upTo } from './uses.ts'
import type { From, Load, Page, ReadPage, Verb } from './verbs.ts'

/** What an object is linked to, a piece of the vendor's list at a time. */
export interface Links {
  readonly ids: readonly string[]
  /** Where the vendor's next piece begins; null when this is the last. */
  readonly next: string | null
}

/** Where the pages of {@link linkedPage} come from. */
export interface LinkedPagePlan<Row> {
  /** The operation that tells the links, for costs. */
  readonly uses: Verb
  /** The first piece of an object's links; batched, so that many objects' links are one call. */
  readonly first: (key: string, context: RequestContext, from: From) => Promise<Links | null>
  /** A further piece. */
  readonly more: (known: { key: string; after: string }, context: RequestContext, from: From) => Promise<Links>
  /** The linked objects. */
  readonly rows: Load<string, Row>
  /** Most rows of one page. @default 100 */
  readonly max?: number
}

const NO_LINKS: Links = { ids: [], next: null }

const toPage = async <Row>(
  links: Links,
  page: PageRequest,
  load: (id: string) => Promise<Row | null>,
): Promise<Page<Row>> => {
  const { at, skip } = page.from ?? { at: null, skip: 0 }
  const wanted = links.ids.slice(skip, skip + page.size)
  const end = skip + wanted.length
  const positionOf = (index: number): CursorPosition =>
    skip + index + 1 === links.ids.length && links.next !== null
      ? { at: links.next, skip: 0 }
      : { at, skip: skip + index + 1 }
  const values = await Promise.all(wanted.map((id) => load(id).catch((thrown: unknown) => thrown as Error)))
  return {
    rows: values.map((value, index) => ({ value, position: positionOf(index) })),
    hasNext: end < links.ids.length || links.next !== null,
    hasPrevious: page.from !== null,
    total: at === null && links.next === null ? links.ids.length : null,
  }
}

/** The operation as a list that can only be read forward: what `t.pages` asks for limits. */
const asPaged = ({ operation }: Verb, max: number): Declared => ({
  ...operation,
  pages: { after: 'after', size: 'limit', max, atMost: max, items: () => [], next: () => null },
})

/**
 * Makes the page verb of a relation whose links and rows are two reads: fifty objects' links are one call, and what they
 * link to is one more. A row that is gone is null.
 */
export const linkedPage = <Row>(plan: LinkedPagePlan<Row>): ReadPage<{ readonly key: string }, Row> => {
  const { uses, first, more, rows, max = 100 } = plan
  const read = async (
    ...[{ key }, page, context, from]: Parameters<ReadPage<{ readonly key: string }, Row>>
  ): Promise<Page<Row>> => {
    const after = page.from?.at ?? null
    const links = after === null ? await first(key, context, from) : await more({ key, after }, context, from)
    const misfit = misfitOf(links)
    if (misfit) throw shapeError(namedBy(uses), misfit)
    return toPage(links ?? NO_LINKS, page, (id) => rows(id, context, from))
  }
  tellPageUses(read, (size, { after }) => [
    // A further piece is asked for by itself; the first ones share calls.
    typeof after === 'string' ? { ...upTo(1, uses), batch: null } : upTo(1, uses),
    upTo(size, rows),
  ])
  return Object.defineProperties(read, {
    operation: { value: asPaged(uses, max) },
    source: { value: uses.source },
    name: { value: uses.name },
  }) as unknown as ReadPage<{ readonly key: string }, Row>
}
