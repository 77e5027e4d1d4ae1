import { HeadwatersError, isHeadwatersError, type ErrorDetail } from '../core/headwaters-error.ts'
import type { RequestContext } from '../graph/context.ts'
import type { Catalogue } from '../upstream/profile.ts'
import { sendBulk, type BulkItem, type ItemResult } from './bulk-send.ts'
import type { WriteOptions } from './call-verb.ts'
import { labelOf, namedBy, type Named } from './named.ts'
import { misfitOf, shapeError } from './rows.ts'
import type { Call, From, Verb } from './verbs.ts'
import { tellBulk } from './write-cost.ts'

/** A vendor's "no" to one item of a bulk write, inside a good answer. */
export interface Refused {
  /** The vendor's word, looked up in the catalogue. */
  readonly word: string
  /** A sentence that may be shown to a caller. */
  readonly message?: string | undefined
  readonly details?: readonly ErrorDetail[] | undefined
  /** The vendor's own words on it, for a source that makes a typed outcome of them. */
  readonly problem?: unknown
}

/** What a vendor answered of one item; undefined when it said nothing. */
export type ItemAnswer<Row> = { readonly row: Row } | { readonly refused: Refused } | undefined

/** What became of one item of a bulk write: a row or an error. */
export interface BulkOutcome<Row> {
  /** The item's place in the request, from 0. */
  readonly index: number
  readonly row: Row | null
  readonly error: HeadwatersError | null
}

/** What became of a bulk write: one outcome an item, in the order asked. */
export interface BulkAnswer<Row> {
  readonly outcomes: readonly BulkOutcome<Row>[]
}

/** How many items are written at once. */
export interface BulkPlan<Args, Answer, Item, Row> {
  /** Most items of one call, by the vendor's documentation. */
  readonly max: number
  /** Most items that a caller may send. @default 1_000 */
  readonly atMost?: number
  /** Calls under way at once. @default 3 */
  readonly concurrency?: number
  /** Further calls, for one request, that look for the items at fault where the vendor refused a call as a whole. @default 32 */
  readonly maxSplits?: number
  readonly catalogue: Catalogue
  readonly ask: (items: readonly BulkItem<Item>[]) => Args
  /** Finds the answers of items in the answer of a call. */
  readonly answers: (answer: Answer, items: readonly BulkItem<Item>[]) => (item: BulkItem<Item>) => ItemAnswer<Row>
  /** What two items of one request must not share, such as the object that they change; null when nothing. */
  readonly nameOf?: (item: Item) => string | null
}

type AnyWrite<Args, Answer> = (
  ...parts: readonly [args: Args, context: RequestContext, from: From, options: WriteOptions]
) => Promise<Answer>

const badCount = (at: Named, count: number, atMost: number): HeadwatersError =>
  new HeadwatersError(
    'BAD_USER_INPUT',
    count === 0
      ? `${labelOf(at)}: \`items\` is empty. Send from 1 to ${atMost} items.`
      : `${labelOf(at)}: \`items\` has ${count} items; at most ${atMost} are taken at once. Send them in several requests.`,
    {
      ...at,
      details: [{ field: 'items', issue: count === 0 ? 'empty' : `more than ${atMost} items` }],
      outcome: 'notApplied',
      beforeSending: true,
    },
  )

const repeated = (at: Named, index: number, first: number): HeadwatersError =>
  new HeadwatersError('BAD_USER_INPUT', `${labelOf(at)}: item ${index} writes the same object as item ${first}.`, {
    ...at,
    details: [{ field: `items.${index}`, issue: `the same object as item ${first}` }],
    outcome: 'notApplied',
    beforeSending: true,
  })

const toResult = <Row>(answer: ItemAnswer<Row>, at: Named, catalogue: Catalogue): ItemResult<Row> => {
  if (answer === undefined) {
    const message = `${labelOf(at)}: the vendor's answer says nothing of this item.`
    return { error: new HeadwatersError('UPSTREAM_SHAPE', message, { ...at, outcome: 'unknown' }) }
  }
  if ('row' in answer) {
    const misfit = misfitOf(answer.row)
    return misfit ? { error: shapeError(at, misfit).with({ outcome: 'applied' }) } : answer
  }
  const { word, message, details, problem } = answer.refused
  const facts = { ...at, vendor: { code: word }, outcome: 'notApplied' as const, problem, ...(details && { details }) }
  const code = catalogue[word] ?? 'UPSTREAM_REJECTED'
  return {
    error: new HeadwatersError(code, message ?? `${labelOf(at)}: the vendor refused this item (${word}).`, facts),
  }
}

