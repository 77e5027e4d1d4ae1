import { refuse, type Sandbox } from 'headwaters'
import type { operations } from './operations.ts'
import type { AnvilRow, OrderRow } from './shapes.ts'

const refusal = (status: number) => ({ code: `E${status}`, detail: `Acme answered with ${status}.` })

const firstAnvils = (): AnvilRow[] =>
  Array.from({ length: 9 }, (_, at) => ({
    sku: `anvil-${(at + 1) * 10}`,
    name: `Anvil No. ${at + 1}`,
    weight_kg: (at + 1) * 10,
    in_stock: at % 3 !== 2,
  }))

/** Acme when it is not there: it has nine anvils, and keeps the orders that it is given. */
export const sandbox = (): Sandbox<typeof operations> => {
  const anvils = firstAnvils()
  const orders = new Map<string, OrderRow>([['or_1', { id: 'or_1', sku: 'anvil-10', quantity: 2, state: 'shipped' }]])
  const outcomes = new Map<string, OrderRow>()
  const find = (sku: string): AnvilRow => anvils.find((anvil) => anvil.sku === sku) ?? refuse(404, refusal(404))
  return {
    operations: {
      anvil: ({ sku }) => find(sku),
      anvils: ({ after, limit = 20 }) => {
        const from = after === undefined ? 0 : anvils.findIndex(({ sku }) => sku === after) + 1
        const page = anvils.slice(from, from + limit)
        const next = from + limit < anvils.length ? (page.at(-1)?.sku ?? null) : null
        return { anvils: page, next, total: anvils.length }
      },
      order: ({ id }) => orders.get(id) ?? refuse(404, refusal(404)),
      placeOrder: ({ sku, quantity }, { headers }) => {
        const key = headers['idempotency-key'] ?? ''
        const before = outcomes.get(key)
        if (before !== undefined) return before
        if (!find(sku).in_stock) return refuse(409, { code: 'sold_out', detail: `There is no ${sku} left.` })
        const order: OrderRow = { id: `or_${orders.size + 1}`, sku, quantity, state: 'placed' }
        orders.set(order.id, order)
        outcomes.set(key, order)
        return order
      },
    },
    samples: {
      anvil: { sku: 'anvil-10' },
      anvils: {},
      order: { id: 'or_1' },
      placeOrder: { sku: 'anvil-20', quantity: 1 },
    },
    headers: ({ count }) => ({ 'x-acme-left': String(Math.max(0, 500 - count)) }),
    refusal,
  }
}
