import { HeadwatersError, positional, rows, z } from '../../kit/index.ts'

/** What GitHub answers for a node of another type than the fragments of a document name. */
type Other = Record<PropertyKey, never>

const isOther = (raw: unknown): boolean => typeof raw === 'object' && raw !== null && Object.keys(raw).length === 0

/** A node that may be missing or of another type; both are null. */
export const orNothing = <T, In>(row: z.ZodType<T, In>): z.ZodType<T | null, In | Other | null> =>
  z.preprocess((raw) => (isOther(raw) ? null : raw), row.nullable())

/** The most ids of one `nodes(ids:)`, and the most rows of one page (GitHub Docs, "Rate limits and query limits for the GraphQL API"). */
export const MOST_AT_ONCE = 100

/** Ids of the old format are Base64 of `04:User1`; GitHub may answer them with the object's new id. */
const isLegacyId = (id: string): boolean => /^\d+:/.test(Buffer.from(id, 'base64').toString('latin1'))

/** The answer and batch of a document that asks `nodes(ids:)`: in the order of the ids, null where there is none. */
export const byIds = <T extends { readonly id: string }, In>(row: z.ZodType<T, In>) => ({
  answer: z.object({ nodes: rows(orNothing(row)) }),
  batch: {
    max: MOST_AT_ONCE,
    ask: (ids: readonly string[]) => ({ ids: [...ids] }),
    outcomes: ({ nodes }: { nodes: (T | null)[] }) =>
      positional(nodes, { id: ({ id }, key) => (isLegacyId(key) ? key : id) }),
  },
})

/** One page of a connection, its rows side by side with their cursors. */
export interface ListPage<T> {
  readonly rows: readonly T[]
  readonly cursors: readonly string[]
  readonly total: number | null
  readonly next: string | null
  readonly hasPrevious: boolean
}

const PageInfo = z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean(), hasPreviousPage: z.boolean() })

/** The parts that every connection has in our documents. */
export const connectionParts = <T, In>(row: z.ZodType<T, In>) => ({
  pageInfo: PageInfo,
  nodes: rows(orNothing(row)).nullable(),
  edges: z.array(z.object({ cursor: z.string() }).nullable()).nullable(),
})

interface Connection<T> {
  readonly pageInfo: z.output<typeof PageInfo>
  readonly edges: readonly ({ readonly cursor: string } | null)[] | null
  readonly nodes: readonly (T | null)[] | null
}

/** Reads a connection as a page: rows that GitHub withholds are left out together with their cursors. */
export const toListPage = <T>({ pageInfo, edges, nodes }: Connection<T>, total: number | null): ListPage<T> => {
  const kept = (nodes ?? []).flatMap((row, index) => (row === null ? [] : [{ row, at: edges?.[index]?.cursor ?? '' }]))
  return {
    rows: kept.map(({ row }) => row),
    cursors: kept.map(({ at }) => at),
    total,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    hasPrevious: pageInfo.hasPreviousPage,
  }
}

/** A connection that counts its rows. */
export const connectionOf = <T, In>(row: z.ZodType<T, In>) =>
  z
    .object({ totalCount: z.int(), ...connectionParts(row) })
    .transform(({ totalCount, ...connection }) => toListPage<T>(connection, totalCount))

const held = <T>(page: ListPage<T> | null): ListPage<T> => {
  if (page !== null) return page
  throw new HeadwatersError('UPSTREAM_NOT_FOUND', 'GitHub no longer knows the object that this list hangs under.')
}

/** The answer and pages of a document that reads a list; GitHub reads it both ways. */
export const listing = <T, In>(answer: z.ZodType<ListPage<T> | null, In>) =>
  ({
    answer,
    pages: {
      after: 'after',
      before: 'before',
      size: 'first',
      sizeBackward: 'last',
      max: MOST_AT_ONCE,
      items: (page: ListPage<T> | null) => held(page).rows,
      positions: (page: ListPage<T> | null) => held(page).cursors,
      next: (page: ListPage<T> | null) => held(page).next,
      hasPrevious: (page: ListPage<T> | null) => held(page).hasPrevious,
      total: (page: ListPage<T> | null) => held(page).total,
    },
  }) as const

/** What a mutation has to answer; without it the answer does not fit. */
export const present = <T>(value: T | null | undefined, ctx: z.RefinementCtx): T => {
  if (value !== null && value !== undefined) return value
  ctx.addIssue({ code: 'custom', message: 'GitHub answered nothing for what was written' })
  return z.NEVER
}
