import { z } from '../../kit/index.ts'

/** Seconds since 1970. */
const Seconds = z.int()
/** An amount in the units that Stripe counts the currency in. */
const Amount = z.int()
const Text = z.string()
const Metadata = z.record(z.string(), z.string())

/** A payment from its first thought to its end. */
export const PaymentIntent = z.object({
  id: Text,
  object: z.literal('payment_intent'),
  amount: Amount,
  amount_capturable: Amount,
  amount_received: Amount,
  canceled_at: Seconds.nullable(),
  cancellation_reason: Text.nullable(),
  capture_method: Text,
  client_secret: Text.nullable(),
  created: Seconds,
  currency: Text,
  customer: Text.nullable(),
  description: Text.nullable(),
  last_payment_error: z
    .object({
      type: Text,
      code: Text.optional(),
      decline_code: Text.optional(),
      message: Text.optional(),
      charge: Text.optional(),
    })
    .nullable(),
  latest_charge: Text.nullable(),
  livemode: z.boolean(),
  metadata: Metadata,
  next_action: z.object({ type: Text, redirect_to_url: z.object({ url: Text.nullable() }).optional() }).nullable(),
  payment_method: Text.nullable(),
  receipt_email: Text.nullable(),
  status: Text,
})

/** One try to move money. */
export const Charge = z.object({
  id: Text,
  object: z.literal('charge'),
  amount: Amount,
  amount_captured: Amount,
  amount_refunded: Amount,
  billing_details: z.object({ email: Text.nullable(), name: Text.nullable() }),
  captured: z.boolean(),
  created: Seconds,
  currency: Text,
  customer: Text.nullable(),
  description: Text.nullable(),
  disputed: z.boolean(),
  failure_code: Text.nullable(),
  failure_message: Text.nullable(),
  livemode: z.boolean(),
  metadata: Metadata,
  outcome: z
    .object({ reason: Text.nullable(), risk_level: Text.optional(), seller_message: Text.nullable(), type: Text })
    .nullable(),
  paid: z.boolean(),
  payment_intent: Text.nullable(),
  payment_method_details: z
    .object({
      type: Text,
      card: z
        .object({
          brand: Text.nullable(),
          country: Text.nullable(),
          exp_month: z.int(),
          exp_year: z.int(),
          funding: Text.nullable(),
          last4: Text.nullable(),
        })
        .optional(),
    })
    .nullable(),
  receipt_email: Text.nullable(),
  receipt_url: Text.nullable(),
  refunded: z.boolean(),
  status: Text,
})

/** Money sent back. */
export const Refund = z.object({
  id: Text,
  object: z.literal('refund'),
  amount: Amount,
  charge: Text.nullable(),
  created: Seconds,
  currency: Text,
  failure_reason: Text.optional(),
  metadata: Metadata.nullable(),
  payment_intent: Text.nullable(),
  pending_reason: Text.optional(),
  reason: Text.nullable(),
  receipt_number: Text.nullable(),
  status: Text.nullable(),
})

/** A charge that its payer has questioned at their bank. */
export const Dispute = z.object({
  id: Text,
  object: z.literal('dispute'),
  amount: Amount,
  charge: Text,
  created: Seconds,
  currency: Text,
  evidence_details: z.object({
    due_by: Seconds.nullable(),
    has_evidence: z.boolean(),
    past_due: z.boolean(),
    submission_count: z.int(),
  }),
  is_charge_refundable: z.boolean(),
  livemode: z.boolean(),
  metadata: Metadata,
  network_reason_code: Text.nullish(),
  payment_intent: Text.nullable(),
  reason: Text,
  status: Text,
})

const Funds = z.object({ amount: Amount, currency: Text })

/** The money that is at Stripe, by currency. */
export const Balance = z.object({
  object: z.literal('balance'),
  available: z.array(Funds),
  instant_available: z.array(Funds).optional(),
  livemode: z.boolean(),
  pending: z.array(Funds),
})
