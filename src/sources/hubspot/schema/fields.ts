import {
  HeadwatersError,
  wholeOf,
  type FieldMap,
  type InputFields,
  type Load,
  type RowFields,
} from '../../../kit/index.ts'
import type { PropertyField, PropertyFields } from '../property-fields.ts'
import type { HubspotRow } from '../shapes.ts'
import type { Words } from './words.ts'

type Context = Parameters<Load<string, HubspotRow>>[1]
type Input = Readonly<Record<string, unknown>>

/** What the fields of a type read with. */
export interface Reading {
  /** Reads an object whole, where a write answered only a part of it. */
  readonly whole: Load<string, HubspotRow>
  readonly words: Words
}

/** A property's text; an empty one is none. What a write's answer leaves out is read, once for all of a request. */
const textOf = (row: HubspotRow, property: string, known: { whole: Reading['whole']; context: Context }) => {
  const text = row.properties[property]
  if (text !== undefined || !row.isPartial) return text || null
  return known.whole(row.id, known.context, row).then((read) => read?.properties[property] || null)
}

/** HubSpot writes moments as RFC 3339 or as milliseconds since 1970. */
const toMoment = (text: string | null): Date | null => {
  if (text === null) return null
  return /^-?\d+$/.test(text) ? new Date(Number(text)) : new Date(text)
}

const outputField = (t: RowFields<HubspotRow>, field: PropertyField, { whole, words }: Reading): FieldMap[string] => {
  const { property, description, kind = 'text' } = field
  const read = async (row: HubspotRow, context: Context): Promise<string | null> =>
    textOf(row, property, { whole, context })
  const base = { description, nullable: true, uses: [wholeOf(whole)] } as const
  switch (kind) {
    case 'text':
      return t.string({ ...base, resolve: (row, _args, context) => read(row, context) })
    case 'email':
      return t.field({ ...base, type: 'EmailAddress', resolve: (row, _args, context) => read(row, context) })
    case 'moment':
      return t.field({
        ...base,
        type: 'DateTime',
        resolve: async (row, _args, context) => toMoment(await read(row, context)),
      })
    case 'whole':
      return t.field({
        ...base,
        type: 'SafeInt',
        resolve: async (row, _args, context) => {
          const text = await read(row, context)
          return text === null ? null : Number(text)
        },
      })
    case 'priority':
      return t.field({
        ...base,
        type: words.priority,
        resolve: async (row, _args, context) => (await read(row, context)) as never,
      })
  }
}

/** A type's fields, made from its table. */
export const outputFields = (t: RowFields<HubspotRow>, fields: PropertyFields, reading: Reading): FieldMap =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, outputField(t, field, reading)]))

const inputField = (t: InputFields, { description, kind = 'text', isNeeded }: PropertyField, words: Words) => {
  const base = { description, required: isNeeded === true }
  switch (kind) {
    // An address is text here: a wrong one should fail its item, and not the whole request.
    case 'text':
    case 'email':
      return t.string(base)
    case 'moment':
      return t.field({ ...base, type: 'DateTime' })
    case 'whole':
      return t.field({ ...base, type: 'SafeInt' })
    case 'priority':
      return t.field({ ...base, type: words.priority })
  }
}

/** The fields of an input object that makes something, and `properties` for what has no field. */
export const newFields = (t: InputFields, fields: PropertyFields, words: Words) => ({
  ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, inputField(t, field, words)])),
  properties: t.field({
    type: [words.property],
    description: 'Properties that have no field here, by HubSpot’s own names.',
  }),
})

const asOptional = ({ isNeeded: _, ...field }: PropertyField): PropertyField => field

/** The fields of an input object that changes something, where nothing is needed. */
export const changeFields = (t: InputFields, fields: PropertyFields, words: Words) =>
  newFields(t, Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, asOptional(field)])), words)

const toText = (value: unknown, { kind }: PropertyField): string => {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return ''
  return kind === 'email' ? value.trim().toLowerCase() : value
}

const customOf = (input: Input): readonly { readonly name: string; readonly value?: string | null }[] =>
  (input['properties'] as readonly { name: string; value?: string | null }[] | null | undefined) ?? []

/** An input object as HubSpot's properties. What is left out stays as it is; null empties it. */
export const toProperties = (fields: PropertyFields, input: Input): Record<string, string> =>
  Object.fromEntries([
    ...Object.entries(fields).flatMap(([name, field]) =>
      input[name] === undefined ? [] : [[field.property, toText(input[name], field)] as const],
    ),
    ...customOf(input).map(({ name, value }) => [name, value ?? ''] as const),
  ])

/** HubSpot's ids are digits; anything else would spoil the batch that it is asked in. */
export const digits = (id: string, argument = 'id'): string => {
  if (/^\d{1,20}$/.test(id)) return id
  throw new HeadwatersError(
    'BAD_USER_INPUT',
    `Argument \`${argument}\` is no HubSpot id: those are digits, such as 512.`,
    {
      source: 'hubspot',
      details: [{ field: argument, issue: 'not digits' }],
    },
  )
}
