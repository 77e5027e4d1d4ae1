import type { RowFields } from '../../../kit/index.ts'
import type { Subscription, SubscriptionItem, StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { moment, text } from './fields.ts'
import { defineWords } from './words.ts'

type Fields = RowFields<Subscription>

const addItem = ({ builder }: StripeDesk, typesOf: TypesOf) =>
  builder.objectRef<SubscriptionItem>('StripeSubscriptionItem').implement({
    description: 'One product of a subscription, with its price and quantity.',
    fields: (t) => ({
      vendorId: t.exposeString('id', { description: 'Stripe’s id of the item (`si_…`).' }),
      quantity: t.int({
        nullable: true,
        description: 'How many; null where use is measured.',
        resolve: ({ quantity }) => quantity ?? null,
      }),
      currentPeriodStart: t.field(moment('Start of the period that is billed.', (item) => item.current_period_start)),
      currentPeriodEnd: t.field(moment('End of it; then the next bill is due.', (item) => item.current_period_end)),
      price: t.field({ type: typesOf().price, description: 'What one costs.', resolve: ({ price }) => price }),
      metadata: t.field(metadataField(typesOf)),
    }),
  })

const addReason = (builder: StripeDesk['builder']) =>
  defineWords(builder, 'StripeCancellationReason', {
    description: 'Why a subscription ended or will end.',
    words: {
      cancellation_requested: 'Somebody asked for it.',
      payment_disputed: 'A payment was disputed.',
      payment_failed: 'A payment failed for too long.',
      canceled_by_retention_policy: 'A retention policy ended it.',
    },
  })

const facts = (t: Fields, typesOf: TypesOf) => ({
  status: t.field({
    type: typesOf().subscriptionStatus,
    nullable: true,
    description: 'Where it stands.',
    resolve: (subscription) => subscription.status,
  }),
  collectionMethod: t.field({
    type: typesOf().collectionMethod,
    nullable: true,
    description: 'How its bills are collected.',
    resolve: (subscription) => subscription.collection_method,
  }),
  currency: t.expose('currency', { type: 'Currency', description: 'The currency of its bills (ISO 4217).' }),
  description: t.string(text('A note that the customer may see.', (subscription) => subscription.description)),
  created: t.field(moment('When it was created.', (subscription) => subscription.created)),
  startDate: t.field(moment('When it began, or will begin.', (subscription) => subscription.start_date)),
  trialStart: t.field(moment('Start of its trial, if it has one.', (subscription) => subscription.trial_start)),
  trialEnd: t.field(moment('End of its trial, if it has one.', (subscription) => subscription.trial_end)),
  livemode: t.exposeBoolean('livemode', { description: 'True for real money, false for test data.' }),
  metadata: t.field(metadataField(typesOf)),
})

const ending = (t: Fields, reason: ReturnType<typeof addReason>) => ({
  cancelAtPeriodEnd: t.exposeBoolean('cancel_at_period_end', {
    description: 'Whether it ends with the current period.',
  }),
  cancelAt: t.field(moment('When it will end, if that is set.', (subscription) => subscription.cancel_at)),
  canceledAt: t.field(moment('When its end was asked for.', (subscription) => subscription.canceled_at)),
  endedAt: t.field(moment('When it ended.', (subscription) => subscription.ended_at)),
  cancellationReason: t.field({
    type: reason,
    nullable: true,
    description: 'Why it ended or will end.',
    resolve: (subscription) => subscription.cancellation_details?.reason ?? null,
  }),
  cancellationComment: t.string(
    text('What was said about its end.', (subscription) => subscription.cancellation_details?.comment),
  ),
})

const relations = (t: Fields, { load, page }: StripeDesk, typesOf: TypesOf) => ({
  customer: t.load(load.customer, {
    description: 'Who subscribed; null when they were deleted.',
    type: typesOf().customer,
    key: (subscription) => subscription.customer,
  }),
  latestInvoice: t.load(load.invoice, {
    description: 'Its newest bill.',
    type: typesOf().invoice,
    key: (subscription) => subscription.latest_invoice,
  }),
  invoices: t.pages(page.invoices, {
    description: 'Its bills, newest first.',
    type: typesOf().invoice,
    with: ({ id }) => ({ subscription: id }),
  }),
})

/** Adds the type StripeSubscription. */
export const addSubscription = (desk: StripeDesk, typesOf: TypesOf): StripeTypes['subscription'] => {
  const item = addItem(desk, typesOf)
  const reason = addReason(desk.builder)
  return desk.node('StripeSubscription', desk.load.subscription, {
    description: 'A customer’s standing order.',
    id: (subscription) => subscription.id,
    fields: (t) => ({
      ...facts(t, typesOf),
      ...ending(t, reason),
      items: t.field({
        type: [item],
        atMost: 20,
        description: 'What was subscribed to; at most 20.',
        resolve: (subscription) => [...subscription.items.data],
      }),
      ...relations(t, desk, typesOf),
    }),
  })
}

/** Adds the reads of subscriptions. */
export const addSubscriptionReads = ({ query, load, page }: StripeDesk, types: StripeTypes): void =>
  query((t) => ({
    subscription: t.load(load.subscription, {
      description: 'One subscription; null when there is none of this id.',
      type: types.subscription,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`sub_…`) or a global id.' }) },
      ids: { id: 'StripeSubscription' },
      key: (_, { id }) => id,
    }),
    subscriptions: t.pages(page.subscriptions, {
      description: 'Subscriptions, newest first; without a `status` those that have not ended.',
      type: types.subscription,
      args: {
        customer: t.arg.id({ description: 'Only of this customer.' }),
        price: t.arg.id({ description: 'Only with this price.' }),
        status: t.arg({ type: types.subscriptionStatus, description: 'Only in this state.' }),
        includeEnded: t.arg.boolean({
          description: 'Ended ones too, where `status` is left out. False when left out.',
        }),
      },
      ids: { customer: 'StripeCustomer', price: 'StripePrice' },
      with: (_, { customer, price, status, includeEnded }) => ({
        customer,
        price,
        status: status ?? (includeEnded ? 'all' : undefined),
      }),
    }),
  }))
