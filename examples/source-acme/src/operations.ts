import { header, read, write, z } from 'headwaters'
import { Anvil, AnvilPage, Order } from './shapes.ts'

/** What Acme can be asked. */
export const operations = {
  anvil: read('GET v2/anvils/{sku}', {
    answer: Anvil,
    key: 'sku',
    cache: { ttlMs: 60_000, tags: ['anvil:{sku}'] },
  }),
  anvils: read('GET v2/anvils', {
    query: { after: z.string().optional(), limit: z.int().min(1).max(50).optional() },
    answer: AnvilPage,
    pages: {
      after: 'after',
      size: 'limit',
      max: 50,
      items: ({ anvils }) => anvils,
      next: ({ next }) => next,
      total: ({ total }) => total,
    },
    cache: { ttlMs: 10_000, tags: ['anvils'] },
  }),
  order: read('GET v2/orders/{id}', {
    answer: Order,
    key: 'id',
    cache: { ttlMs: 5_000, tags: ['order:{id}'] },
  }),
  placeOrder: write('POST v2/orders', {
    body: { sku: z.string(), quantity: z.int().min(1).max(1_000) },
    answer: Order,
    idempotency: header('Idempotency-Key'),
    forgets: ['anvil:{sku}', 'anvils', 'order:{answer.id}'],
  }),
}
