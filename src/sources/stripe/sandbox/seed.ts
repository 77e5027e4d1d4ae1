import { blankCustomer } from './customers.ts'
import { toIntent } from './payments.ts'
import { BUYERS, EARLIER, type Buyer } from './people.ts'
import { addBill, MONTH, subscriptionOf } from './seed-bills.ts'
import { addCatalogue, OPENED } from './seed-catalogue.ts'
import { put, type StripeWorld } from './world.ts'

const HOUR = 3_600
const MONTHS = [1, 2, 3] as const
/** More lines than Stripe puts into the bill itself. */
const MANY_LINES = 12

const STATUSES: Readonly<Record<string, string>> = { linus: 'past_due', radia: 'trialing', hedy: 'canceled' }

const addCustomer = (world: StripeWorld, buyer: Buyer, created: number): void => {
  put(world.customers, {
    ...blankCustomer(`cus_${buyer.word}`, created),
    name: buyer.name,
    email: buyer.email,
    address: {
      line1: '1 Analytical Street',
      line2: null,
      city: buyer.city,
      state: null,
      postal_code: null,
      country: buyer.country,
    },
    currency: buyer.subscribes ? buyer.currency : null,
    balance: buyer.word === 'grace' ? -500 : 0,
    delinquent: buyer.word === 'linus',
    preferred_locales: ['en'],
    metadata: { firm: 'analytical.example', person: buyer.word },
  })
}

const addBills = (world: StripeWorld, subscribers: readonly Buyer[]): void => {
  for (const number of MONTHS) {
    for (const [index, buyer] of subscribers.entries()) {
      const price = world.prices.get(`price_pro_${buyer.currency}`)
      if (price === undefined) continue
      addBill(world, {
        buyer,
        price,
        number,
        createdAt: OPENED + number * MONTH + index * HOUR,
        isPaid: !(buyer.word === 'linus' && number === 3),
        lineCount: buyer.word === 'ada' && number === 3 ? MANY_LINES : 1,
      })
    }
  }
}

const addSubscriptions = (world: StripeWorld, subscribers: readonly Buyer[]): void => {
  for (const [index, buyer] of subscribers.entries()) {
    const price = world.prices.get(`price_pro_${buyer.currency}`)
    if (price === undefined) continue
    const facts = { startedAt: OPENED + MONTH + index * HOUR, status: STATUSES[buyer.word] ?? 'active' }
    put(world.subscriptions, subscriptionOf(buyer, price, facts))
  }
}

const addDispute = (world: StripeWorld): void => {
  const charge = world.charges.get('ch_alan_2')
  if (charge === undefined) return
  put(world.charges, { ...charge, disputed: true })
  put(world.disputes, {
    id: 'dp_alan',
    object: 'dispute',
    amount: charge.amount,
    charge: charge.id,
    created: charge.created + 2 * 86_400,
    currency: charge.currency,
    evidence_details: {
      due_by: charge.created + 30 * 86_400,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: '13.1',
    payment_intent: charge.payment_intent,
    reason: 'product_not_received',
    status: 'needs_response',
  })
}

const addRefund = (world: StripeWorld): void => {
  const charge = world.charges.get('ch_grace_1')
  if (charge === undefined) return
  const amount = 900
  put(world.charges, { ...charge, amount_refunded: amount })
  put(world.refunds, {
    id: 're_grace',
    object: 'refund',
    amount,
    charge: charge.id,
    created: charge.created + 86_400,
    currency: charge.currency,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: 'requested_by_customer',
    receipt_number: '1234-5678',
    status: 'succeeded',
  })
}

const addOpenPayments = (world: StripeWorld): void => {
  const asked = { amount: 12_000, currency: 'usd', customer: 'cus_grace', description: 'One hour of support' }
  const created = OPENED + 4 * MONTH
  put(world.paymentIntents, toIntent('pi_open', created, asked))
  put(world.paymentIntents, toIntent('pi_ready', created + HOUR, { ...asked, payment_method: 'pm_card_visa' }))
}

/** Fills a world with a shop of believable size, the same at every start. */
export const seed = (world: StripeWorld): void => {
  const subscribers = BUYERS.filter(({ subscribes }) => subscribes)
  addCatalogue(world)
  // Those of whom only the address is known were there before the shop opened.
  for (const [index, buyer] of BUYERS.entries()) addCustomer(world, buyer, OPENED + (index - EARLIER) * HOUR)
  world.deletedCustomers.add('cus_deleted')
  addSubscriptions(world, subscribers)
  addBills(world, subscribers)
  addDispute(world)
  addRefund(world)
  addOpenPayments(world)
}
