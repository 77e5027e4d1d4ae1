import { hmacSha256, webhook as declare, z, type Webhook } from '../../kit/index.ts'

/** The object of an event: what it is, and what it points to. */
const Subject = z.object({
  id: z.string().optional().catch(undefined),
  object: z.string(),
  customer: z.string().nullish().catch(null),
  charge: z.string().nullish().catch(null),
  payment_intent: z.string().nullish().catch(null),
  invoice: z.string().nullish().catch(null),
  product: z.string().nullish().catch(null),
})

type Subject = z.output<typeof Subject>

const Event = z.object({ id: z.string(), type: z.string(), data: z.object({ object: Subject }) })

const one = (name: string, id: string | null | undefined): readonly string[] => (id ? [`${name}:${id}`] : [])

/** For each kind of object the tags of the answers that it, or what it points to, stands in. */
const STALE: Readonly<Record<string, (subject: Subject) => readonly string[]>> = {
  customer: ({ id }) => ['customers', ...one('customer', id)],
  // A bill changes its customer too: credit, and whether they are behind.
  invoice: ({ id, customer }) => ['invoices', ...one('invoice', id), 'customers', ...one('customer', customer)],
  invoiceitem: ({ invoice }) => ['invoices', ...one('invoice', invoice)],
  invoice_payment: ({ invoice }) => ['invoices', ...one('invoice', invoice)],
  subscription: ({ id }) => ['subscriptions', ...one('subscription', id)],
  product: ({ id }) => ['products', ...one('product', id)],
  price: ({ id, product }) => ['prices', ...one('price', id), 'products', ...one('product', product)],
  payment_intent: ({ id }) => ['paymentIntents', ...one('paymentIntent', id)],
  charge: ({ id, payment_intent: intent }) => [
    ...['charges', ...one('charge', id), 'refunds', 'balance'],
    ...['paymentIntents', ...one('paymentIntent', intent)],
  ],
  refund: ({ id, charge, payment_intent: intent }) => [
    ...['refunds', ...one('refund', id), 'charges', ...one('charge', charge), 'balance'],
    ...['paymentIntents', ...one('paymentIntent', intent)],
  ],
  dispute: ({ id, charge }) => [...['disputes', ...one('dispute', id), 'charges', ...one('charge', charge), 'balance']],
  balance: () => ['balance'],
}

/** Tags that an event makes stale. A customer who is deleted takes their subscriptions along. */
export const staleTags = ({ type, data }: z.output<typeof Event>): readonly string[] => [
  ...(STALE[data.object.object]?.(data.object) ?? []),
  ...(type === 'customer.deleted' ? ['subscriptions'] : []),
]

/** How old a delivery may be (stripe-node's default tolerance is 300 seconds). */
const TOLERANCE_MS = 300_000

/** Stripe's webhook; null when the operator has set no secret for it, and then none is served. */
export const webhook = ({
  config,
}: {
  readonly config: { readonly webhookSecret?: string | undefined }
}): Webhook | null =>
  config.webhookSecret === undefined
    ? null
    : declare({
        verify: hmacSha256({
          secret: config.webhookSecret,
          header: 'stripe-signature',
          // While a secret is being replaced there is a signature with each; any of them will do.
          signature: /(?<=^|,)v1=([0-9a-f]{64})(?=,|$)/g,
          at: /(?<=^|,)t=(\d+)(?=,|$)/,
          signs: '{at}.{raw}',
          toleranceMs: TOLERANCE_MS,
        }),
        event: Event,
        id: (event) => event.id,
        forgets: staleTags,
      })
