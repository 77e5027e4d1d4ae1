import { read, write } from '../../../kit/index.ts'
import { CONTACT, GITHUB_LOGIN, propertiesOf } from '../property-fields.ts'
import { Written } from '../shapes.ts'
import { OBJECTS } from '../version.ts'
import { byEmail, byId, byProperty, created, FRESH, listed, one, searched, updated, upserted } from './objects.ts'

const properties = propertiesOf(CONTACT)

/** Every call about contacts, by name. */
export const contacts = {
  contact: read(`POST ${OBJECTS}/contacts/batch/read`, {
    ...byId(properties),
    cache: { ttlMs: FRESH.object, tags: ['contact:{key}'] },
  }),
  contactByEmail: read(`POST ${OBJECTS}/contacts/batch/read`, {
    ...byEmail([...properties, GITHUB_LOGIN]),
    cache: { ttlMs: FRESH.object, tags: ['contacts'] },
  }),
  contactProperty: read(`POST ${OBJECTS}/contacts/batch/read`, {
    ...byProperty(),
    cache: { ttlMs: FRESH.object, tags: ['contacts'] },
  }),
  contacts: read(`GET ${OBJECTS}/contacts`, {
    ...listed(properties),
    cache: { ttlMs: FRESH.list, tags: ['contacts'] },
  }),
  searchContacts: read(`POST ${OBJECTS}/contacts/search`, {
    ...searched(properties),
    cache: { ttlMs: FRESH.list, tags: ['contacts'] },
  }),
  createContact: write(`POST ${OBJECTS}/contacts`, {
    body: one,
    answer: Written,
    idempotency: 'none',
    forgets: ['contacts'],
  }),
  updateContact: write(`PATCH ${OBJECTS}/contacts/{id}`, {
    body: one,
    answer: Written,
    idempotency: 'natural',
    forgets: ['contacts', 'contact:{id}'],
  }),
  createContacts: write(`POST ${OBJECTS}/contacts/batch/create`, {
    ...created,
    idempotency: 'none',
    forgets: ['contacts'],
  }),
  updateContacts: write(`POST ${OBJECTS}/contacts/batch/update`, {
    ...updated,
    idempotency: 'natural',
    forgets: ['contacts', 'contact:{answer.ids}'],
  }),
  upsertContacts: write(`POST ${OBJECTS}/contacts/batch/upsert`, {
    ...upserted,
    idempotency: 'natural',
    forgets: ['contacts', 'contact:{answer.ids}'],
  }),
} as const
