import type { Balance, Charge, Refund } from '../rows.ts'
import { reject } from './problems.ts'
import { find, listOf, once, put, type Handlers, type StripeWorld } from './world.ts'

type Create = Parameters<Handlers['createRefund']>[0]

const chargeOf = (world: StripeWorld, asked: Create): Charge => {
  if (asked.charge !== undefined) return find(world.charges, asked.charge, { noun: 'charge', param: 'charge' })
  if (asked.payment_intent === undefined) {
    return reject({
      code: 'parameter_missing',
      message: 'One of the following params should be provided for this request: payment_intent or charge.',
    })
  }
  const intent = find(world.paymentIntents, asked.payment_intent, { noun: 'payment_intent', param: 'payment_intent' })
  return (
    world.charges.get(intent.latest_charge ?? '') ??
    reject({ message: `This PaymentIntent (${intent.id}) does not have a successful charge to refund.` })
  )
}

const checkRefundable = (charge: Charge, amount: number): void => {
  const left = charge.amount - charge.amount_refunded
  if (!charge.paid) reject({ code: 'charge_not_refundable', message: `Charge ${charge.id} has not succeeded.` })
  if (charge.disputed) reject({ code: 'charge_disputed', message: `Charge ${charge.id} has been charged back.` })
  if (left === 0) reject({ code: 'charge_already_refunded', message: `Charge ${charge.id} has already been refunded.` })
  if (amount > left) {
    reject({
      code: 'amount_too_large',
      message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
      param: 'amount',
    })
  }
}

const create = (world: StripeWorld, asked: Create): Refund => {
  const charge = chargeOf(world, asked)
  const amount = asked.amount ?? charge.amount - charge.amount_refunded
  checkRefundable(charge, amount)
  const refunded = charge.amount_refunded + amount
  put(world.charges, { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount })
  return put(world.refunds, {
    id: world.nextId('re'),
    object: 'refund',
    amount,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    metadata: asked.metadata ?? {},
    payment_intent: charge.payment_intent,
    reason: asked.reason ?? null,
    receipt_number: null,
    status: 'succeeded',
  })
}

/** How long money waits before it can be paid out, in seconds. */
const PENDING_SECONDS = 7 * 86_400

const fundsOf = (charges: readonly Charge[]): Balance['available'] => {
  const sums = new Map<string, number>()
  for (const { currency, amount_captured: taken, amount_refunded: back } of charges)
    sums.set(currency, (sums.get(currency) ?? 0) + taken - back)
  return [...sums].map(([currency, amount]) => ({ amount, currency }))
}

const balanceOf = (world: StripeWorld): Balance => {
  const charges = [...world.charges.values()].filter(({ disputed }) => !disputed)
  const since = world.now() - PENDING_SECONDS
  return {
    object: 'balance',
    available: fundsOf(charges.filter(({ created }) => created < since)),
    pending: fundsOf(charges.filter(({ created }) => created >= since)),
    livemode: false,
  }
}

type Names = 'charge' | 'charges' | 'refund' | 'refunds' | 'createRefund' | 'dispute' | 'disputes' | 'balance'

/** Charges and what became of them, in Stripe's place. */
export const chargeHandlers = (world: StripeWorld): Pick<Handlers, Names> => ({
  charge: ({ id }) => find(world.charges, id, { noun: 'charge' }),
  charges: ({ customer, payment_intent, created, ...page }) =>
    listOf(world.charges, page, { equal: { customer, payment_intent }, created }),
  refund: ({ id }) => find(world.refunds, id, { noun: 'refund' }),
  refunds: ({ charge, payment_intent, ...page }) => listOf(world.refunds, page, { equal: { charge, payment_intent } }),
  createRefund: once(world, (asked: Create) => create(world, asked)),
  dispute: ({ id }) => find(world.disputes, id, { noun: 'dispute' }),
  disputes: ({ charge, payment_intent, ...page }) =>
    listOf(world.disputes, page, { equal: { charge, payment_intent } }),
  balance: () => balanceOf(world),
})
