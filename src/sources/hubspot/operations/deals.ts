import { read, write } from '../../../kit/index.ts'
import { DEAL, propertiesOf } from '../property-fields.ts'
import { Written } from '../shapes.ts'
import { OBJECTS } from '../version.ts'
import { byId, byProperty, created, FRESH, listed, one, searched, updated, upserted } from './objects.ts'

const properties = propertiesOf(DEAL)

/** Every call about deals, by name. */
export const deals = {
  deal: read(`POST ${OBJECTS}/deals/batch/read`, {
    ...byId(properties),
    cache: { ttlMs: FRESH.object, tags: ['deal:{key}'] },
  }),
  dealProperty: read(`POST ${OBJECTS}/deals/batch/read`, {
    ...byProperty(),
    cache: { ttlMs: FRESH.object, tags: ['deals'] },
  }),
  deals: read(`GET ${OBJECTS}/deals`, {
    ...listed(properties),
    cache: { ttlMs: FRESH.list, tags: ['deals'] },
  }),
  searchDeals: read(`POST ${OBJECTS}/deals/search`, {
    ...searched(properties),
    cache: { ttlMs: FRESH.list, tags: ['deals'] },
  }),
  createDeal: write(`POST ${OBJECTS}/deals`, {
    body: one,
    answer: Written,
    idempotency: 'none',
    forgets: ['deals'],
  }),
  updateDeal: write(`PATCH ${OBJECTS}/deals/{id}`, {
    body: one,
    answer: Written,
    idempotency: 'natural',
    forgets: ['deals', 'deal:{id}'],
  }),
  createDeals: write(`POST ${OBJECTS}/deals/batch/create`, {
    ...created,
    idempotency: 'none',
    forgets: ['deals'],
  }),
  updateDeals: write(`POST ${OBJECTS}/deals/batch/update`, {
    ...updated,
    idempotency: 'natural',
    forgets: ['deals', 'deal:{answer.ids}'],
  }),
  upsertDeals: write(`POST ${OBJECTS}/deals/batch/upsert`, {
    ...upserted,
    idempotency: 'natural',
    forgets: ['deals', 'deal:{answer.ids}'],
  }),
} as const
