import type { Subscription } from '../rows.ts'
import { find, listOf, once, pageOf, put, type Handlers, type StripeWorld } from './world.ts'

type Names =
  | 'invoice'
  | 'invoices'
  | 'invoiceLines'
  | 'invoicePayments'
  | 'subscription'
  | 'subscriptions'
  | 'updateSubscription'
  | 'cancelSubscription'
  | 'product'
  | 'products'
  | 'price'
  | 'prices'

type Update = Parameters<Handlers['updateSubscription']>[0]

const ENDED = ['canceled', 'incomplete_expired']

const fitsStatus = (status: string | undefined) => (subscription: Subscription) => {
  if (status === undefined) return !ENDED.includes(subscription.status)
  return status === 'all' || subscription.status === status
}

/** A subscription that has ended cannot be found by those who want to end or change it. */
const findRunning = (world: StripeWorld, id: string): Subscription => {
  const running = new Map([...world.subscriptions].filter(([, { status }]) => !ENDED.includes(status)))
  return find(running, id, { noun: 'subscription' })
}

const update = (world: StripeWorld, { id, cancel_at_period_end: ends, description, metadata }: Update) => {
  const known = findRunning(world, id)
  const end = known.items.data[0]?.current_period_end ?? null
  return put(world.subscriptions, {
    ...known,
    ...(description !== undefined && { description: description || null }),
    metadata: { ...known.metadata, ...metadata },
    ...(ends !== undefined && {
      cancel_at_period_end: ends,
      cancel_at: ends ? end : null,
      canceled_at: ends ? world.now() : null,
      cancellation_details: { comment: null, feedback: null, reason: ends ? 'cancellation_requested' : null },
    }),
  })
}

const cancel = (
  world: StripeWorld,
  { id, cancellation_details: said }: Parameters<Handlers['cancelSubscription']>[0],
) =>
  put(world.subscriptions, {
    ...findRunning(world, id),
    status: 'canceled',
    cancel_at_period_end: false,
    canceled_at: world.now(),
    ended_at: world.now(),
    cancellation_details: { comment: said?.comment ?? null, feedback: null, reason: 'cancellation_requested' },
  })

const invoiceHandlers = (
  world: StripeWorld,
): Pick<Handlers, 'invoice' | 'invoices' | 'invoiceLines' | 'invoicePayments'> => ({
  invoice: ({ id }) => find(world.invoices, id, { noun: 'invoice' }),
  invoices: ({ customer, subscription, status, created, ...page }) => {
    if (customer !== undefined) find(world.customers, customer, { noun: 'customer', param: 'customer' })
    const where = (invoice: { parent: { subscription_details: { subscription: string } | null } | null }): boolean =>
      subscription === undefined || invoice.parent?.subscription_details?.subscription === subscription
    return listOf(world.invoices, page, { equal: { customer, status }, created, where })
  },
  invoiceLines: ({ invoice, ...page }) =>
    pageOf(world.invoiceLines.get(find(world.invoices, invoice, { noun: 'invoice' }).id) ?? [], page),
  invoicePayments: ({ invoice, payment, ...page }) =>
    listOf(world.invoicePayments, page, {
      equal: { invoice },
      where: (row) => payment === undefined || row.payment.payment_intent === payment.payment_intent,
    }),
})

const productHandlers = (world: StripeWorld): Pick<Handlers, 'product' | 'products' | 'price' | 'prices'> => ({
  product: ({ ids, limit }) => listOf(world.products, { limit }, { where: ({ id }) => ids.includes(id) }),
  products: ({ active, ...page }) => listOf(world.products, page, { equal: { active } }),
  price: ({ id }) => find(world.prices, id, { noun: 'price' }),
  prices: ({ active, currency, product, lookup_keys: keys, ...page }) =>
    listOf(world.prices, page, {
      equal: { active, currency, product },
      where: (price) => keys === undefined || keys.includes(price.lookup_key ?? ''),
    }),
})

/** Bills, subscriptions, products and prices in Stripe's place. */
export const billingHandlers = (world: StripeWorld): Pick<Handlers, Names> => ({
  ...invoiceHandlers(world),
  ...productHandlers(world),
  subscription: ({ id }) => find(world.subscriptions, id, { noun: 'subscription' }),
  subscriptions: ({ customer, price, status, ...page }) =>
    listOf(world.subscriptions, page, {
      equal: { customer },
      where: (row) =>
        fitsStatus(status)(row) && (price === undefined || row.items.data.some((item) => item.price.id === price)),
    }),
  updateSubscription: once(world, (args: Update) => update(world, args)),
  cancelSubscription: (args) => cancel(world, args),
})
