import type { StripeDesk } from '../rows.ts'
import type { StripeTypes } from './types.ts'
import { toMetadata, type Inputs } from './inputs.ts'

/** Adds the mutations of subscriptions. */
export const addSubscriptionWrites = ({ mutation, call }: StripeDesk, types: StripeTypes, inputs: Inputs): void => {
  const id = { required: true, description: 'Stripe’s id (`sub_…`) or a global id.' } as const
  mutation((t) => ({
    updateSubscription: t.write(call.updateSubscription, {
      description:
        'Changes what is sent of a subscription: with `cancelAtPeriodEnd` it ends with the period, or goes on.',
      type: types.subscription,
      input: (i) => ({
        id: i.id(id),
        cancelAtPeriodEnd: i.boolean({ description: 'True to end it with the current period, false to let it go on.' }),
        description: i.string({ description: 'A note that the customer may see; null takes it away.' }),
        metadata: i.field({ type: [inputs.metadata], description: 'What your systems want to note.' }),
      }),
      ids: { id: 'StripeSubscription' },
      with: (input) => ({
        id: input.id,
        cancel_at_period_end: input.cancelAtPeriodEnd,
        description: input.description,
        metadata: toMetadata(input.metadata),
      }),
    }),
    cancelSubscription: t.write(call.cancelSubscription, {
      description: 'Ends a subscription at once. To let its paid period run out, use `stripeUpdateSubscription`.',
      type: types.subscription,
      input: (i) => ({
        id: i.id(id),
        invoiceNow: i.boolean({ description: 'Whether to bill at once what was used. False when left out.' }),
        prorate: i.boolean({ description: 'Whether to credit the time that is left. False when left out.' }),
        comment: i.string({ description: 'Why, for your own people.' }),
      }),
      ids: { id: 'StripeSubscription' },
      with: (input) => ({
        id: input.id,
        invoice_now: input.invoiceNow,
        prorate: input.prorate,
        cancellation_details: input.comment ? { comment: input.comment } : undefined,
      }),
    }),
  }))
}
