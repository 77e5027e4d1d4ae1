import type { Invoice, InvoiceLine, Price, Subscription } from '../rows.ts'
import { testCardOf } from './cards.ts'
import { toCharge } from './charging.ts'
import { toIntent } from './payments.ts'
import type { Buyer } from './people.ts'
import { put, type StripeWorld } from './world.ts'

/** What one month's bill of one buyer is made from. */
export interface BillFacts {
  readonly buyer: Buyer
  readonly price: Price
  /** 1 for the first bill. */
  readonly number: number
  readonly createdAt: number
  readonly isPaid: boolean
  /** How many lines it has. */
  readonly lineCount: number
}

/** A billing period in seconds. */
export const MONTH = 30 * 86_400

const lineOf = ({ buyer, price, number, createdAt }: BillFacts, index: number): InvoiceLine => ({
  id: `il_${buyer.word}_${number}_${index + 1}`,
  object: 'line_item',
  amount: index === 0 ? (price.unit_amount ?? 0) : 0,
  currency: price.currency,
  description: index === 0 ? '1 seat × Pro' : `Free gift ${index}`,
  discountable: true,
  invoice: `in_${buyer.word}_${number}`,
  livemode: false,
  metadata: {},
  period: { start: createdAt, end: createdAt + MONTH },
  pricing:
    index === 0
      ? { price_details: { price: price.id, product: price.product }, unit_amount_decimal: price.unit_amount_decimal }
      : null,
  quantity: 1,
  subscription: `sub_${buyer.word}`,
  subtotal: index === 0 ? (price.unit_amount ?? 0) : 0,
})

/** Stripe puts the first ten lines into the bill itself. */
const EMBEDDED_LINES = 10

const amountsOf = ({ price, isPaid }: BillFacts) => {
  const total = price.unit_amount ?? 0
  return {
    subtotal: total,
    total,
    amount_due: total,
    amount_paid: isPaid ? total : 0,
    amount_remaining: isPaid ? 0 : total,
  }
}

const invoiceOf = (facts: BillFacts, lines: readonly InvoiceLine[]): Invoice => {
  const { buyer, price, number, createdAt, isPaid } = facts
  const id = `in_${buyer.word}_${number}`
  return {
    id,
    object: 'invoice',
    ...amountsOf(facts),
    attempt_count: isPaid ? 1 : 2,
    billing_reason: number === 1 ? 'subscription_create' : 'subscription_cycle',
    collection_method: 'charge_automatically',
    created: createdAt,
    currency: price.currency,
    customer: `cus_${buyer.word}`,
    customer_email: buyer.email,
    customer_name: buyer.name,
    description: null,
    due_date: null,
    hosted_invoice_url: `https://invoice.stripe.com/i/${id}`,
    invoice_pdf: `https://pay.stripe.com/invoice/${id}/pdf`,
    lines: { object: 'list', data: lines.slice(0, EMBEDDED_LINES), has_more: lines.length > EMBEDDED_LINES },
    livemode: false,
    metadata: {},
    next_payment_attempt: isPaid ? null : createdAt + 3 * 86_400,
    number: `${buyer.word.toUpperCase()}-000${number}`,
    parent: { subscription_details: { subscription: `sub_${buyer.word}` } },
    period_end: createdAt,
    period_start: createdAt - MONTH,
    status: isPaid ? 'paid' : 'open',
    status_transitions: {
      finalized_at: createdAt,
      marked_uncollectible_at: null,
      paid_at: isPaid ? createdAt + 60 : null,
      voided_at: null,
    },
  }
}

const addPayment = (world: StripeWorld, { buyer, price, number, createdAt, isPaid }: BillFacts): void => {
  const [amount, created] = [price.unit_amount ?? 0, createdAt + 60]
  const name = isPaid ? 'pm_card_visa' : 'pm_card_visa_chargeDeclined'
  const card = testCardOf(name)
  if (card === undefined) return
  const customer = `cus_${buyer.word}`
  const intent = toIntent(`pi_${buyer.word}_${number}`, created, { amount, currency: price.currency, customer })
  const charge = put(world.charges, toCharge(intent, { id: `ch_${buyer.word}_${number}`, created, card }))
  put(world.paymentIntents, {
    ...intent,
    latest_charge: charge.id,
    ...(isPaid && { status: 'succeeded', amount_received: amount, payment_method: name }),
  })
  put(world.invoicePayments, {
    id: `inpay_${buyer.word}_${number}`,
    object: 'invoice_payment',
    amount_paid: isPaid ? amount : null,
    amount_requested: amount,
    created,
    currency: price.currency,
    invoice: `in_${buyer.word}_${number}`,
    is_default: true,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: isPaid ? 'paid' : 'open',
    status_transitions: { canceled_at: null, paid_at: isPaid ? created : null },
  })
}

/** Adds a bill with its lines and the payment that pays it, or was declined. */
export const addBill = (world: StripeWorld, facts: BillFacts): void => {
  const lines = Array.from({ length: facts.lineCount }, (_, index) => lineOf(facts, index))
  const invoice = put(world.invoices, invoiceOf(facts, lines))
  world.invoiceLines.set(invoice.id, lines)
  addPayment(world, facts)
}

const itemsOf = (buyer: Buyer, price: Price, startedAt: number): Subscription['items'] => ({
  object: 'list',
  data: [
    {
      id: `si_${buyer.word}`,
      object: 'subscription_item',
      created: startedAt,
      current_period_start: startedAt + 2 * MONTH,
      current_period_end: startedAt + 3 * MONTH,
      metadata: {},
      price,
      quantity: 1,
    },
  ],
  has_more: false,
})

const endOf = (status: string, startedAt: number) => {
  const isEnded = status === 'canceled'
  const endedAt = isEnded ? startedAt + 3 * MONTH : null
  return {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: endedAt,
    ended_at: endedAt,
    cancellation_details: {
      comment: isEnded ? 'Moved to another country.' : null,
      feedback: null,
      reason: isEnded ? 'cancellation_requested' : null,
    },
  }
}

/** A subscription to one price. */
export const subscriptionOf = (
  buyer: Buyer,
  price: Price,
  { startedAt, status }: { readonly startedAt: number; readonly status: string },
): Subscription => ({
  id: `sub_${buyer.word}`,
  object: 'subscription',
  ...endOf(status, startedAt),
  collection_method: 'charge_automatically',
  created: startedAt,
  currency: price.currency,
  customer: `cus_${buyer.word}`,
  description: null,
  items: itemsOf(buyer, price, startedAt),
  latest_invoice: `in_${buyer.word}_3`,
  livemode: false,
  metadata: {},
  start_date: startedAt,
  status,
  trial_end: status === 'trialing' ? startedAt + 4 * MONTH : null,
  trial_start: status === 'trialing' ? startedAt : null,
})