/** Items whose name another one before them has; a vendor would refuse the whole call, or do both in any order. */
const findRepeated = <Item>(
  items: readonly BulkItem<Item>[],
  nameOf: (item: Item) => string | null,
): ReadonlyMap<number, number> => {
  const first = new Map<string, number>()
  const found = new Map<number, number>()
  for (const { index, item } of items) {
    const name = nameOf(item)
    const known = name === null ? undefined : first.get(name)
    if (known !== undefined) found.set(index, known)
    else if (name !== null) first.set(name, index)
  }
  return found
}

/** One and the same trouble for all of them, and not of their making: the write as a whole failed. */
const commonTrouble = <Row>(results: readonly ItemResult<Row>[], isOfItem: (error: HeadwatersError) => boolean) => {
  const [first] = results
  if (first === undefined || !('error' in first) || isOfItem(first.error)) return null
  return results.every((result) => 'error' in result && result.error.code === first.error.code) ? first.error : null
}

const OF_ITEMS = new Set(['UPSTREAM_REJECTED', 'UPSTREAM_CONFLICT', 'UPSTREAM_NOT_FOUND', 'BAD_USER_INPUT'])

/** Whether an error may be the fault of single items, rather than of the vendor, the credential or the time. */
const isOfItem = ({ code }: HeadwatersError): boolean => OF_ITEMS.has(code) || code === 'UPSTREAM_SHAPE'

const named = <F extends object>(verb: F, { operation, source, name }: Verb): F & Verb =>
  Object.defineProperties(verb, {
    operation: { value: operation },
    source: { value: source },
    name: { value: name },
  }) as F & Verb

/**
 * Makes a write of many items from a write that takes so many at once: items are cut into calls by the vendor's maximum, a
 * few calls are under way at once, and each item gets an outcome of its own, in the order asked. A call that the vendor
 * refused as a whole is cut in half, and again, until the items at fault stand alone or the allowance is used up.
 */
export const bulk = <Args extends object, Answer, Item, Row>(
  verb: Call<Args, Answer>,
  plan: BulkPlan<Args, Answer, Item, Row>,
): Call<{ readonly items: readonly Item[] }, BulkAnswer<Row>> => {
  const at = namedBy(verb)
  const { max, atMost = 1_000, maxSplits = 32, nameOf = () => null } = plan
  const write = verb as unknown as AnyWrite<Args, Answer>
  const run = async (
    ...[{ items }, context, from, options]: Parameters<AnyWrite<{ readonly items: readonly Item[] }, unknown>>
  ): Promise<BulkAnswer<Row>> => {
    if (items.length === 0 || items.length > atMost) throw badCount(at, items.length, atMost)
    const all = items.map((item, index) => ({ index, item }))
    const doubles = findRepeated(all, nameOf)
    const send = async (chunk: readonly BulkItem<Item>[], idempotencyKey: string | undefined) => {
      const answer = await write(plan.ask(chunk), context, from, { idempotencyKey })
      const find = plan.answers(answer, chunk)
      return chunk.map((item) => toResult(find(item), at, plan.catalogue))
    }
    const wanted = all.filter(({ index }) => !doubles.has(index))
    const sent = await sendBulk(wanted, { ...plan, send, isOfItem, idempotencyKey: options?.idempotencyKey })
    const results = all.map(({ index }): ItemResult<Row> => {
      const first = doubles.get(index)
      return first === undefined
        ? (sent.get(index) ?? toResult<Row>(undefined, at, {}))
        : { error: repeated(at, index, first) }
    })
    const trouble = commonTrouble(results, isOfItem)
    if (trouble) throw trouble
    return { outcomes: results.map((result, index) => ({ index, row: null, error: null, ...result })) }
  }
  tellBulk(run, { max, atMost, maxSplits })
  return named(run, verb) as unknown as Call<{ readonly items: readonly Item[] }, BulkAnswer<Row>>
}

/** Makes a write of one item from a bulk write: its row, or its error. */
export const single = <Item, Row>(
  many: Call<{ readonly items: readonly Item[] }, BulkAnswer<Row>>,
): Call<Item, Row> => {
  const run = async (...[item, context, from]: Parameters<Call<Item, Row>>): Promise<Row | null> => {
    const { outcomes } = await many({ items: [item] }, context, from)
    const error = outcomes[0]?.error
    if (isHeadwatersError(error)) throw error
    return outcomes[0]?.row ?? null
  }
  return named(run, many) as unknown as Call<Item, Row>
}
