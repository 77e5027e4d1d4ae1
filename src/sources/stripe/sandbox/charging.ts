import type { Charge, PaymentIntent } from '../rows.ts'
import { testCardOf, toLastError, type TestCard } from './cards.ts'
import { decline, missing, reject, type Complaint } from './problems.ts'
import { put, type StripeWorld } from './world.ts'

/** A charge as it is before anything else happened to it. */
export const toCharge = (
  intent: PaymentIntent,
  facts: { readonly id: string; readonly created: number; readonly card: TestCard },
): Charge => {
  const { id, created, card } = facts
  const isGood = card.decline === null
  const captured = isGood && intent.capture_method !== 'manual'
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    billing_details: { email: intent.receipt_email, name: null },
    captured,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: card.decline?.code ?? null,
    failure_message: card.decline?.message ?? null,
    livemode: false,
    metadata: {},
    outcome: {
      type: isGood ? 'authorized' : 'issuer_declined',
      reason: card.decline?.decline_code ?? null,
      risk_level: 'normal',
      seller_message: isGood ? 'Payment complete.' : 'The bank declined this payment.',
    },
    paid: isGood,
    payment_intent: intent.id,
    payment_method_details: card.details,
    receipt_email: intent.receipt_email,
    receipt_url: isGood ? `https://pay.stripe.com/receipts/${id}` : null,
    refunded: false,
    status: isGood ? 'succeeded' : 'failed',
  }
}

const succeed = (intent: PaymentIntent, charge: Charge): PaymentIntent => ({
  ...intent,
  latest_charge: charge.id,
  last_payment_error: null,
  next_action: null,
  status: charge.captured ? 'succeeded' : 'requires_capture',
  amount_received: charge.captured ? intent.amount : 0,
  amount_capturable: charge.captured ? 0 : intent.amount,
})

const fail = (world: StripeWorld, intent: PaymentIntent, known: { charge: Charge; complaint: Complaint }): never => {
  const { charge, complaint } = known
  const failed = put(world.paymentIntents, {
    ...intent,
    latest_charge: charge.id,
    payment_method: null,
    status: 'requires_payment_method',
    last_payment_error: toLastError(complaint, charge.id),
  })
  return decline({ ...complaint, charge: charge.id, payment_intent: failed })
}

const needAction = (world: StripeWorld, intent: PaymentIntent): PaymentIntent =>
  put(world.paymentIntents, {
    ...intent,
    status: 'requires_action',
    next_action: {
      type: 'redirect_to_url',
      redirect_to_url: { url: `https://hooks.stripe.com/redirect/authenticate/${intent.id}` },
    },
  })

/** Charges an intent with its payment method: it succeeds, waits for the payer, or is declined. */
export const chargeIntent = (world: StripeWorld, intent: PaymentIntent): PaymentIntent => {
  if (intent.payment_method === null) {
    return reject({
      code: 'payment_intent_unexpected_state',
      message: 'You cannot confirm this PaymentIntent because it’s missing a payment method.',
    })
  }
  const card = testCardOf(intent.payment_method)
  if (card === undefined) return missing('PaymentMethod', intent.payment_method, 'payment_method')
  if (card.needsAction) return needAction(world, intent)
  const charge = put(world.charges, toCharge(intent, { id: world.nextId('ch'), created: world.now(), card }))
  return card.decline === null
    ? put(world.paymentIntents, succeed(intent, charge))
    : fail(world, intent, { charge, complaint: card.decline })
}
