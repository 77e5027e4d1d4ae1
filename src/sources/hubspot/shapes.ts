import { rows, z } from '../../kit/index.ts'

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

const object = {
  id: z.string(),
  /** Every value is text, whatever the property's type; one that is not set is null. */
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: moment.optional(),
  updatedAt: moment.optional(),
  /** Given back by bulk writes: the mark that we put on the item. */
  objectWriteTraceId: z.string().optional(),
}

/** An object as a read answers it: with every property that was asked for. */
export const Row = z.object(object).transform((row) => ({ ...row, isPartial: false }))

/** An object as a write answers it: with the properties that were written, and HubSpot's own few. */
export const Written = z.object(object).transform((row) => ({ ...row, isPartial: true }))

/** An object of any type. Types differ in the names of their properties alone. */
export type HubspotRow = z.output<typeof Row>

const Context = z.record(z.string(), z.union([z.array(z.string()), z.string()]))

/** One entry of an answer's `errors`: what of a batch could not be done, and for which inputs. */
export const Failure = z.object({
  category: z.string().optional(),
  subCategory: z.unknown().optional(),
  message: z.string().optional(),
  context: Context.optional(),
})

/** What was refused inside a good answer (207). */
export type FailureRow = z.output<typeof Failure>

/** The texts under a name of an error's context, which HubSpot writes as a list or as one text. */
export const contextOf = (failure: { readonly context?: FailureRow['context'] }, name: string): readonly string[] => {
  const found = failure.context?.[name]
  return typeof found === 'string' ? [found] : (found ?? [])
}

const errors = z.array(Failure).default([])

/** Found objects in any order, and the keys that were not (207). */
export const Batch = z.object({ results: rows(Row), errors })

/** Written objects in any order, and the items that were refused (207). `ids` is for the tags that a write makes stale. */
export const WrittenBatch = z
  .object({ results: rows(Written), errors })
  .transform((batch) => ({ ...batch, ids: batch.results.map(({ id }) => id) }))

const paging = z.object({ next: z.object({ after: z.string() }).optional() }).optional()

/** A page of a list. */
export const Listed = z.object({ results: rows(Row), paging })

/** A page of a search, which knows how many there are in all. */
export const Found = z.object({ total: z.int(), results: rows(Row), paging })

/** What one object is linked to. Two objects may be linked in several ways; the link stands once. */
const Linked = z
  .object({
    from: z.object({ id: z.string() }),
    to: z.array(z.object({ toObjectId: z.union([z.string(), z.int()]).transform(String) })),
    paging,
  })
  .transform(({ from, to, paging: { next } = {} }) => ({
    from,
    ids: [...new Set(to.map(({ toObjectId }) => toObjectId))],
    next: next?.after ?? null,
  }))

/** What each of several objects is linked to. */
export const LinkBatch = z.object({ results: rows(Linked), errors })

/** The answer of a new link. */
export const Associated = z.object({ status: z.string() })

/** HubSpot's error body. Any of it may be missing (developers.hubspot.com/docs/api-reference/error-handling). */
export const HubspotProblem = z.object({
  status: z.string().optional(),
  message: z.string().optional(),
  category: z.string().optional(),
  errorType: z.string().optional(),
  policyName: z.string().optional(),
  correlationId: z.string().optional(),
  context: Context.optional(),
  errors: z
    .array(
      z.object({
        message: z.string().optional(),
        code: z.string().optional(),
        in: z.string().optional(),
        context: Context.optional(),
      }),
    )
    .optional(),
})

/** A decoded error body. */
export type HubspotTrouble = z.output<typeof HubspotProblem>
