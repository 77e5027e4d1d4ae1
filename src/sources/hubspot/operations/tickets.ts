import { read, write } from '../../../kit/index.ts'
import { TICKET, propertiesOf } from '../property-fields.ts'
import { Written } from '../shapes.ts'
import { OBJECTS } from '../version.ts'
import { byId, byProperty, created, FRESH, listed, one, searched, updated, upserted } from './objects.ts'

const properties = propertiesOf(TICKET)

/** Every call about tickets, by name. */
export const tickets = {
  ticket: read(`POST ${OBJECTS}/tickets/batch/read`, {
    ...byId(properties),
    cache: { ttlMs: FRESH.object, tags: ['ticket:{key}'] },
  }),
  ticketProperty: read(`POST ${OBJECTS}/tickets/batch/read`, {
    ...byProperty(),
    cache: { ttlMs: FRESH.object, tags: ['tickets'] },
  }),
  tickets: read(`GET ${OBJECTS}/tickets`, {
    ...listed(properties),
    cache: { ttlMs: FRESH.list, tags: ['tickets'] },
  }),
  searchTickets: read(`POST ${OBJECTS}/tickets/search`, {
    ...searched(properties),
    cache: { ttlMs: FRESH.list, tags: ['tickets'] },
  }),
  createTicket: write(`POST ${OBJECTS}/tickets`, {
    body: one,
    answer: Written,
    idempotency: 'none',
    forgets: ['tickets'],
  }),
  updateTicket: write(`PATCH ${OBJECTS}/tickets/{id}`, {
    body: one,
    answer: Written,
    idempotency: 'natural',
    forgets: ['tickets', 'ticket:{id}'],
  }),
  createTickets: write(`POST ${OBJECTS}/tickets/batch/create`, {
    ...created,
    idempotency: 'none',
    forgets: ['tickets'],
  }),
  updateTickets: write(`POST ${OBJECTS}/tickets/batch/update`, {
    ...updated,
    idempotency: 'natural',
    forgets: ['tickets', 'ticket:{answer.ids}'],
  }),
  upsertTickets: write(`POST ${OBJECTS}/tickets/batch/upsert`, {
    ...upserted,
    idempotency: 'natural',
    forgets: ['tickets', 'ticket:{answer.ids}'],
  }),
} as const
