import { MOST_AT_ONCE } from '../answers.ts'
import { refuseQuery } from './refusals.ts'

/** The paging arguments of every list. */
export interface PageArgs {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/** A row's cursor: it names the row, so that rows made later move nothing. */
const toCursor = (id: string): string => Buffer.from(`cursor:v2:${id}`).toString('base64')

const checkSize = (field: string, { first, last }: PageArgs): void => {
  const size = first ?? last ?? null
  if (size === null) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`
    refuseQuery(field, 'MISSING_PAGINATION_BOUNDARIES', message)
  }
  if (Number(size) > MOST_AT_ONCE) {
    const message = `Requesting ${size} records on the \`${field}\` connection exceeds the limit of ${MOST_AT_ONCE} records.`
    refuseQuery(field, 'EXCESSIVE_PAGINATION', message)
  }
}

const placeOf = (cursors: readonly string[], cursor: string, field: string): number => {
  const place = cursors.indexOf(cursor)
  if (place >= 0) return place
  return refuseQuery(field, 'INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`)
}

/** Reads one page of a list, forward or backward. */
export const pageOf = <Row extends { readonly id: string }>(field: string, rows: readonly Row[], args: PageArgs) => {
  checkSize(field, args)
  const { first, after, last, before } = args
  const all = rows.map(({ id }) => toCursor(id))
  const from = after ? placeOf(all, after, field) + 1 : 0
  const to = before ? placeOf(all, before, field) : rows.length
  const start = last ? Math.max(from, to - last) : from
  const end = first ? Math.min(to, from + first) : to
  const cursors = all.slice(start, end)
  return {
    totalCount: rows.length,
    pageInfo: { endCursor: cursors.at(-1) ?? null, hasNextPage: end < rows.length, hasPreviousPage: start > 0 },
    nodes: rows.slice(start, end),
    edges: cursors.map((cursor) => ({ cursor })),
  }
}
