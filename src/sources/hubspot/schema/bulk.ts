import { bulk, type BulkItem, type Call, type ItemAnswer, type z } from '../../../kit/index.ts'
import { BATCH_MAX } from '../operations/objects.ts'
import { catalogue, detailsOf, messageOf } from '../problem.ts'
import { contextOf, type FailureRow, type HubspotRow, type WrittenBatch } from '../shapes.ts'

/** One item of a bulk write, as HubSpot takes it but for the mark that we put on it. */
export interface WriteItem {
  readonly id?: string
  readonly idProperty?: string
  readonly properties: Record<string, string>
}

type Answer = z.output<typeof WrittenBatch>
type Marked = BulkItem<WriteItem>

/** Marks each item with its place, which HubSpot gives back in results and errors: their order means nothing. */
const markOf = ({ index }: Marked): string => String(index)

const refusedBy = ({ category, message, context }: FailureRow) => {
  const said = { message, category, context }
  const details = detailsOf(said)
  return {
    refused: { word: category ?? 'VALIDATION_ERROR', message: messageOf(said), details, problem: said },
  }
}

/** Whether an unmarked result is of this item: by id, by the property that names it, or by what was written. */
const isOf = ({ id, idProperty, properties }: WriteItem, row: HubspotRow): boolean => {
  if (idProperty !== undefined) return row.properties[idProperty]?.toLowerCase() === id?.toLowerCase()
  if (id !== undefined) return row.id === id
  return Object.entries(properties).every(([name, value]) => row.properties[name] === value)
}

const byMark = <V>(values: readonly V[], marksOf: (value: V) => readonly string[]): ReadonlyMap<string, V> =>
  new Map(values.flatMap((value) => marksOf(value).map((mark) => [mark, value] as const)))

/** Finds what HubSpot answered of each item. */
const answersOf = ({ results, errors }: Answer) => {
  const marked = byMark(results, ({ objectWriteTraceId: mark }) => (mark === undefined ? [] : [mark]))
  const unmarked = new Set(results.filter(({ objectWriteTraceId }) => objectWriteTraceId === undefined))
  const refused = byMark(errors, (error) => contextOf(error, 'objectWriteTraceId'))
  const refusedIds = byMark(errors, (error) => contextOf(error, 'ids'))
  const unnamed = errors.find(
    (error) => contextOf(error, 'objectWriteTraceId').length + contextOf(error, 'ids').length === 0,
  )
  return (marking: Marked): ItemAnswer<HubspotRow> => {
    const row = marked.get(markOf(marking)) ?? [...unmarked].find((one) => isOf(marking.item, one))
    if (row !== undefined) {
      unmarked.delete(row)
      return { row }
    }
    const failure = refused.get(markOf(marking)) ?? refusedIds.get(marking.item.id ?? '') ?? unnamed
    return failure && refusedBy(failure)
  }
}

/** What no two items of one request may share: HubSpot would refuse the whole call. */
const nameOf = ({ id, idProperty, properties }: WriteItem): string | null => {
  if (id !== undefined) return `${idProperty ?? 'id'}:${id.toLowerCase()}`
  const email = properties['email']
  return email ? `email:${email.toLowerCase()}` : null
}

/** Makes a write of up to a thousand items from one of HubSpot's batch writes. */
export const bulkWrite = <Input extends { readonly objectWriteTraceId: string }>(
  verb: Call<{ inputs: Input[] }, Answer>,
  toInput: (item: WriteItem, objectWriteTraceId: string) => Input,
) =>
  bulk<{ inputs: Input[] }, Answer, WriteItem, HubspotRow>(verb, {
    max: BATCH_MAX,
    catalogue,
    ask: (items) => ({ inputs: items.map((marking) => toInput(marking.item, markOf(marking))) }),
    answers: answersOf,
    nameOf,
  })

/** An item that makes an object. */
export const toCreated = ({ properties }: WriteItem, objectWriteTraceId: string) => ({ properties, objectWriteTraceId })

/** An item that changes an object. */
export const toUpdated = ({ id = '', properties }: WriteItem, objectWriteTraceId: string) => ({
  id,
  properties,
  objectWriteTraceId,
})

/** An item that changes an object, or makes it. */
export const toUpserted = ({ id = '', idProperty = '', properties }: WriteItem, objectWriteTraceId: string) => ({
  id,
  idProperty,
  properties,
  objectWriteTraceId,
})
