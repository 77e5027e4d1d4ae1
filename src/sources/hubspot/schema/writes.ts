import { bulkType, single, type BulkAnswer, type Call, type InputFields } from '../../../kit/index.ts'
import type { HubspotRow } from '../shapes.ts'
import type { WriteItem } from './bulk.ts'
import type { Desk } from './desk.ts'
import { changeFields, digits, newFields, toProperties } from './fields.ts'
import type { Noun, ObjectType } from './noun.ts'
import type { Words } from './words.ts'

type Bulk = Call<{ readonly items: readonly WriteItem[] }, BulkAnswer<HubspotRow>>

/** What writes a noun. */
export interface Writes {
  readonly create: Call<{ properties: Record<string, string> }, HubspotRow>
  readonly update: Call<{ id: string; properties: Record<string, string> }, HubspotRow>
  readonly createMany: Bulk
  readonly updateMany: Bulk
  /** Null where HubSpot has no such write. */
  readonly upsertMany: Bulk | null
  /** The property that tells objects apart when they are upserted; null where the caller names one. */
  readonly upsertBy: 'email' | null
}

/** What the mutations of a noun are made of. */
interface Known {
  readonly noun: Noun
  readonly type: ObjectType
  readonly words: Words
  readonly writes: Writes
}

type Input = Readonly<Record<string, unknown>>

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

const idField = (i: InputFields, one: string) => ({
  id: i.id({ required: true, description: `The ${one}: HubSpot’s id, or the \`id\` of a node.` }),
})

const itemsOf = (input: Input): readonly Input[] => input['items'] as readonly Input[]

const addSingles = ({ mutation }: Desk, { noun, type, words, writes }: Known): void => {
  const { one, fields } = noun
  const expects = [words.exists]
  mutation((t) => ({
    [`create${capital(one)}`]: t.write(writes.create, {
      type,
      description: `Makes a ${one}.`,
      input: (i) => newFields(i, fields, words),
      with: (input) => ({ properties: toProperties(fields, input) }),
      expects,
    }),
    [`update${capital(one)}`]: t.write(writes.update, {
      type,
      description: `Changes a ${one}: what is left out stays as it is, null empties it.`,
      input: (i) => ({ ...idField(i, one), ...changeFields(i, fields, words) }),
      ids: { id: noun.type },
      with: (input: Input) => ({ id: digits(String(input['id'])), properties: toProperties(fields, input) }),
      expects,
    }),
  }))
}

const addItemTypes = ({ builder }: Desk, { noun, type, words }: Known) => {
  const { one, many, fields } = noun
  return {
    result: bulkType(builder, { name: `Hubspot${capital(many)}`, field: one, type }),
    item: builder.inputType(`${noun.type}Item`, {
      description: `A ${one} to make.`,
      fields: (i) => newFields(i, fields, words),
    }),
    change: builder.inputType(`${noun.type}Change`, {
      description: `A ${one} to change: what is left out stays as it is, null empties it.`,
      fields: (i) => ({ ...idField(i, one), ...changeFields(i, fields, words) }),
    }),
  }
}

const BULK_WORDS =
  'From 1 to 1,000 at once, a hundred a call. Each has an outcome of its own, in the order asked: a wrong one fails alone.'

const addBulk = (desk: Desk, known: Known): ReturnType<typeof addItemTypes> => {
  const { noun, writes } = known
  const { many, fields } = noun
  const types = addItemTypes(desk, known)
  desk.mutation((t) => ({
    [`create${capital(many)}`]: t.write(writes.createMany, {
      type: types.result,
      description: `Makes ${many}. ${BULK_WORDS}`,
      input: (i) => ({ items: i.field({ type: [types.item], required: true, description: `The ${many} to make.` }) }),
      with: (input: Input) => ({ items: itemsOf(input).map((item) => ({ properties: toProperties(fields, item) })) }),
    }),
    [`update${capital(many)}`]: t.write(writes.updateMany, {
      type: types.result,
      description: `Changes ${many}. ${BULK_WORDS}`,
      input: (i) => ({
        items: i.field({ type: [types.change], required: true, description: `The ${many} to change.` }),
      }),
      ids: { 'items.id': noun.type },
      with: (input: Input) => ({
        items: itemsOf(input).map((item) => ({ id: String(item['id']), properties: toProperties(fields, item) })),
      }),
    }),
  }))
  return types
}

const KEY_WORDS = 'HubSpot changes the one that has the same value there, and makes one where none has.'

const toKeyed = (item: Input, { noun, writes }: Known): WriteItem => {
  const properties = toProperties(noun.fields, item)
  const idProperty = writes.upsertBy ?? String(item['keyProperty'])
  const id = writes.upsertBy === null ? String(item['key']).trim() : (properties[writes.upsertBy] ?? '')
  return { id, idProperty, properties: { ...properties, [idProperty]: id } }
}

const addKeyed = ({ builder }: Desk, { noun, words, writes }: Known) => {
  const { one, fields } = noun
  const keyed = (i: InputFields) =>
    writes.upsertBy === null
      ? {
          keyProperty: i.string({ required: true, description: 'HubSpot’s name of a property that no two may share.' }),
          key: i.string({ required: true, description: `Its value for this ${one}.` }),
        }
      : {}
  const all = (i: InputFields) => ({
    ...changeFields(i, fields, words),
    ...(writes.upsertBy === 'email' && {
      email: i.string({ required: true, description: 'The e-mail address that tells contacts apart.' }),
    }),
    ...keyed(i),
  })
  return {
    all,
    type: builder.inputType(`${noun.type}Keyed`, { description: `A ${one} to change or make.`, fields: all }),
  }
}

const addUpserts = (
  desk: Desk,
  known: Known & { readonly result: ReturnType<typeof addItemTypes>['result'] },
): void => {
  const { noun, type, words, writes, result } = known
  const { one, many } = noun
  const { upsertMany } = writes
  if (upsertMany === null) return
  const keyed = addKeyed(desk, known)
  desk.mutation((t) => ({
    [`upsert${capital(one)}`]: t.write(single<WriteItem, HubspotRow>(upsertMany), {
      type,
      name: `upsert${capital(one)}`,
      description: `Changes a ${one} or makes it. ${KEY_WORDS}`,
      input: keyed.all,
      with: (input: Input) => toKeyed(input, known),
      expects: [words.exists],
    }),
    [`upsert${capital(many)}`]: t.write(upsertMany, {
      type: result,
      description: `Changes ${many} or makes them. ${KEY_WORDS} ${BULK_WORDS}`,
      input: (i) => ({ items: i.field({ type: [keyed.type], required: true, description: `The ${many}.` }) }),
      with: (input: Input) => ({ items: itemsOf(input).map((item) => toKeyed(item, known)) }),
    }),
  }))
}

/** Adds the mutations of a noun: create, update and upsert, singly and in bulk. */
export const addWrites = (desk: Desk, known: Known): void => {
  addSingles(desk, known)
  const { result } = addBulk(desk, known)
  addUpserts(desk, { ...known, result })
}
