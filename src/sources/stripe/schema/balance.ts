import type { Money } from '../../../kit/index.ts'
import { fromStripeAmount } from '../amounts.ts'
import type { Balance, StripeDesk } from '../rows.ts'

const toMoneys = (funds: Balance['available'] | undefined): Money[] =>
  (funds ?? []).map(({ amount, currency }) => fromStripeAmount(amount, currency))

/** Adds the balance of the account. */
export const addBalance = ({ builder, query, call }: StripeDesk): void => {
  const StripeBalance = builder.objectRef<Balance>('StripeBalance').implement({
    description: 'The money of the account that is at Stripe, by currency.',
    fields: (t) => ({
      available: t.field({
        type: ['Money'],
        description: 'What can be paid out now.',
        resolve: (balance) => toMoneys(balance.available),
      }),
      pending: t.field({
        type: ['Money'],
        description: 'What cannot be paid out yet.',
        resolve: (balance) => toMoneys(balance.pending),
      }),
      instantAvailable: t.field({
        type: ['Money'],
        description: 'What can be paid out within minutes; empty where that is not offered.',
        resolve: (balance) => toMoneys(balance.instant_available),
      }),
      livemode: t.exposeBoolean('livemode', { description: 'True for real money, false for test data.' }),
    }),
  })
  query((t) => ({
    balance: t.call(call.balance, {
      description: 'The money of the account that is at Stripe.',
      type: StripeBalance,
      with: () => ({}),
    }),
  }))
}
