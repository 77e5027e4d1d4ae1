import { byKey, byNames, failed, misfitOf, z, type Outcomes } from '../../../kit/index.ts'
import { Batch, contextOf, Found, Listed, WrittenBatch, type FailureRow, type HubspotRow } from '../shapes.ts'

/** Most inputs of one batch call (developers.hubspot.com/docs/api-reference/2026-03/crm/objects/contacts, "batch"). */
export const BATCH_MAX = 100

/** A search stops at so many results, wherever its pages are cut (…/crm/search-the-crm, "limitations"). */
export const SEARCH_WINDOW = 10_000

/** Milliseconds that an answer may be shown again; writes of ours forget it sooner. */
export const FRESH = { object: 30_000, list: 5_000, links: 10_000 } as const

type BatchAnswer = z.output<typeof Batch>

const inputs = z.array(z.object({ id: z.string().min(1) })).max(BATCH_MAX)
const names = z.array(z.string())

/** HubSpot's "no" to single keys of a batch: its word, and the keys as they were asked. */
const refusals = (errors: readonly FailureRow[]) =>
  errors.map((error) => failed(error.category ?? 'OBJECT_NOT_FOUND', contextOf(error, 'ids')))

/** Objects by id, a hundred a call; the order of the answer means nothing. */
export const byId = (properties: readonly string[]) => ({
  body: { inputs, properties: names },
  answer: Batch,
  batch: {
    max: BATCH_MAX,
    ask: (ids: readonly string[]) => ({ inputs: ids.map((id) => ({ id })), properties: [...properties] }),
    outcomes: ({ results, errors }: BatchAnswer): Outcomes<HubspotRow> => byKey(results, 'id', refusals(errors)),
  },
})

/** Both properties as lists; what is no text has no address in it. */
const addressesOf = ({ properties }: HubspotRow): readonly string[] =>
  [properties['email'], properties['hs_additional_emails']].flatMap((text: unknown) =>
    typeof text === 'string' ? text.split(';').flatMap((address) => address.trim().toLowerCase() || []) : [],
  )

/** Contacts by e-mail address, its first or a further one; keys are trimmed and in lower case. */
export const byEmail = (properties: readonly string[]) => ({
  body: { inputs, properties: names, idProperty: z.literal('email') },
  answer: Batch,
  batch: {
    max: BATCH_MAX,
    ask: (emails: readonly string[]) => ({
      inputs: emails.map((id) => ({ id })),
      properties: [...properties, 'hs_additional_emails'],
      idProperty: 'email' as const,
    }),
    outcomes: ({ results, errors }: BatchAnswer): Outcomes<HubspotRow> =>
      byNames(results, addressesOf, refusals(errors)),
  },
})

/** The key of a property that we have no field for: `512/favorite_color`. Without a name it is the object's own id. */
export const propertyKey = (id: string, name: string): string => `${id}/${name}`

const OWN_ID = 'hs_object_id'

const partsOf = (key: string): { readonly id: string; readonly name: string } => {
  const [id = '', ...name] = key.split('/')
  return { id, name: name.join('/') || OWN_ID }
}

const textOf = (found: ReturnType<Outcomes<HubspotRow>['of']>, name: string): ReturnType<Outcomes<string>['of']> => {
  if (!('value' in found)) return found
  // A row that does not fit is handed on as it is: the verb makes the error of it.
  if (misfitOf(found.value)) return { value: found.value as never }
  const text = found.value.properties[name]
  return text === null || text === undefined ? { missing: true } : { value: text }
}

/** Single properties of objects: all objects and all names that are wanted, in one call. */
export const byProperty = () => ({
  query: { archived: z.boolean() },
  body: { inputs, properties: names },
  answer: Batch,
  batch: {
    max: BATCH_MAX,
    ask: (keys: readonly string[]) => ({
      archived: false,
      inputs: [...new Set(keys.map((key) => partsOf(key).id))].map((id) => ({ id })),
      properties: [...new Set(keys.map((key) => partsOf(key).name))],
    }),
    outcomes: ({ results, errors }: BatchAnswer): Outcomes<string> => {
      const rows = byKey(results, 'id', refusals(errors))
      return {
        of: (key, index) => {
          const { id, name } = partsOf(key)
          return textOf(rows.of(id, index), name)
        },
      }
    },
  },
})

