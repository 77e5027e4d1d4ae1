import { HeadwatersError, isHeadwatersError } from '../core/headwaters-error.ts'

/** An item of a bulk write, and its place in the request. */
export interface BulkItem<Item> {
  readonly index: number
  readonly item: Item
}

/** What became of one item. */
export type ItemResult<Row> = { readonly row: Row } | { readonly error: HeadwatersError }

/** How items are sent. */
export interface SendPlan<Item, Row> {
  readonly max: number
  readonly concurrency?: number
  readonly maxSplits?: number
  readonly idempotencyKey: string | undefined
  /** Makes one call; its results are in the order of the items. */
  readonly send: (
    items: readonly BulkItem<Item>[],
    idempotencyKey: string | undefined,
  ) => Promise<readonly ItemResult<Row>[]>
  /** Whether an error may be the fault of single items. */
  readonly isOfItem: (error: HeadwatersError) => boolean
}

/** What the calls of one request share. */
interface Course {
  splitsLeft: number
  /** Trouble that every further call would meet as well. */
  stopped: HeadwatersError | null
}

type Results<Row> = Map<number, ItemResult<Row>>

/** Repeating a request with its key cuts the same calls, so each call's key is the request's and its place. */
const keyOf = <Item>(key: string | undefined, chunk: readonly BulkItem<Item>[]): string | undefined =>
  key === undefined ? undefined : `${key}-${chunk[0]?.index ?? 0}-${chunk.length}`

const together = (error: HeadwatersError, count: number): HeadwatersError =>
  new HeadwatersError(
    error.code,
    `Refused together with ${count - 1} others, of which the vendor did not say which is at fault: ${error.message}`,
    error.facts,
  )

const maySplit = <Item, Row>(
  error: HeadwatersError,
  count: number,
  known: { plan: SendPlan<Item, Row>; course: Course },
) => {
  const { plan, course } = known
  if (count < 2 || !plan.isOfItem(error) || error.facts.outcome !== 'notApplied') return false
  // What never left has cost nothing.
  if (error.facts.beforeSending === true) return true
  if (course.splitsLeft < 2) return false
  course.splitsLeft -= 2
  return true
}

const sendChunk = async <Item, Row>(
  chunk: readonly BulkItem<Item>[],
  known: { plan: SendPlan<Item, Row>; course: Course; results: Results<Row> },
): Promise<void> => {
  const { plan, course, results } = known
  try {
    const found = await plan.send(chunk, keyOf(plan.idempotencyKey, chunk))
    chunk.forEach(({ index }, at) => {
      const result = found[at]
      if (result) results.set(index, result)
    })
  } catch (thrown) {
    if (!isHeadwatersError(thrown)) throw thrown
    if (maySplit(thrown, chunk.length, { plan, course })) {
      const half = Math.ceil(chunk.length / 2)
      await sendChunk(chunk.slice(0, half), known)
      return sendChunk(chunk.slice(half), known)
    }
    const ofItem = plan.isOfItem(thrown)
    if (!ofItem && !thrown.traits.retryable) course.stopped = thrown
    const error = ofItem && chunk.length > 1 ? together(thrown, chunk.length) : thrown
    for (const { index } of chunk) results.set(index, { error })
  }
}

/** Sends items in calls of at most `max`, a few at once; tells the results by the items' places. */
export const sendBulk = async <Item, Row>(
  items: readonly BulkItem<Item>[],
  plan: SendPlan<Item, Row>,
): Promise<ReadonlyMap<number, ItemResult<Row>>> => {
  const { max, concurrency = 3, maxSplits = 32 } = plan
  const course: Course = { splitsLeft: maxSplits, stopped: null }
  const results: Results<Row> = new Map()
  const chunks = Array.from({ length: Math.ceil(items.length / max) }, (_chunk, at) =>
    items.slice(at * max, (at + 1) * max),
  ).values()
  const work = async (): Promise<void> => {
    for (const chunk of chunks) {
      const { stopped } = course
      if (stopped === null) await sendChunk(chunk, { plan, course, results })
      else for (const { index } of chunk) results.set(index, { error: stopped.with({ outcome: 'notApplied' }) })
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return results
}
