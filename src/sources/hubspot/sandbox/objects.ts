import { refuse, reply } from '../../../kit/index.ts'
import { SEARCH_WINDOW } from '../operations/objects.ts'
import { find, isOperator, type Search } from './search.ts'
import type { Stored } from './seed.ts'
import type { Store, TypeName, Written } from './store.ts'
import { invalidProperty, refusal, refuseWith, type Trouble } from './trouble.ts'

/** HubSpot's own properties, which every answer has. */
const ALWAYS = ['hs_object_id', 'createdate', 'lastmodifieddate'] as const

const ownOf = (object: Stored): Readonly<Record<string, string>> => ({
  hs_object_id: object.id,
  createdate: object.createdAt,
  lastmodifieddate: object.updatedAt,
})

/** An object with the properties that were asked for. Names that nobody knows are left out, as HubSpot does. */
const shown = (object: Stored, names: readonly string[]) => {
  const all = { ...object.properties, ...ownOf(object) }
  const wanted = [...new Set([...names, ...ALWAYS])]
  return {
    id: object.id,
    properties: Object.fromEntries(wanted.map((name) => [name, all[name as keyof typeof all] ?? null])),
    createdAt: object.createdAt,
    updatedAt: object.updatedAt,
    archived: false,
  }
}

const complete = { status: 'COMPLETE', startedAt: '2026-01-05T09:00:00.000Z', completedAt: '2026-01-05T09:00:00.000Z' }

const notFound = (type: TypeName, ids: readonly string[]) => ({
  status: 'error',
  category: 'OBJECT_NOT_FOUND',
  message: `Could not get some ${type.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
  context: { ids: [...ids] },
})

const batch = <T>(results: readonly T[], errors: readonly { readonly context: Record<string, string[]> }[]) => {
  const body = { ...complete, results: [...results], errors: [...errors], numErrors: errors.length }
  return errors.length === 0 ? { ...body, errors: undefined } : reply(207, body)
}

interface Item {
  readonly id?: string
  readonly idProperty?: string
  readonly properties: Readonly<Record<string, string>>
  readonly objectWriteTraceId?: string
}

/** What a write answers of an object: what was written, and HubSpot's own. */
const writtenOf = (object: Stored, item: Item) => ({
  ...shown(object, Object.keys(item.properties)),
  ...(item.objectWriteTraceId !== undefined && { objectWriteTraceId: item.objectWriteTraceId }),
})

const failureOf = ({ category, message }: Trouble, { objectWriteTraceId, id }: Item) => ({
  status: 'error',
  category,
  message,
  context: {
    ...(objectWriteTraceId !== undefined && { objectWriteTraceId: [objectWriteTraceId] }),
    ...(id !== undefined && { ids: [id] }),
  },
})

/** Writes items one by one. With marks, refused ones stand beside the others (207); without, the first refuses them all. */
const writeAll = (inputs: readonly Item[], act: (item: Item) => Written) => {
  const names = inputs.flatMap(({ id }) => id ?? [])
  if (new Set(names).size < names.length) return refuseWith(invalidProperty('id', 'DUPLICATE_IDS'))
  const written = inputs.map((item) => ({ item, result: act(item) }))
  const results = written.flatMap(({ item, result }) => ('object' in result ? writtenOf(result.object, item) : []))
  const errors = written.flatMap(({ item, result }) => ('trouble' in result ? failureOf(result.trouble, item) : []))
  return batch(results.toReversed(), errors)
}

const orRefuse = (written: Written): Stored => ('object' in written ? written.object : refuseWith(written.trouble))

const pageOf = (objects: readonly Stored[], { limit, start }: { limit: number; start: number }) => {
  const end = start + limit
  const page = objects.slice(start, end)
  return { page, paging: end < objects.length ? { next: { after: String(end) } } : undefined }
}

const searchIn =
  (store: Store, type: TypeName) =>
  (asked: Search & { properties: readonly string[]; limit?: number | undefined; after?: string | undefined }) => {
    const operators = (asked.filterGroups ?? []).flatMap(({ filters }) => filters.map(({ operator }) => operator))
    if (!operators.every(isOperator)) return refuse(400, refusal(400))
    const start = Number(asked.after ?? 0)
    if (start >= SEARCH_WINDOW) return refuse(400, refusal(400))
    const found = find(store.all(type), asked)
    const { page, paging } = pageOf(found, { limit: asked.limit ?? 10, start })
    return { total: found.length, results: page.map((object) => shown(object, asked.properties)), paging }
  }

const upsertIn = (store: Store, type: TypeName) => (item: Item) => {
  const { id = '', idProperty = 'id', properties } = item
  const known = idProperty === 'id' ? store.get(type, id) : store.find(type, idProperty, id)
  return known
    ? store.update(type, known.id, properties)
    : store.create(type, { ...properties, ...(idProperty !== 'id' && { [idProperty]: id }) })
}

interface ReadBatch {
  readonly inputs: readonly { readonly id: string }[]
  readonly properties: readonly string[]
  readonly idProperty?: string
}

const byAddress = (store: Store, type: TypeName, address: string): Stored | undefined =>
  store.find(type, 'email', address) ??
  store
    .all(type)
    .find((one) => one.properties['hs_additional_emails']?.split(';').includes(address.trim().toLowerCase()))

const readIn =
  (store: Store, type: TypeName) =>
  ({ inputs, properties, idProperty }: ReadBatch) => {
    const found = inputs.map(({ id }) => ({
      id,
      object: idProperty ? byAddress(store, type, id) : store.get(type, id),
    }))
    const missing = found.filter(({ object }) => object === undefined).map(({ id }) => id)
    // The order of an answer means nothing, so the sandbox turns it around.
    const objects = [...new Set(found.flatMap(({ object }) => object ?? []))].toReversed()
    return batch(
      objects.map((object) => shown(object, properties)),
      missing.length > 0 ? [notFound(type, missing)] : [],
    )
  }

const listIn =
  (store: Store, type: TypeName) =>
  ({
    limit = 10,
    after = '0',
    properties,
  }: {
    limit?: number | undefined
    after?: string | undefined
    properties: string
  }) => {
    const rest = store.all(type).filter(({ id }) => Number(id) > Number(after))
    const page = rest.slice(0, limit)
    const last = page.at(-1)
    return {
      results: page.map((object) => shown(object, properties.split(','))),
      paging: last && page.length < rest.length ? { next: { after: last.id } } : undefined,
    }
  }

type Properties = Readonly<Record<string, string>>

interface Items {
  readonly inputs: readonly Item[]
}

/** How HubSpot answers the calls of one type of object. */
export const objectsOf = (store: Store, type: TypeName) => ({
  readBatch: readIn(store, type),
  list: listIn(store, type),
  search: searchIn(store, type),
  create: (item: Item) => reply(201, writtenOf(orRefuse(store.create(type, item.properties)), item)),
  update: ({ id, properties }: { id: string; properties: Properties }) =>
    writtenOf(orRefuse(store.update(type, id, properties)), { properties }),
  createBatch: ({ inputs }: Items) => writeAll(inputs, ({ properties }) => store.create(type, properties)),
  updateBatch: ({ inputs }: Items) => writeAll(inputs, ({ id = '', properties }) => store.update(type, id, properties)),
  upsertBatch: ({ inputs }: Items) => writeAll(inputs, upsertIn(store, type)),
})
