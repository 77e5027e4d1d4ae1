import type { PaymentIntent } from '../rows.ts'
import { chargeIntent } from './charging.ts'
import { reject } from './problems.ts'
import { find, listOf, once, put, type Handlers, type StripeWorld } from './world.ts'

type Create = Parameters<Handlers['createPaymentIntent']>[0]
type Confirm = Parameters<Handlers['confirmPaymentIntent']>[0]
type Cancel = Parameters<Handlers['cancelPaymentIntent']>[0]

/** The least and the most that Stripe charges, in the currency's smallest unit (docs.stripe.com/currencies). */
const LEAST = 50
const MOST = 99_999_999

/** An intent that nothing was done with. */
export const toIntent = (id: string, created: number, asked: Create): PaymentIntent => ({
  id,
  object: 'payment_intent',
  amount: asked.amount,
  amount_capturable: 0,
  amount_received: 0,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: asked.capture_method ?? 'automatic_async',
  client_secret: `${id}_secret_sandbox`,
  created,
  currency: asked.currency,
  customer: asked.customer ?? null,
  description: asked.description ?? null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  metadata: asked.metadata ?? {},
  next_action: null,
  payment_method: asked.payment_method ?? null,
  receipt_email: asked.receipt_email ?? null,
  status: asked.payment_method === undefined ? 'requires_payment_method' : 'requires_confirmation',
})

const checkAmount = ({ amount, currency }: Create): void => {
  const limit = amount < LEAST ? 'small' : amount > MOST ? 'large' : null
  if (limit === null) return
  const message =
    limit === 'small'
      ? `Amount must be at least ${LEAST} ${currency}, in its smallest unit.`
      : `Amount must be no more than ${MOST} ${currency}, in its smallest unit.`
  reject({ code: `amount_too_${limit}`, message, param: 'amount' })
}

const create = (world: StripeWorld, asked: Create): PaymentIntent => {
  checkAmount(asked)
  if (asked.customer !== undefined) find(world.customers, asked.customer, { noun: 'customer', param: 'customer' })
  const intent = put(world.paymentIntents, toIntent(world.nextId('pi'), world.now(), asked))
  return asked.confirm ? chargeIntent(world, intent) : intent
}

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture', 'processing']

const checkState = (intent: PaymentIntent, verb: 'cancel' | 'confirm', allowed: readonly string[]): void => {
  if (allowed.includes(intent.status)) return
  reject({
    code: 'payment_intent_unexpected_state',
    message: `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}.`,
    payment_intent: intent,
  })
}

const confirm = (world: StripeWorld, asked: Confirm): PaymentIntent => {
  const known = find(world.paymentIntents, asked.id, { noun: 'payment_intent' })
  checkState(known, 'confirm', OPEN.slice(0, 3))
  return chargeIntent(world, {
    ...known,
    payment_method: asked.payment_method ?? known.payment_method,
    receipt_email: asked.receipt_email ?? known.receipt_email,
  })
}

const cancel = (world: StripeWorld, { id, cancellation_reason: reason }: Cancel): PaymentIntent => {
  const known = find(world.paymentIntents, id, { noun: 'payment_intent' })
  checkState(known, 'cancel', OPEN)
  return put(world.paymentIntents, {
    ...known,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: world.now(),
    cancellation_reason: reason ?? null,
  })
}

type Names = 'paymentIntent' | 'paymentIntents' | 'createPaymentIntent' | 'confirmPaymentIntent' | 'cancelPaymentIntent'

/** Payments in Stripe's place. */
export const paymentHandlers = (world: StripeWorld): Pick<Handlers, Names> => ({
  paymentIntent: ({ id }) => find(world.paymentIntents, id, { noun: 'payment_intent' }),
  paymentIntents: ({ customer, created, ...page }) =>
    listOf(world.paymentIntents, page, { equal: { customer }, created }),
  createPaymentIntent: once(world, (asked: Create) => create(world, asked)),
  confirmPaymentIntent: once(world, (asked: Confirm) => confirm(world, asked)),
  cancelPaymentIntent: once(world, (asked: Cancel) => cancel(world, asked)),
})
