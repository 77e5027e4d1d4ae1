import type { World } from '../../../kit/index.ts'
import { seed, seedLinks, type Stored } from './seed.ts'
import { alreadyExists, invalidProperty, notFound, type Trouble } from './trouble.ts'

/** The types of objects that the sandbox holds. */
export type TypeName = keyof ReturnType<typeof seed>

/** Properties that no two objects of a type may share. */
const UNIQUE: Readonly<Record<TypeName, readonly string[]>> = {
  contacts: ['email'],
  companies: ['external_id'],
  deals: ['external_id'],
  tickets: ['external_id'],
  notes: [],
}

const NOUNS: Readonly<Record<TypeName, string>> = {
  contacts: 'Contact',
  companies: 'Company',
  deals: 'Deal',
  tickets: 'Ticket',
  notes: 'Note',
}

/** Properties that an object of the type cannot be made without. */
const REQUIRED: Partial<Record<TypeName, readonly string[]>> = {
  tickets: ['hs_pipeline_stage'],
  notes: ['hs_timestamp'],
}

const CUSTOM = ['external_id', 'favorite_color', 'hs_additional_emails', 'github_login']

type Properties = Readonly<Record<string, string>>

/** What became of one write. */
export type Written = { readonly object: Stored; readonly isNew: boolean } | { readonly trouble: Trouble }

/** One mount's objects and links. */
export interface Store {
  readonly all: (type: TypeName) => readonly Stored[]
  readonly get: (type: TypeName, id: string) => Stored | undefined
  readonly find: (type: TypeName, property: string, value: string) => Stored | undefined
  readonly create: (type: TypeName, properties: Properties) => Written
  readonly update: (type: TypeName, id: string, properties: Properties) => Written
  readonly linkedTo: (from: TypeName, id: string, to: TypeName) => readonly string[]
  readonly link: (from: readonly [TypeName, string], to: readonly [TypeName, string]) => void
}

type Tables = Readonly<Record<TypeName, Map<string, Stored>>>

const tablesOf = (): Tables => {
  const { contacts, companies, deals, tickets, notes } = seed()
  const table = (objects: readonly Stored[]) => new Map(objects.map((object) => [object.id, object]))
  return {
    contacts: table(contacts),
    companies: table(companies),
    deals: table(deals),
    tickets: table(tickets),
    notes: table(notes),
  }
}

const LARGEST_ID = 10_000

const normal = (property: string, value: string): string => (property === 'email' ? value.trim().toLowerCase() : value)

/** Every name that the type has is one that its first object has, or a custom one. */
const unknownName = (known: Stored | undefined, properties: Properties): string | undefined =>
  Object.keys(properties).find((name) => !CUSTOM.includes(name) && !(name in (known?.properties ?? {})))

const findTrouble = (tables: Tables, type: TypeName, known: { id: string | null; properties: Properties }) => {
  const { id, properties } = known
  const unknown = unknownName([...tables[type].values()][0], properties)
  if (unknown) return invalidProperty(unknown, 'PROPERTY_DOESNT_EXIST')
  const { email } = properties
  if (email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) return invalidProperty('email', 'INVALID_EMAIL')
  const lacking = id === null ? REQUIRED[type]?.find((name) => !properties[name]) : undefined
  if (lacking) return invalidProperty(lacking, 'REQUIRED_FIELD')
  for (const name of UNIQUE[type]) {
    const value = properties[name]
    const other = value && [...tables[type].values()].find((one) => one.properties[name] === normal(name, value))
    if (other && other.id !== id) return alreadyExists(NOUNS[type], other.id)
  }
  return null
}

const cleaned = (properties: Properties): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, value === '' ? null : normal(name, value)]),
  )

const createLinks = () => {
  const links = new Map<string, Set<string>>()
  const add = (from: string, to: string): void => {
    links.set(from, (links.get(from) ?? new Set()).add(to))
    links.set(to, (links.get(to) ?? new Set()).add(from))
  }
  for (const [from, to] of seedLinks()) add(from, to)
  const of = (from: string, to: TypeName): readonly string[] =>
    [...(links.get(from) ?? [])].flatMap((end) => (end.startsWith(`${to}/`) ? end.slice(to.length + 1) : []))
  return { add, of }
}

/** Makes the world of one mount. */
export const createStore = ({ wallNow }: World): Store => {
  const tables = tablesOf()
  const links = createLinks()
  let lastId = LARGEST_ID
  const now = (): string => new Date(wallNow()).toISOString()
  return {
    all: (type) => [...tables[type].values()],
    get: (type, id) => tables[type].get(id),
    find: (type, property, value) =>
      [...tables[type].values()].find(({ properties }) => properties[property] === normal(property, value)),
    create: (type, properties) => {
      const trouble = findTrouble(tables, type, { id: null, properties })
      if (trouble) return { trouble }
      const object = { id: String(++lastId), properties: cleaned(properties), createdAt: now(), updatedAt: now() }
      tables[type].set(object.id, object)
      return { object, isNew: true }
    },
    update: (type, id, properties) => {
      const object = tables[type].get(id)
      const trouble = object ? findTrouble(tables, type, { id, properties }) : notFound()
      if (trouble || !object) return { trouble: trouble ?? notFound() }
      Object.assign(object.properties, cleaned(properties))
      object.updatedAt = now()
      return { object, isNew: false }
    },
    linkedTo: (from, id, to) => links.of(`${from}/${id}`, to),
    link: ([fromType, fromId], [toType, toId]) => links.add(`${fromType}/${fromId}`, `${toType}/${toId}`),
  }
}
