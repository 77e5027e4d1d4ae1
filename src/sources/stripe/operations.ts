import { byKey, header, read, write, z } from '../../kit/index.ts'
import { created, found, listOf, paging } from './lists.ts'
import { Balance, Charge, Dispute, PaymentIntent, Refund } from './payment-shapes.ts'
import { Customer, CustomerOrDeleted, Invoice, InvoiceLine, InvoicePayment } from './shapes.ts'
import { Price, Product, Subscription } from './shapes.ts'

/** Stripe keeps the first outcome of a POST under this header for at least 24 hours (docs.stripe.com/api/idempotent_requests). */
const idempotency = header('Idempotency-Key')

const metadata = z.record(z.string().max(40), z.string().max(500)).optional()
const text = z.string().nullable().optional()
const address = z
  .object({ line1: text, line2: text, city: text, state: text, postal_code: text, country: text })
  .nullable()
  .optional()
const customerBody = { name: text, email: text, phone: text, description: text, address, metadata }

const SECOND = 1_000

/** Every call to Stripe that we make, by name. */
export const operations = {
  customer: read('GET v1/customers/{id}', {
    answer: CustomerOrDeleted,
    key: 'id',
    cache: { ttlMs: 30 * SECOND, tags: ['customer:{id}'] },
  }),
  customers: read('GET v1/customers', {
    query: { ...paging, created, email: z.string().optional() },
    ...listOf(Customer),
    cache: { ttlMs: 5 * SECOND, tags: ['customers'] },
  }),
  searchCustomers: read('GET v1/customers/search', {
    query: found.query,
    ...found.of(Customer),
    quota: 'search',
    breaker: 'search',
    cache: { ttlMs: 5 * SECOND, tags: ['customers'] },
  }),
  createCustomer: write('POST v1/customers', {
    body: customerBody,
    encoding: 'form',
    answer: Customer,
    idempotency,
    forgets: ['customers'],
  }),
  updateCustomer: write('POST v1/customers/{id}', {
    body: customerBody,
    encoding: 'form',
    answer: Customer,
    idempotency,
    forgets: ['customers', 'customer:{id}'],
  }),

  invoice: read('GET v1/invoices/{id}', {
    answer: Invoice,
    key: 'id',
    cache: { ttlMs: 15 * SECOND, tags: ['invoice:{id}'] },
  }),
  invoices: read('GET v1/invoices', {
    query: {
      ...paging,
      created,
      customer: z.string().optional(),
      subscription: z.string().optional(),
      status: z.string().optional(),
    },
    ...listOf(Invoice),
    cache: { ttlMs: 5 * SECOND, tags: ['invoices'] },
  }),
  invoiceLines: read('GET v1/invoices/{invoice}/lines', {
    query: paging,
    ...listOf(InvoiceLine),
    cache: { ttlMs: 15 * SECOND, tags: ['invoice:{invoice}'] },
  }),
  invoicePayments: read('GET v1/invoice_payments', {
    query: {
      ...paging,
      invoice: z.string().optional(),
      payment: z.object({ type: z.literal('payment_intent'), payment_intent: z.string() }).optional(),
    },
    ...listOf(InvoicePayment),
    cache: { ttlMs: 5 * SECOND, tags: ['invoices'] },
  }),

  subscription: read('GET v1/subscriptions/{id}', {
    answer: Subscription,
    key: 'id',
    cache: { ttlMs: 15 * SECOND, tags: ['subscription:{id}'] },
  }),
  subscriptions: read('GET v1/subscriptions', {
    query: {
      ...paging,
      customer: z.string().optional(),
      price: z.string().optional(),
      status: z.string().optional(),
    },
    ...listOf(Subscription),
    cache: { ttlMs: 5 * SECOND, tags: ['subscriptions'] },
  }),
  updateSubscription: write('POST v1/subscriptions/{id}', {
    body: { cancel_at_period_end: z.boolean().optional(), description: text, metadata },
    encoding: 'form',
    answer: Subscription,
    idempotency,
    forgets: ['subscriptions', 'subscription:{id}'],
  }),
  // Parameters of a DELETE stand in the query; twice is the same as once, but the second answers "no such subscription".
  cancelSubscription: write('DELETE v1/subscriptions/{id}', {
    query: {
      invoice_now: z.boolean().optional(),
      prorate: z.boolean().optional(),
      cancellation_details: z.object({ comment: z.string() }).optional(),
    },
    answer: Subscription,
    idempotency: 'natural',
    forgets: ['subscriptions', 'subscription:{id}', 'invoices'],
  }),

  products: read('GET v1/products', {
    query: { ...paging, active: z.boolean().optional() },
    ...listOf(Product),
    cache: { ttlMs: 30 * SECOND, tags: ['products'] },
  }),
  // The only list that can be asked for by ids; so products never cost one call each.
  product: read('GET v1/products', {
    query: { ids: z.array(z.string()), limit: z.int() },
    answer: listOf(Product).answer,
    batch: {
      max: 100,
      ask: (ids: readonly string[]) => ({ ids: [...ids], limit: ids.length }),
      outcomes: ({ data }) => byKey(data, 'id'),
    },
    cache: { ttlMs: 60 * SECOND, tags: ['product:{key}'] },
  }),
  price: read('GET v1/prices/{id}', {
    answer: Price,
    key: 'id',
    cache: { ttlMs: 60 * SECOND, tags: ['price:{id}'] },
  }),
  prices: read('GET v1/prices', {
    query: {
      ...paging,
      active: z.boolean().optional(),
      currency: z.string().optional(),
      product: z.string().optional(),
      lookup_keys: z.array(z.string()).max(10).optional(),
    },
    ...listOf(Price),
    cache: { ttlMs: 30 * SECOND, tags: ['prices'] },
  }),

  // Payers move payment intents forward from their browsers at any moment, so no answer is kept; the tags are for calls
  // that are under way while a write of ours ends.
  paymentIntent: read('GET v1/payment_intents/{id}', {
    answer: PaymentIntent,
    key: 'id',
    cache: { ttlMs: 0, tags: ['paymentIntent:{id}'] },
  }),
  paymentIntents: read('GET v1/payment_intents', {
    query: { ...paging, created, customer: z.string().optional() },
    ...listOf(PaymentIntent),
    cache: { ttlMs: 0, tags: ['paymentIntents'] },
  }),
  createPaymentIntent: write('POST v1/payment_intents', {
    body: {
      amount: z.int().positive(),
      currency: z.string(),
      customer: z.string().optional(),
      description: z.string().optional(),
      receipt_email: z.string().optional(),
      payment_method: z.string().optional(),
      confirm: z.boolean().optional(),
      capture_method: z.string().optional(),
      off_session: z.boolean().optional(),
      return_url: z.string().optional(),
      automatic_payment_methods: z.object({ enabled: z.literal(true), allow_redirects: z.literal('never') }).optional(),
      metadata,
    },
    encoding: 'form',
    answer: PaymentIntent,
    idempotency,
    forgets: ['paymentIntents', 'charges', 'balance'],
  }),
  confirmPaymentIntent: write('POST v1/payment_intents/{id}/confirm', {
    body: {
      payment_method: z.string().optional(),
      receipt_email: z.string().optional(),
      off_session: z.boolean().optional(),
      return_url: z.string().optional(),
    },
    encoding: 'form',
    answer: PaymentIntent,
    idempotency,
    forgets: ['paymentIntents', 'paymentIntent:{id}', 'charges', 'balance'],
  }),
  cancelPaymentIntent: write('POST v1/payment_intents/{id}/cancel', {
    body: { cancellation_reason: z.string().optional() },
    encoding: 'form',
    answer: PaymentIntent,
    idempotency,
    forgets: ['paymentIntents', 'paymentIntent:{id}', 'charges', 'balance'],
  }),

  charge: read('GET v1/charges/{id}', {
    answer: Charge,
    key: 'id',
    cache: { ttlMs: 10 * SECOND, tags: ['charge:{id}', 'charges'] },
  }),
  charges: read('GET v1/charges', {
    query: { ...paging, created, customer: z.string().optional(), payment_intent: z.string().optional() },
    ...listOf(Charge),
    cache: { ttlMs: 5 * SECOND, tags: ['charges'] },
  }),
  refund: read('GET v1/refunds/{id}', {
    answer: Refund,
    key: 'id',
    cache: { ttlMs: 10 * SECOND, tags: ['refund:{id}'] },
  }),
  refunds: read('GET v1/refunds', {
    query: { ...paging, charge: z.string().optional(), payment_intent: z.string().optional() },
    ...listOf(Refund),
    cache: { ttlMs: 5 * SECOND, tags: ['refunds'] },
  }),
  createRefund: write('POST v1/refunds', {
    body: {
      charge: z.string().optional(),
      payment_intent: z.string().optional(),
      amount: z.int().positive().optional(),
      reason: z.string().optional(),
      metadata,
    },
    encoding: 'form',
    answer: Refund,
    idempotency,
    forgets: ['refunds', 'charges', 'paymentIntents', 'paymentIntent:{answer.payment_intent}', 'balance'],
  }),

  dispute: read('GET v1/disputes/{id}', {
    answer: Dispute,
    key: 'id',
    cache: { ttlMs: 30 * SECOND, tags: ['dispute:{id}'] },
  }),
  disputes: read('GET v1/disputes', {
    query: { ...paging, charge: z.string().optional(), payment_intent: z.string().optional() },
    ...listOf(Dispute),
    cache: { ttlMs: 15 * SECOND, tags: ['disputes'] },
  }),
  balance: read('GET v1/balance', { answer: Balance, cache: { ttlMs: 10 * SECOND, tags: ['balance'] } }),
} as const