const pagesOf = (max: number) => ({ after: 'after', size: 'limit', max }) as const

/** A list by id, forward only, at most a hundred a page. */
export const listed = (properties: readonly string[]) => ({
  query: {
    limit: z.int().min(1).max(100).optional(),
    after: z.string().optional(),
    properties: z.string().default(properties.join(',')),
  },
  answer: Listed,
  pages: {
    ...pagesOf(100),
    items: (page: z.output<typeof Listed>) => page.results,
    next: (page: z.output<typeof Listed>) => page.paging?.next?.after,
  },
})

/** What an operator compares with, where that is not one `value` (…/crm/search-the-crm, "filter search results"). */
const OPERANDS: Readonly<Record<string, readonly ('value' | 'highValue' | 'values')[]>> = {
  BETWEEN: ['value', 'highValue'],
  IN: ['values'],
  NOT_IN: ['values'],
  HAS_PROPERTY: [],
  NOT_HAS_PROPERTY: [],
}

/** What an object's property is compared with. */
const filter = z
  .object({
    propertyName: z.string().min(1),
    operator: z.string(),
    value: z.string().optional(),
    highValue: z.string().optional(),
    values: z.array(z.string()).min(1, 'must not be empty').optional(),
  })
  .superRefine((given, ctx) => {
    const missing = (OPERANDS[given.operator] ?? ['value']).filter((name) => given[name] === undefined)
    for (const name of missing)
      ctx.addIssue({ code: 'custom', path: [name], message: `is needed by ${given.operator}` })
  })

// developers.hubspot.com/changelog, August 2024: five groups, ten filters in each, twenty-five in all.
const filterGroups = z
  .array(z.object({ filters: z.array(filter).min(1).max(10, 'a group takes at most 10 filters') }))
  .max(5, 'at most 5 groups are taken')
  .refine((groups) => groups.flatMap(({ filters }) => filters).length <= 25, 'at most 25 filters are taken in all')

const window = z
  .string()
  .refine(
    (after) => Number(after) < SEARCH_WINDOW,
    `HubSpot's search ends at ${SEARCH_WINDOW} results: narrow the filters, for example to a range of \`createdate\``,
  )

/** A search with filters, at most two hundred a page and ten thousand in all. */
export const searched = (properties: readonly string[]) => ({
  body: {
    query: z.string().max(3_000).optional(),
    filterGroups: filterGroups.optional(),
    sorts: z
      .array(z.object({ propertyName: z.string().min(1), direction: z.enum(['ASCENDING', 'DESCENDING']) }))
      .max(1)
      .optional(),
    properties: names.default([...properties]),
    limit: z.int().min(1).max(200).optional(),
    after: window.optional(),
  },
  answer: Found,
  pages: {
    ...pagesOf(200),
    items: (page: z.output<typeof Found>) => page.results,
    next: (page: z.output<typeof Found>) => page.paging?.next?.after,
    total: (page: z.output<typeof Found>) => page.total,
  },
  quota: 'search',
  breaker: 'search',
})

const values = z.record(z.string().min(1), z.string())
const trace = z.string()

/** One object's properties; an empty text empties one. */
export const one = { properties: values }

const many = <S extends z.ZodType>(item: S) => ({
  body: { inputs: z.array(item).min(1).max(BATCH_MAX) },
  answer: WrittenBatch,
})

/** New objects, a hundred a call. */
export const created = many(z.object({ properties: values, objectWriteTraceId: trace }))

/** Changes to objects, a hundred a call. */
export const updated = many(z.object({ id: z.string().min(1), properties: values, objectWriteTraceId: trace }))

/** Objects that are changed where they are and made where they are not, told by a property that no two share. */
export const upserted = many(
  z.object({ id: z.string().min(1), idProperty: z.string().min(1), properties: values, objectWriteTraceId: trace }),
)
