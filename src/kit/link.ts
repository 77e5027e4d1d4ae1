import DataLoader from 'dataloader'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { RequestContext } from '../graph/context.ts'
import type { Use } from '../graph/field-cost.ts'
import { AccountRef } from './account-ref.ts'
import type { NamedRef } from './connection.ts'
import { loaderOf } from './loaded.ts'
import type { NodeRef } from './node.ts'
import { misfitOf, shapeError } from './rows.ts'
import { isVerb, upTo } from './uses.ts'

/** What two kinds of objects are told to be the same by, each with its meaning for the graph. */
export const LINKED_BY = {
  EMAIL_ADDRESS: 'The e-mail address.',
  DOMAIN: "The domain of the firm's website.",
  LOGIN: 'The login, as another vendor has it noted.',
  ID: 'The id, as another vendor has it noted.',
} as const

/** A word of {@link LINKED_BY}. */
export type LinkedBy = keyof typeof LINKED_BY

/**
 * What is done where several objects fit: the first as the vendor lists them, the newest, an error that says how many there
 * are, or all of them without choosing one.
 */
export type Several<Row> =
  'first' | 'refuse' | 'all' | { readonly newest: (row: Row) => number | Date | null | undefined }

/** How a match came about. */
export interface Match {
  readonly outcome: 'MATCHED' | 'NOT_FOUND' | 'NOT_LINKED'
  readonly by: LinkedBy
  /** What was looked for; null where there was nothing to look for. */
  readonly value: string | null
  /** Whether the vendor has confirmed that the value is the object's; null without an object. */
  readonly confidence: 'VERIFIED' | 'UNVERIFIED' | null
  /** How many objects fit. */
  readonly candidates: number
}

/** What a link leads to. */
export interface Linked<Row> {
  /** The one that the policy chose. */
  readonly row: Row | null
  /** Everything that fits, as the vendor lists it. */
  readonly rows: readonly Row[]
  readonly match: Match
}

/** How objects of one kind are found from those of another. */
export interface LinkOptions<From, Row> {
  /** The source of what is found. */
  readonly source: { readonly name: string }
  readonly by: LinkedBy
  /** The value to look for; null where nothing is known that leads there. It may ask another vendor. */
  readonly value: (from: From, context: RequestContext) => string | null | Promise<string | null>
  /** Finds what has the value; a verb such as `load.contactByEmail` fits as it is. */
  readonly find: (
    value: string,
    context: RequestContext,
    at: AccountRef,
  ) => Promise<Row | readonly (Row | Error)[] | null>
  /** What `value` and `find` ask, in this order. @default what `find` asks, where it is a verb */
  readonly uses?: readonly Use[]
  /** @default 'first' */
  readonly several?: Several<Row>
  /** Whether the vendor has confirmed that the value is the object's own. @default never */
  readonly isVerified?: (row: Row, from: From) => boolean
}

/** Follows a link; `account` names one of several accounts of the vendor. Each value is looked for once in a request. */
export interface Link<From, Row> {
  (from: From, context: RequestContext, account?: string | null): Promise<Linked<Row>>
  /** What following it asks, for the `uses` of a field that does. */
  readonly uses: readonly Use[]
}

interface Ends {
  readonly from: string
  readonly to: string
  readonly source: string
  readonly by: LinkedBy
}

const tooMany = ({ from, to, source, by }: Ends, count: number): HeadwatersError =>
  new HeadwatersError(
    'UPSTREAM_CONFLICT',
    `${count} objects of ${to} fit one ${from} by ${by}, and this link wants exactly one. Remove or merge the others at ${source}.`,
    { source, details: [{ field: by, issue: `${count} candidates` }] },
  )

const isList = <Row>(found: Row | readonly (Row | Error)[]): found is readonly (Row | Error)[] => Array.isArray(found)

/** A row that could not be read may be the very one that is meant, so it fails the link. */
const checked = <Row>(ends: Ends, row: Row | Error): Row => {
  if (row instanceof Error) throw row
  const misfit = misfitOf(row)
  if (misfit) throw shapeError(`${ends.source}: ${ends.to}`, misfit).with({ source: ends.source })
  return row
}

const rowsOf = <Row>(ends: Ends, found: Row | readonly (Row | Error)[] | null): readonly Row[] => {
  if (found === null) return []
  return (isList(found) ? found : [found]).map((row) => checked(ends, row))
}

const newestOf = <Row>(rows: readonly Row[], moment: (row: Row) => number | Date | null | undefined): Row | null =>
  rows.reduce<Row | null>(
    (best, row) => (best === null || Number(moment(row) ?? 0) > Number(moment(best) ?? 0) ? row : best),
    null,
  )

const choose = <Row>(rows: readonly Row[], several: Several<Row>, ends: Ends): Row | null => {
  if (rows.length < 2 || several === 'first') return rows[0] ?? null
  if (several === 'refuse') throw tooMany(ends, rows.length)
  return several === 'all' ? null : newestOf(rows, several.newest)
}

const orError = (ask: () => Promise<unknown>): Promise<unknown> => ask().catch((thrown: unknown) => thrown as Error)

/** Looks for a value once in a request, however often and from wherever it is asked for. */
const findOnce = <From, Row>(ends: Ends, { find }: LinkOptions<From, Row>, context: RequestContext) => {
  const name = `link:${ends.from}:${ends.to}:${ends.by}`
  return async (value: string, account: string | null): Promise<readonly Row[]> => {
    const at = new AccountRef(ends.source, account)
    const loader = loaderOf(
      context,
      `${name}:${account ?? ''}`,
      () =>
        new DataLoader<unknown, unknown, string>(
          (values) => Promise.all(values.map((one) => orError(async () => find(String(one), context, at)))),
          { batch: false },
        ),
    )
    return rowsOf(ends, (await loader.load(value)) as Row | readonly (Row | Error)[] | null)
  }
}

/** Declares, once for all who follow it, how objects of the type `b` are found from those of `a`. */
export const link = <From, Row extends object>(
  a: NamedRef,
  b: NodeRef<Row>,
  how: LinkOptions<From, Row>,
): Link<From, Row> => {
  const { by, source, value: valueOf, several = 'first', isVerified = () => false } = how
  const ends = { from: a.name, to: b.name, source: source.name, by }
  const follow = async (from: From, context: RequestContext, account: string | null = null): Promise<Linked<Row>> => {
    const value = await valueOf(from, context)
    if (value === null)
      return { row: null, rows: [], match: { outcome: 'NOT_LINKED', by, value, confidence: null, candidates: 0 } }
    const rows = await findOnce(ends, how, context)(value, account)
    const row = choose(rows, several, ends)
    const isSure = rows.length > 0 && (row === null ? rows : [row]).every((one) => isVerified(one, from))
    const confidence = rows.length === 0 ? null : isSure ? 'VERIFIED' : 'UNVERIFIED'
    const outcome = rows.length === 0 ? 'NOT_FOUND' : 'MATCHED'
    return { row, rows, match: { outcome, by, value, confidence, candidates: rows.length } }
  }
  const uses = how.uses ?? (isVerb(how.find) ? [upTo(1, how.find)] : [])
  // A use that another link has told stays the very same, so that it can be known as asked already.
  return Object.assign(follow, { uses: uses.map((use) => (use.isLater ? use : { ...use, isLater: true as const })) })
}
