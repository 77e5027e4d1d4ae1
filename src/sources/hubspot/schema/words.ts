import { existingIdOf } from '../problem.ts'
import { HubspotProblem } from '../shapes.ts'
import type { Desk } from './desk.ts'

const PRIORITY = {
  LOW: { value: 'LOW', description: 'It can wait.' },
  MEDIUM: { value: 'MEDIUM', description: 'In its turn.' },
  HIGH: { value: 'HIGH', description: 'Before others.' },
  URGENT: { value: 'URGENT', description: 'At once.' },
} as const

const OPERATOR = {
  EQ: { value: 'EQ', description: 'Equal to `value`.' },
  NEQ: { value: 'NEQ', description: 'Not equal to `value`.' },
  LT: { value: 'LT', description: 'Less than `value`.' },
  LTE: { value: 'LTE', description: 'Less than `value`, or equal to it.' },
  GT: { value: 'GT', description: 'Greater than `value`.' },
  GTE: { value: 'GTE', description: 'Greater than `value`, or equal to it.' },
  BETWEEN: { value: 'BETWEEN', description: 'From `value` to `highValue`.' },
  IN: { value: 'IN', description: 'One of `values`; texts in lower case.' },
  NOT_IN: { value: 'NOT_IN', description: 'None of `values`; texts in lower case.' },
  HAS_PROPERTY: { value: 'HAS_PROPERTY', description: 'Set to anything.' },
  NOT_HAS_PROPERTY: { value: 'NOT_HAS_PROPERTY', description: 'Not set.' },
  CONTAINS_TOKEN: { value: 'CONTAINS_TOKEN', description: 'Contains the word `value`; `*` stands for any letters.' },
  NOT_CONTAINS_TOKEN: { value: 'NOT_CONTAINS_TOKEN', description: 'Does not contain the word `value`.' },
} as const

const DIRECTION = {
  ASCENDING: { value: 'ASCENDING', description: 'Smallest first.' },
  DESCENDING: { value: 'DESCENDING', description: 'Greatest first.' },
} as const

const addFilter = ({ builder }: Desk) => {
  const operator = builder.enumType('HubspotFilterOperator', {
    description: 'How a property is compared.',
    values: OPERATOR,
  })
  const filter = builder.inputType('HubspotFilter', {
    description: 'A condition on one property.',
    fields: (t) => ({
      property: t.string({ required: true, description: 'HubSpot’s name of the property: `email`, `createdate`.' }),
      operator: t.field({ type: operator, required: true, description: 'How it is compared.' }),
      value: t.string({ description: 'What it is compared with; moments in milliseconds since 1970.' }),
      highValue: t.string({ description: 'The upper end, for `BETWEEN`.' }),
      values: t.stringList({ description: 'What it is compared with, for `IN` and `NOT_IN`.' }),
    }),
  })
  return builder.inputType('HubspotFilterGroup', {
    description: 'Conditions that all have to hold; of several groups one is enough.',
    fields: (t) => ({ filters: t.field({ type: [filter], required: true, description: 'From 1 to 10 conditions.' }) }),
  })
}

const addSort = ({ builder }: Desk) => {
  const direction = builder.enumType('HubspotSortDirection', { description: 'In which order.', values: DIRECTION })
  return builder.inputType('HubspotSort', {
    description: 'The order of a search.',
    fields: (t) => ({
      property: t.string({ required: true, description: 'HubSpot’s name of the property: `createdate`.' }),
      direction: t.field({ type: direction, required: true, description: 'In which order.' }),
    }),
  })
}

/** A conflict over a value that no two objects may share; other conflicts are none of it. */
const readExisting = (problem: unknown): { readonly existingId: string | null } | null => {
  const { data } = HubspotProblem.safeParse(problem)
  const isConflict = data?.category === 'CONFLICT' || data?.category === 'OBJECT_ALREADY_EXISTS'
  if (!isConflict || !/already (exists|has that value)/i.test(data.message ?? '')) return null
  return { existingId: existingIdOf(data.message) }
}

/** Adds the enums and inputs that several nouns use. */
export const addWords = (desk: Desk) => ({
  priority: desk.builder.enumType('HubspotTicketPriority', {
    description: 'How urgent a ticket is.',
    values: PRIORITY,
  }),
  filterGroup: addFilter(desk),
  sort: addSort(desk),
  property: desk.builder.inputType('HubspotPropertyInput', {
    description: 'A property by HubSpot’s own name.',
    fields: (t) => ({
      name: t.string({ required: true, description: 'HubSpot’s name of the property: `favorite_color`.' }),
      value: t.string({ description: 'Its value as text; null empties it.' }),
    }),
  }),
  exists: desk.expected<{ readonly existingId: string | null }>({
    name: 'HubspotAlreadyExistsError',
    description: 'There is an object already that has this e-mail address, or another value that no two may share.',
    fields: (t) => ({
      existingId: t.string({
        nullable: true,
        description: "HubSpot's id of the object that is there, where HubSpot tells it.",
        resolve: ({ facts }) => facts.existingId,
      }),
    }),
    matches: readExisting,
  }),
})

/** The enums, inputs and errors that several nouns use. */
export type Words = ReturnType<typeof addWords>
