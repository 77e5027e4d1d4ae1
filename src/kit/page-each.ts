import { HeadwatersError } from '../core/headwaters-error.ts'
import type { RequestContext } from '../graph/context.ts'
import type { PageRequest } from '../graph/page-args.ts'
import { toLeavingError, whyGone } from '../upstream/patience.ts'
import type { Paging } from './operation.ts'
import { MOST_CALLS, mostRows } from './page-walk.ts'
import type { EachOptions, Page } from './verbs.ts'

/** The list that is read, and how one page of it is asked for. */
export interface EachList {
  readonly source: string
  readonly name: string
  readonly paging: Paging
  readonly ask: (page: PageRequest) => Promise<Page<unknown>>
}

const tooLong = ({ source, name }: EachList, bounds: { atMost: number; calls: number }): HeadwatersError =>
  new HeadwatersError(
    'TOO_COSTLY',
    `${source}.${name} goes on beyond ${bounds.atMost} rows or ${bounds.calls} calls. Ask for a part of it, or raise \`atMost\` and \`calls\`.`,
    { source, operation: name },
  )

/** Reads a list row by row, within bounds: see `PageVerb.each`. */
export async function* eachRow(
  list: EachList,
  context: RequestContext,
  options: EachOptions,
): AsyncGenerator<unknown, void> {
  const { paging, source, name } = list
  const { atMost = mostRows(paging) } = options
  const { calls = Math.max(MOST_CALLS, Math.ceil(atMost / paging.max)) } = options
  let from = options.after ?? null
  let left = atMost
  for (let call = 0; call < calls && left > 0; call += 1) {
    const gone = whyGone(context, context.clock)
    if (gone !== null) throw toLeavingError(gone, { source, operation: name })
    const page = await list.ask({ direction: 'forward', size: Math.min(paging.max, left), from })
    for (const { value } of page.rows) yield value
    left -= page.rows.length
    from = page.rows.at(-1)?.position ?? page.end ?? null
    if (!page.hasNext || from === null) return
  }
  throw tooLong(list, { atMost, calls })
}
