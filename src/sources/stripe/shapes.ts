import { rows, z } from '../../kit/index.ts'

/** Seconds since 1970. */
const Seconds = z.int()
/** An amount in the units that Stripe counts the currency in. */
const Amount = z.int()
const Text = z.string()
const Metadata = z.record(z.string(), z.string())

/** A postal address, every part of which may be missing. */
export const Address = z.object({
  line1: Text.nullable(),
  line2: Text.nullable(),
  city: Text.nullable(),
  state: Text.nullable(),
  postal_code: Text.nullable(),
  country: Text.nullable(),
})

/** A customer that has not been deleted. */
export const Customer = z.object({
  id: Text,
  object: z.literal('customer'),
  name: Text.nullish(),
  email: Text.nullable(),
  phone: Text.nullish(),
  description: Text.nullable(),
  address: Address.nullish(),
  currency: Text.nullish(),
  balance: Amount,
  delinquent: z.boolean().nullish(),
  preferred_locales: z.array(Text).nullish(),
  created: Seconds,
  livemode: z.boolean(),
  metadata: Metadata,
})

const Deleted = z.object({ id: Text, object: z.literal('customer'), deleted: z.literal(true) })

/** What `GET v1/customers/{id}` answers: the customer, or, of a deleted one, its tombstone, which is read as null. */
export const CustomerOrDeleted: z.ZodType<
  z.output<typeof Customer> | null,
  z.input<typeof Customer> | z.input<typeof Deleted>
  // Not a union: its errors would say "invalid input" of the whole in place of the field that is wrong.
> = z.preprocess(
  // A bare null is no tombstone: it does not fit.
  (raw) => (Deleted.safeParse(raw).success ? null : (raw ?? undefined)),
  Customer.nullable(),
) as never

/** A price of a product. */
export const Price = z.object({
  id: Text,
  object: z.literal('price'),
  active: z.boolean(),
  billing_scheme: Text,
  created: Seconds,
  currency: Text,
  livemode: z.boolean(),
  lookup_key: Text.nullable(),
  metadata: Metadata,
  nickname: Text.nullable(),
  product: Text,
  recurring: z
    .object({ interval: Text, interval_count: z.int(), usage_type: Text, trial_period_days: z.int().nullable() })
    .nullable(),
  tax_behavior: Text.nullable(),
  type: Text,
  unit_amount: Amount.nullable(),
  unit_amount_decimal: Text.nullable(),
})

/** Something that is sold. */
export const Product = z.object({
  id: Text,
  object: z.literal('product'),
  active: z.boolean(),
  created: Seconds,
  default_price: Text.nullish(),
  description: Text.nullable(),
  images: z.array(Text),
  livemode: z.boolean(),
  metadata: Metadata,
  name: Text,
  unit_label: Text.nullish(),
  updated: Seconds,
  url: Text.nullable(),
})

/** One line of an invoice. */
export const InvoiceLine = z.object({
  id: Text,
  object: z.literal('line_item'),
  amount: Amount,
  currency: Text,
  description: Text.nullable(),
  discountable: z.boolean(),
  invoice: Text.nullable(),
  livemode: z.boolean(),
  metadata: Metadata,
  period: z.object({ start: Seconds, end: Seconds }),
  pricing: z
    .object({
      price_details: z.object({ price: Text, product: Text }).optional(),
      unit_amount_decimal: Text.nullable(),
    })
    .nullable(),
  quantity: z.int().nullable(),
  subscription: Text.nullable(),
  subtotal: Amount,
})

/** A bill. Since the version `basil` its subscription stands under `parent`, its payments in a list of their own. */
export const Invoice = z.object({
  id: Text,
  object: z.literal('invoice'),
  amount_due: Amount,
  amount_paid: Amount,
  amount_remaining: Amount,
  attempt_count: z.int(),
  billing_reason: Text.nullable(),
  collection_method: Text,
  created: Seconds,
  currency: Text,
  customer: Text.nullable(),
  customer_email: Text.nullable(),
  customer_name: Text.nullable(),
  description: Text.nullable(),
  due_date: Seconds.nullable(),
  hosted_invoice_url: Text.nullish(),
  invoice_pdf: Text.nullish(),
  lines: z.object({ object: z.literal('list'), data: rows(InvoiceLine), has_more: z.boolean() }),
  livemode: z.boolean(),
  metadata: Metadata.nullable(),
  next_payment_attempt: Seconds.nullable(),
  number: Text.nullable(),
  parent: z.object({ subscription_details: z.object({ subscription: Text }).nullable() }).nullable(),
  period_end: Seconds,
  period_start: Seconds,
  status: Text.nullable(),
  status_transitions: z.object({
    finalized_at: Seconds.nullable(),
    marked_uncollectible_at: Seconds.nullable(),
    paid_at: Seconds.nullable(),
    voided_at: Seconds.nullable(),
  }),
  subtotal: Amount,
  total: Amount,
})

/** What joins an invoice to the payment that pays it. */
export const InvoicePayment = z.object({
  id: Text,
  object: z.literal('invoice_payment'),
  amount_paid: Amount.nullable(),
  amount_requested: Amount,
  created: Seconds,
  currency: Text,
  invoice: Text,
  is_default: z.boolean(),
  payment: z.object({ type: Text, charge: Text.optional(), payment_intent: Text.optional() }),
  status: Text,
  status_transitions: z.object({ canceled_at: Seconds.nullable(), paid_at: Seconds.nullable() }),
})

/** One product of a subscription. Since the version `basil` the period stands here, not at the subscription. */
export const SubscriptionItem = z.object({
  id: Text,
  object: z.literal('subscription_item'),
  created: Seconds,
  current_period_end: Seconds,
  current_period_start: Seconds,
  metadata: Metadata,
  price: Price,
  quantity: z.int().optional(),
})

/** A customer's standing order. */
export const Subscription = z.object({
  id: Text,
  object: z.literal('subscription'),
  cancel_at: Seconds.nullable(),
  cancel_at_period_end: z.boolean(),
  canceled_at: Seconds.nullable(),
  cancellation_details: z
    .object({ comment: Text.nullable(), feedback: Text.nullable(), reason: Text.nullable() })
    .nullable(),
  collection_method: Text,
  created: Seconds,
  currency: Text,
  customer: Text,
  description: Text.nullable(),
  ended_at: Seconds.nullable(),
  items: z.object({ object: z.literal('list'), data: z.array(SubscriptionItem), has_more: z.boolean() }),
  latest_invoice: Text.nullable(),
  livemode: z.boolean(),
  metadata: Metadata,
  start_date: Seconds,
  status: Text,
  trial_end: Seconds.nullable(),
  trial_start: Seconds.nullable(),
})
