import type { InputFields } from '../../../kit/index.ts'
import type { StripeDesk } from '../rows.ts'
import type { CardDeclined } from './card-declined.ts'
import type { StripeTypes } from './types.ts'
import { toAmount, toMetadata, type Inputs } from './inputs.ts'
import { defineWords } from './words.ts'

/** What the mutations of payments are made of. */
interface Parts {
  readonly types: StripeTypes
  readonly inputs: Inputs
  readonly declined: CardDeclined
}

const payingFields = (t: InputFields) => ({
  paymentMethod: t.string({ description: 'Stripe’s id of the payment method (`pm_…`).' }),
  receiptEmail: t.field({ type: 'EmailAddress', description: 'Where the receipt is sent.' }),
  returnUrl: t.field({
    type: 'URL',
    description: 'Where the payer comes back to after a page of their bank. Needed for payment methods that have one.',
  }),
  offSession: t.boolean({ description: 'True when the payer is not there to answer their bank. False when left out.' }),
})

const intentFields = (t: InputFields, inputs: Inputs) => ({
  amount: t.field({ type: inputs.money, required: true, description: 'What should be paid.' }),
  customer: t.id({ description: 'Who pays; left out for a guest.' }),
  description: t.string({ description: 'A note for your own people and the receipt.' }),
  confirm: t.boolean({ description: 'Whether to charge at once; needs `paymentMethod`. False when left out.' }),
  captureLater: t.boolean({
    description: 'Whether the money is only reserved, to be taken later. False when left out.',
  }),
  ...payingFields(t),
  metadata: t.field({ type: [inputs.metadata], description: 'What your systems want to note.' }),
})

/** Without a page to come back to, only payment methods without such pages can be confirmed here. */
const NO_REDIRECTS = { enabled: true, allow_redirects: 'never' } as const

/** Adds the mutation that creates a payment intent. */
export const addCreatePayment = ({ mutation, call }: StripeDesk, { types, inputs, declined }: Parts): void =>
  mutation((t) => ({
    createPaymentIntent: t.write(call.createPaymentIntent, {
      description: 'Begins a payment, and with `confirm` charges it at once.',
      type: types.paymentIntent,
      input: (i) => intentFields(i, inputs),
      ids: { customer: 'StripeCustomer' },
      expects: [declined],
      with: (input) => ({
        ...toAmount(input.amount),
        customer: input.customer,
        description: input.description,
        payment_method: input.paymentMethod,
        receipt_email: input.receiptEmail,
        confirm: input.confirm,
        off_session: input.offSession,
        return_url: input.returnUrl?.href,
        capture_method: input.captureLater ? 'manual' : undefined,
        automatic_payment_methods: input.confirm && !input.returnUrl ? NO_REDIRECTS : undefined,
        metadata: toMetadata(input.metadata),
      }),
    }),
  }))

const addCancelReason = (builder: StripeDesk['builder']) =>
  defineWords(builder, 'StripePaymentIntentCancelReason', {
    description: 'Why a payment is given up.',
    words: {
      abandoned: 'The payer left.',
      duplicate: 'It was there twice.',
      fraudulent: 'It looked like fraud.',
      requested_by_customer: 'The customer asked for it.',
    },
  })

/** Adds the mutations that confirm and cancel a payment intent. */
export const addFinishPayment = ({ mutation, call, builder }: StripeDesk, { types, declined }: Parts): void => {
  const reason = addCancelReason(builder)
  const id = { required: true, description: 'Stripe’s id (`pi_…`) or a global id.' } as const
  mutation((t) => ({
    confirmPaymentIntent: t.write(call.confirmPaymentIntent, {
      description: 'Charges a payment that was begun.',
      type: types.paymentIntent,
      input: (i) => ({ id: i.id(id), ...payingFields(i) }),
      ids: { id: 'StripePaymentIntent' },
      expects: [declined],
      with: (input) => ({
        id: input.id,
        payment_method: input.paymentMethod,
        receipt_email: input.receiptEmail,
        off_session: input.offSession,
        return_url: input.returnUrl?.href,
      }),
    }),
    cancelPaymentIntent: t.write(call.cancelPaymentIntent, {
      description: 'Gives a payment up that has not succeeded; money that was only reserved goes back.',
      type: types.paymentIntent,
      input: (i) => ({ id: i.id(id), reason: i.field({ type: reason, description: 'Why.' }) }),
      ids: { id: 'StripePaymentIntent' },
      with: (input) => ({ id: input.id, cancellation_reason: input.reason }),
    }),
  }))
}

const addRefundInputReason = (builder: StripeDesk['builder']) =>
  defineWords(builder, 'StripeCreateRefundReason', {
    description: 'Why money is sent back.',
    words: {
      duplicate: 'It was charged twice.',
      fraudulent: 'It was not the card’s owner who paid; the card goes on your block lists.',
      requested_by_customer: 'The customer asked for it.',
    },
  })

/** Adds the mutation that refunds. */
export const addCreateRefund = ({ mutation, call, builder }: StripeDesk, { types, inputs }: Parts): void => {
  const reason = addRefundInputReason(builder)
  mutation((t) => ({
    createRefund: t.write(call.createRefund, {
      description: 'Sends money back to its payer. Say which charge, or which payment.',
      type: types.refund,
      input: (i) => ({
        charge: i.id({ description: 'The charge (`ch_…`), or a global id.' }),
        paymentIntent: i.id({ description: 'The payment (`pi_…`), or a global id; instead of `charge`.' }),
        amount: i.field({
          type: inputs.money,
          description: 'How much, in the currency of the charge; all that is left of it when left out.',
        }),
        reason: i.field({ type: reason, description: 'Why.' }),
        metadata: i.field({ type: [inputs.metadata], description: 'What your systems want to note.' }),
      }),
      ids: { charge: 'StripeCharge', paymentIntent: 'StripePaymentIntent' },
      with: (input) => ({
        charge: input.charge,
        payment_intent: input.paymentIntent,
        amount: input.amount ? toAmount(input.amount).amount : undefined,
        reason: input.reason,
        metadata: toMetadata(input.metadata),
      }),
    }),
  }))
}
