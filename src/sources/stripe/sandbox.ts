import type { Sandbox, World } from '../../kit/index.ts'
import type { operations } from './operations.ts'
import { billingHandlers } from './sandbox/billing.ts'
import { customerHandlers } from './sandbox/customers.ts'
import { paymentHandlers } from './sandbox/payments.ts'
import { refusal } from './sandbox/problems.ts'
import { chargeHandlers } from './sandbox/refunds.ts'
import { seed } from './sandbox/seed.ts'
import { createWorld } from './sandbox/world.ts'
import { VERSION } from './upstream.ts'

/** Arguments that the seeded world answers well. */
const SAMPLES: Sandbox<typeof operations>['samples'] = {
  customer: { id: 'cus_ada' },
  customers: { limit: 10 },
  searchCustomers: { query: 'name~"love"' },
  createCustomer: { name: 'Mary Shelley', email: 'mary.shelley@example.com' },
  updateCustomer: { id: 'cus_ada', description: 'Writes programs.' },
  invoice: { id: 'in_ada_1' },
  invoices: { customer: 'cus_ada' },
  invoiceLines: { invoice: 'in_ada_3' },
  invoicePayments: { invoice: 'in_ada_1' },
  subscription: { id: 'sub_ada' },
  subscriptions: { customer: 'cus_ada' },
  updateSubscription: { id: 'sub_ada', cancel_at_period_end: true },
  cancelSubscription: { id: 'sub_grace' },
  products: {},
  product: { ids: ['prod_pro', 'prod_basic'], limit: 2 },
  price: { id: 'price_pro_usd' },
  prices: { product: 'prod_pro' },
  paymentIntent: { id: 'pi_ada_1' },
  paymentIntents: { customer: 'cus_ada' },
  createPaymentIntent: { amount: 2_000, currency: 'usd', customer: 'cus_ada' },
  confirmPaymentIntent: { id: 'pi_ready' },
  cancelPaymentIntent: { id: 'pi_open', cancellation_reason: 'abandoned' },
  charge: { id: 'ch_ada_1' },
  charges: { customer: 'cus_ada' },
  refund: { id: 're_grace' },
  refunds: { charge: 'ch_grace_1' },
  createRefund: { charge: 'ch_ada_1', amount: 100 },
  dispute: { id: 'dp_alan' },
  disputes: { charge: 'ch_alan_2' },
  balance: {},
}

/** Stripe when it is not there: a small shop with customers, bills and payments, which writes change. */
export const sandbox = ({ wallNow }: World): Sandbox<typeof operations> => {
  const world = createWorld(() => Math.floor(wallNow() / 1_000))
  seed(world)
  return {
    operations: {
      ...customerHandlers(world),
      ...billingHandlers(world),
      ...paymentHandlers(world),
      ...chargeHandlers(world),
    },
    samples: SAMPLES,
    headers: ({ count }) => ({ 'request-id': `req_sandbox${count}`, 'stripe-version': VERSION }),
    refusal,
  }
}
