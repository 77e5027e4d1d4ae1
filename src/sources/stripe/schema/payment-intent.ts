import type { RowFields } from '../../../kit/index.ts'
import type { PaymentIntent, StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { createdBetween, moment, money, text } from './fields.ts'
import { defineWords, type Words } from './words.ts'

type Fields = RowFields<PaymentIntent>

const addStatus = (builder: StripeDesk['builder']): Words =>
  defineWords(builder, 'StripePaymentIntentStatus', {
    description: 'Where a payment stands.',
    words: {
      requires_payment_method: 'Waits for a payment method; also after one was declined.',
      requires_confirmation: 'Has a payment method and waits to be confirmed.',
      requires_action: 'The payer has to do something, such as prove who they are: see `nextActionUrl`.',
      processing: 'Under way; some payment methods take days.',
      requires_capture: 'The money is reserved and waits to be taken.',
      succeeded: 'Done.',
      canceled: 'Given up. Final.',
    },
  })

const addCanceled = (builder: StripeDesk['builder']): Words =>
  defineWords(builder, 'StripePaymentIntentCancellationReason', {
    description: 'Why a payment was given up.',
    words: {
      abandoned: 'The payer left.',
      automatic: 'Stripe gave it up by a rule.',
      duplicate: 'It was there twice.',
      expired: 'It was reserved for too long.',
      failed_invoice: 'Its invoice failed.',
      fraudulent: 'It looked like fraud.',
      requested_by_customer: 'The customer asked for it.',
      void_invoice: 'Its invoice was taken back.',
    },
  })

const addCapture = (builder: StripeDesk['builder']): Words =>
  defineWords(builder, 'StripeCaptureMethod', {
    description: 'When the money is taken.',
    words: {
      automatic: 'As soon as the payer has agreed.',
      automatic_async: 'Soon after the payer has agreed; faster to answer.',
      manual: 'Later, by your own word; until then it is reserved.',
    },
  })

const addLastError = (builder: StripeDesk['builder']) =>
  builder.objectRef<NonNullable<PaymentIntent['last_payment_error']>>('StripePaymentFailure').implement({
    description: 'Why the latest try of a payment failed.',
    fields: (t) => ({
      code: t.string(text('Stripe’s word for it: `card_declined`.', (failure) => failure.code)),
      declineCode: t.string(text('The bank’s word for it: `insufficient_funds`.', (failure) => failure.decline_code)),
      message: t.string(text('A sentence that may be shown to the payer.', (failure) => failure.message)),
    }),
  })

const addWords = (builder: StripeDesk['builder']) => ({
  status: addStatus(builder),
  canceled: addCanceled(builder),
  capture: addCapture(builder),
  failure: addLastError(builder),
})

type IntentWords = ReturnType<typeof addWords>

const state = (t: Fields, words: IntentWords) => ({
  status: t.field({ type: words.status, nullable: true, description: 'Where it stands.', resolve: (i) => i.status }),
  captureMethod: t.field({
    type: words.capture,
    nullable: true,
    description: 'When the money is taken.',
    resolve: (intent) => intent.capture_method,
  }),
  lastPaymentError: t.field({
    type: words.failure,
    nullable: true,
    description: 'Why the latest try failed; null when none did.',
    resolve: (intent) => intent.last_payment_error,
  }),
  cancellationReason: t.field({
    type: words.canceled,
    nullable: true,
    description: 'Why it was given up.',
    resolve: (intent) => intent.cancellation_reason,
  }),
  nextActionUrl: t.field({
    type: 'URL',
    nullable: true,
    description: 'Where the payer has to go next, if anywhere.',
    resolve: (intent) => intent.next_action?.redirect_to_url?.url ?? null,
  }),
  clientSecret: t.exposeString('client_secret', {
    nullable: true,
    description: 'What Stripe.js finishes the payment with. Whoever holds it can: hand it to the payer alone.',
  }),
})

const facts = (t: Fields, typesOf: TypesOf) => ({
  amount: t.field(money('What should be paid.', (intent) => intent.amount)),
  amountCapturable: t.field(money('What is reserved and can be taken.', (intent) => intent.amount_capturable)),
  amountReceived: t.field(money('What was taken.', (intent) => intent.amount_received)),
  description: t.string(text('A note for your own people and the receipt.', (intent) => intent.description)),
  receiptEmail: t.string(text('Where the receipt is sent.', (intent) => intent.receipt_email)),
  paymentMethodId: t.string(text('Stripe’s id of the payment method (`pm_…`).', (intent) => intent.payment_method)),
  created: t.field(moment('When it was created.', (intent) => intent.created)),
  canceledAt: t.field(moment('When it was given up.', (intent) => intent.canceled_at)),
  livemode: t.exposeBoolean('livemode', { description: 'True for real money, false for test data.' }),
  metadata: t.field(metadataField(typesOf)),
})

const relations = (t: Fields, { load, page }: StripeDesk, typesOf: TypesOf) => ({
  customer: t.load(load.customer, {
    description: 'Who pays; null for a guest, or when they were deleted.',
    type: typesOf().customer,
    key: (intent) => intent.customer,
  }),
  latestCharge: t.load(load.charge, {
    description: 'The latest try.',
    type: typesOf().charge,
    key: (intent) => intent.latest_charge,
  }),
  charges: t.pages(page.charges, {
    description: 'Each try, newest first.',
    type: typesOf().charge,
    with: ({ id }) => ({ payment_intent: id }),
  }),
  refunds: t.pages(page.refunds, {
    description: 'What was sent back of it, newest first.',
    type: typesOf().refund,
    with: ({ id }) => ({ payment_intent: id }),
  }),
  invoicePayments: t.pages(page.invoicePayments, {
    description: 'What joins it to the bills that it pays.',
    type: typesOf().invoicePayment,
    with: ({ id }) => ({ payment: { type: 'payment_intent' as const, payment_intent: id } }),
  }),
})

/** Adds the type StripePaymentIntent. */
export const addPaymentIntent = (desk: StripeDesk, typesOf: TypesOf): StripeTypes['paymentIntent'] => {
  const words = addWords(desk.builder)
  return desk.node('StripePaymentIntent', desk.load.paymentIntent, {
    description: 'A payment, from its first thought to its end.',
    id: (intent) => intent.id,
    fields: (t) => ({ ...state(t, words), ...facts(t, typesOf), ...relations(t, desk, typesOf) }),
  })
}

/** Adds the reads of payment intents. */
export const addPaymentIntentReads = ({ query, load, page }: StripeDesk, types: StripeTypes): void =>
  query((t) => ({
    paymentIntent: t.load(load.paymentIntent, {
      description: 'One payment; null when there is none of this id.',
      type: types.paymentIntent,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`pi_…`) or a global id.' }) },
      ids: { id: 'StripePaymentIntent' },
      key: (_, { id }) => id,
    }),
    paymentIntents: t.pages(page.paymentIntents, {
      description: 'Payments, newest first.',
      type: types.paymentIntent,
      args: {
        customer: t.arg.id({ description: 'Only of this customer.' }),
        createdAfter: t.arg({ type: 'DateTime', description: 'Only created at this moment or later.' }),
        createdBefore: t.arg({ type: 'DateTime', description: 'Only created before this moment.' }),
      },
      ids: { customer: 'StripeCustomer' },
      with: (_, { customer, createdAfter, createdBefore }) => ({
        customer,
        created: createdBetween(createdAfter, createdBefore),
      }),
    }),
  }))
