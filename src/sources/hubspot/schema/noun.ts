import { HeadwatersError, type NodeRef, type Load, type ReadPage } from '../../../kit/index.ts'
import { propertyKey } from '../operations/objects.ts'
import type { PropertyFields } from '../property-fields.ts'
import type { HubspotRow } from '../shapes.ts'
import type { Desk } from './desk.ts'
import { digits, outputFields } from './fields.ts'
import type { Words } from './words.ts'

/** A condition as HubSpot takes it. */
interface SearchFilter {
  propertyName: string
  operator: string
  value?: string | undefined
  highValue?: string | undefined
  values?: string[] | undefined
}

/** What a search is asked with. */
interface SearchArgs {
  query?: string | null | undefined
  filterGroups?: { filters: SearchFilter[] }[] | null | undefined
  sorts?: { propertyName: string; direction: 'ASCENDING' | 'DESCENDING' }[] | null | undefined
}

/** A type of object: its words, its fields and what reads it. */
export interface Noun {
  /** `HubspotContact`. */
  readonly type: string
  /** `contact`. */
  readonly one: string
  /** `contacts`. */
  readonly many: string
  readonly description: string
  readonly fields: PropertyFields
  readonly load: Load<string, HubspotRow>
  readonly property: Load<string, string>
  readonly list: ReadPage<{}, HubspotRow>
  readonly search: ReadPage<SearchArgs, HubspotRow>
}

/** An object type of HubSpot's in the graph. */
export type ObjectType = NodeRef<HubspotRow>

const named = (name: string): string => {
  if (name.trim() !== '') return name.trim()
  throw new HeadwatersError('BAD_USER_INPUT', 'Argument `name` is empty. Send HubSpot’s name of the property.', {
    source: 'hubspot',
    details: [{ field: 'name', issue: 'is empty' }],
  })
}

/** Adds the type of a noun; its relations are added once all nouns are there. */
export const addType = ({ node }: Desk, noun: Noun, words: Words): ObjectType =>
  node(noun.type, noun.load, {
    description: noun.description,
    id: (row) => row.id,
    fields: (t) => ({
      ...outputFields(t, noun.fields, { whole: noun.load, words }),
      createdAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When HubSpot made it.',
        resolve: ({ createdAt }) => createdAt ?? null,
      }),
      updatedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'When it was last changed, by anybody.',
        resolve: ({ updatedAt }) => updatedAt ?? null,
      }),
      property: t.load(noun.property, {
        type: 'String',
        description:
          'A property that has no field here, as text; null when it is not set, or there is none of that name.',
        args: { name: t.arg.string({ required: true, description: 'HubSpot’s name of it: `favorite_color`.' }) },
        key: ({ id }, { name }) => propertyKey(id, named(name)),
      }),
    }),
  })

interface FilterInput {
  readonly property: string
  readonly operator: string
  readonly value?: string | null | undefined
  readonly highValue?: string | null | undefined
  readonly values?: readonly string[] | null | undefined
}

const toFilter = ({ property, operator, value, highValue, values }: FilterInput): SearchFilter => ({
  propertyName: property,
  operator,
  ...(value != null && { value }),
  ...(highValue != null && { highValue }),
  ...(values != null && { values: [...values] }),
})

/** Adds the reads of a noun: by id, all of them, and a search. */
export const addReads = ({ query }: Desk, noun: Noun, { type, words }: { type: ObjectType; words: Words }): void => {
  const { one, many } = noun
  query((t) => ({
    [one]: t.load(noun.load, {
      type,
      description: `A ${one} by id. Null when HubSpot knows none.`,
      args: { id: t.arg.id({ required: true, description: 'HubSpot’s id, or the `id` of a node.' }) },
      ids: { id: noun.type },
      key: (_, { id }) => digits(String(id)),
    }),
    [many]: t.pages(noun.list, { type, description: `All ${many}, by id.` }),
    [`search${many.charAt(0).toUpperCase()}${many.slice(1)}`]: t.pages(noun.search, {
      type,
      description: `A search among ${many}. It may be a few seconds behind, and ends at 10,000 results.`,
      args: {
        query: t.arg.string({ description: 'Words to look for in the usual properties.' }),
        filterGroups: t.arg({
          type: [words.filterGroup],
          description: 'Conditions: at most 5 groups, of which one has to hold.',
        }),
        sort: t.arg({ type: words.sort, description: 'The order; by creation when left out.' }),
      },
      with: (_, { query: text, filterGroups, sort }) => ({
        query: text,
        filterGroups: filterGroups?.map(({ filters }) => ({ filters: filters.map(toFilter) })),
        sorts: sort && [{ propertyName: sort.property, direction: sort.direction }],
      }),
    }),
  }))
}
