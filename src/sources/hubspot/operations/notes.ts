import { read, write } from '../../../kit/index.ts'
import { NOTE, propertiesOf } from '../property-fields.ts'
import { Written } from '../shapes.ts'
import { OBJECTS } from '../version.ts'
import { byId, byProperty, created, FRESH, listed, one, searched, updated } from './objects.ts'

const properties = propertiesOf(NOTE)

/** Every call about notes, by name. */
export const notes = {
  note: read(`POST ${OBJECTS}/notes/batch/read`, {
    ...byId(properties),
    cache: { ttlMs: FRESH.object, tags: ['note:{key}'] },
  }),
  noteProperty: read(`POST ${OBJECTS}/notes/batch/read`, {
    ...byProperty(),
    cache: { ttlMs: FRESH.object, tags: ['notes'] },
  }),
  notes: read(`GET ${OBJECTS}/notes`, {
    ...listed(properties),
    cache: { ttlMs: FRESH.list, tags: ['notes'] },
  }),
  searchNotes: read(`POST ${OBJECTS}/notes/search`, {
    ...searched(properties),
    cache: { ttlMs: FRESH.list, tags: ['notes'] },
  }),
  createNote: write(`POST ${OBJECTS}/notes`, {
    body: one,
    answer: Written,
    idempotency: 'none',
    forgets: ['notes'],
  }),
  updateNote: write(`PATCH ${OBJECTS}/notes/{id}`, {
    body: one,
    answer: Written,
    idempotency: 'natural',
    forgets: ['notes', 'note:{id}'],
  }),
  createNotes: write(`POST ${OBJECTS}/notes/batch/create`, {
    ...created,
    idempotency: 'none',
    forgets: ['notes'],
  }),
  updateNotes: write(`POST ${OBJECTS}/notes/batch/update`, {
    ...updated,
    idempotency: 'natural',
    forgets: ['notes', 'note:{answer.ids}'],
  }),
} as const
