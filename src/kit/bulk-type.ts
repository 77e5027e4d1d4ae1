import type { ObjectRef } from '@pothos/core'
import type { ErrorCode } from '../core/error-code.ts'
import type { HeadwatersError } from '../core/headwaters-error.ts'
import type { GraphBuilder, GraphTypes } from '../graph/builder.ts'
import { costing } from '../graph/field-cost.ts'
import { addErrorTypes } from '../graph/error-types.ts'
import type { BulkAnswer, BulkOutcome } from './bulk.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>

/** An item's error as a value: GraphQL would throw an `Error` that a resolver answers. */
interface ItemErrorValue {
  readonly name: string
  readonly message: string
  readonly code: ErrorCode
  readonly from: HeadwatersError
  readonly correlationId: string
}

const OUTCOMES = {
  notApplied: 'It was not done.',
  unknown: 'Whether it was done is not known: read before you repeat it.',
  applied: 'It was done; only its answer could not be read.',
} as const

const addItemError = (builder: GraphBuilder): ObjectRef<Types, ItemErrorValue> => {
  const { error, detail } = addErrorTypes(builder)
  const outcome = builder.enumType('ItemOutcome', {
    description: 'What became of an item that ended in an error.',
    values: {
      NOT_APPLIED: { value: 'notApplied', description: OUTCOMES.notApplied },
      UNKNOWN: { value: 'unknown', description: OUTCOMES.unknown },
      APPLIED: { value: 'applied', description: OUTCOMES.applied },
    } as const,
  })
  return builder.objectRef<ItemErrorValue>('ItemError').implement({
    description: 'Why one item of a bulk mutation failed.',
    interfaces: [error as never],
    fields: (t) => ({
      outcome: t.field({
        type: outcome,
        description: 'Whether it was done nevertheless.',
        resolve: ({ from }) => from.facts.outcome ?? 'unknown',
      }),
      details: t.field({
        type: [detail],
        description: 'Which places of the item are wrong; empty when nobody said.',
        resolve: ({ from }) => [...(from.facts.details ?? [])],
      }),
      vendorCode: t.string({
        nullable: true,
        description: "The vendor's own word for it, where it has one.",
        resolve: ({ from }) => from.facts.vendor?.code ?? null,
      }),
    }),
  })
}

const ITEM_ERRORS = new WeakMap<GraphBuilder, ObjectRef<Types, ItemErrorValue>>()

/** Adds what bulk mutations of every source say of an item that failed; once. */
export const addItemErrors = (builder: GraphBuilder): ObjectRef<Types, ItemErrorValue> => {
  const known = ITEM_ERRORS.get(builder)
  if (known) return known
  const made = addItemError(builder)
  ITEM_ERRORS.set(builder, made)
  return made
}

/** A type that a bulk mutation writes. */
export interface BulkTypeOptions<Row> {
  /** What the items are called, with the vendor's prefix: `HubspotContacts`. */
  readonly name: string
  /** The outcome's field for the row: `contact`. */
  readonly field: string
  readonly type: ObjectRef<Types, Row>
}

const addOutcome = <Row>(builder: GraphBuilder, { name, field, type }: BulkTypeOptions<Row>) =>
  builder.objectRef<BulkOutcome<Row>>(`${name}Outcome`).implement({
    description: 'What became of one item: the object, or an error.',
    fields: (t) => ({
      index: t.exposeInt('index', { description: "The item's place in the request, from 0." }),
      [field]: t.field({
        type,
        nullable: true,
        description: 'The object as it is now; null when the item failed.',
        resolve: (({ row }: BulkOutcome<Row>) => row) as never,
      }),
      error: t.field({
        type: addItemErrors(builder),
        nullable: true,
        description: 'Why the item failed; null when it did not.',
        resolve: ({ error }, _args, { requestId }) =>
          error && {
            name: error.name,
            message: error.message,
            code: error.code,
            from: error,
            correlationId: requestId,
          },
      }),
    }),
  })

/** Makes the result type of bulk mutations of one kind of object: an outcome for each item, in the order asked. */
export const bulkType = <Row>(
  builder: GraphBuilder,
  options: BulkTypeOptions<Row>,
): ObjectRef<Types, BulkAnswer<Row>> => {
  const outcome = addOutcome(builder, options)
  const count = (wanted: (one: BulkOutcome<Row>) => boolean) => (answer: BulkAnswer<Row>) =>
    answer.outcomes.filter(wanted).length
  return builder.objectRef<BulkAnswer<Row>>(`${options.name}Bulk`).implement({
    description: 'What became of a bulk mutation: one outcome an item, in the order asked.',
    fields: (t) => ({
      outcomes: t.field({
        type: [outcome],
        description: 'One for each item, in the order asked.',
        extensions: costing({ rows: 'page' }),
        resolve: ({ outcomes }) => [...outcomes],
      }),
      succeeded: t.int({ description: 'How many items were written.', resolve: count(({ error }) => error === null) }),
      failed: t.int({ description: 'How many items failed.', resolve: count(({ error }) => error !== null) }),
    }),
  })
}
