import { api, bearer, defineSource, header, read, secret, write, z } from '../../kit/index.ts'


const Customer = z.object({ id: z.string(), email: z.string().nullable(), created: z.int() })
const Invoice = z.object({ id: z.string(), customer: z.string(), total: z.int() })
const Refund = z.object({ id: z.string(), charge: z.string(), amount: z.int() })
const paging = { limit: z.int().max(100).optional(), starting_after: z.string().optional() }
const listOf = <S extends z.ZodType<{ id: string }>>(row: S) => {
  const answer = z.object({ data: z.array(row), has_more: z.boolean() })
  type Answer = z.output<typeof answer>
  return { answer, pages: { after: 'starting_after', size: 'limit', max: 100, items: (a: Answer) => a.data,
    next: (a: Answer) => (a.has_more ? a.data.at(-1)?.id : null) } } as const
}

export const stripe = defineSource({
  name: 'stripe',
  description: 'x',
  config: { baseUrl: z.url().default('https://api.stripe.com/'), apiKey: secret() },
  upstream: ({ config }) => api({
    baseUrl: config.baseUrl, auth: bearer(config.apiKey), headers: { 'stripe-version': '2026-07-29.dahlia' },
    problem: { shape: z.object({ error: z.object({ type: z.string(), code: z.string().optional() }) }), code: (p) => p.error.code },
    catalogue: { rate_limit: 'UPSTREAM_RATE_LIMITED', charge_already_refunded: 'UPSTREAM_CONFLICT' },
  }),
  operations: {
    customer: read('GET v1/customers/{id}', { answer: Customer, key: 'id', cache: { ttlMs: 30_000, tags: ['customer:{id}'] } }),
    customers: read('GET v1/customers', { query: { ...paging, email: z.string().optional() }, ...listOf(Customer),
      cache: { ttlMs: 5_000, tags: ['customers'] } }),
    invoices: read('GET v1/invoices', { query: { ...paging, customer: z.string() }, ...listOf(Invoice) }),
    refund: write('POST v1/refunds', { body: { charge: z.string(), amount: z.int().optional() }, encoding: 'form',
      answer: Refund, idempotency: header('Idempotency-Key'), forgets: ['customers', 'customer:{answer.charge}'] }),
  },
  schema: ({ builder, node, query, mutation, call, load, page }) => {
    const StripeInvoice = builder.objectRef<z.output<typeof Invoice>>('StripeInvoice').implement({ description: 'A bill.',
      fields: (t) => ({ total: t.exposeInt('total') }) })
    const StripeRefund = builder.objectRef<z.output<typeof Refund>>('StripeRefund').implement({ description: 'Money sent back.',
      fields: (t) => ({ vendorId: t.exposeID('id'), amount: t.exposeInt('amount') }) })
    const StripeCustomer = node('StripeCustomer', load.customer, { description: 'Who pays.', id: (c) => c.id, fields: (t) => ({
      email: t.exposeString('email', { nullable: true }),
      invoices: t.pages(page.invoices, { description: 'x', type: StripeInvoice, with: (customer) => ({ customer: customer.id }) }),
    }) })
    query((t) => ({
      customer: t.load(load.customer, { description: 'x', type: StripeCustomer, args: { id: t.arg.id({ required: true }) }, key: (_, { id }) => id }),
      customers: t.pages(page.customers, { description: 'x', type: StripeCustomer, args: { email: t.arg.string() }, with: (_, { email }) => ({ email }) }),
    }))
    mutation((t) => ({ refund: t.write(call.refund, { description: 'x', type: StripeRefund,
      input: (t) => ({ charge: t.id({ required: true }), amount: t.int() }),
      with: ({ charge, amount }) => ({ charge, amount }) }) }))
    return { StripeCustomer, StripeInvoice }
  },
  sandbox: () => ({ refusal: () => ({}), samples: { customer: { id: 'a' }, customers: {}, invoices: { customer: 'a' }, refund: { charge: 'a' } }, operations: {
    customer: ({ id }) => ({ id, email: null, created: 1 }),
    customers: ({ limit }) => ({ data: [{ id: String(limit), email: null, created: 1 }], has_more: false }),
    invoices: () => ({ data: [], has_more: false }),
    refund: ({ charge, amount }) => ({ id: 'r', charge, amount: amount ?? 1 }),
  } }),
})
