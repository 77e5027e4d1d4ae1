import type { StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { moment, money, text } from './fields.ts'
import { defineWords, type Words } from './words.ts'

const addStatus = (builder: StripeDesk['builder']): Words =>
  defineWords(builder, 'StripeRefundStatus', {
    description: 'Where a refund stands.',
    words: {
      pending: 'Under way.',
      requires_action: 'The payer has to say where the money should go.',
      succeeded: 'Sent.',
      failed: 'It could not be sent; the money is back in your balance.',
      canceled: 'Given up.',
    },
  })

const addReason = (builder: StripeDesk['builder']): Words =>
  defineWords(builder, 'StripeRefundReason', {
    description: 'Why money was sent back.',
    words: {
      duplicate: 'It was charged twice.',
      fraudulent: 'It was not the card’s owner who paid.',
      requested_by_customer: 'The customer asked for it.',
      expired_uncaptured_charge: 'It was reserved for too long without being taken.',
    },
  })

/** Adds the type StripeRefund. */
export const addRefund = ({ node, builder, load }: StripeDesk, typesOf: TypesOf): StripeTypes['refund'] => {
  const status = addStatus(builder)
  const reason = addReason(builder)
  return node('StripeRefund', load.refund, {
    description: 'Money sent back to a payer.',
    id: (refund) => refund.id,
    fields: (t) => ({
      amount: t.field(money('What is sent back.', (refund) => refund.amount)),
      status: t.field({ type: status, nullable: true, description: 'Where it stands.', resolve: (row) => row.status }),
      reason: t.field({ type: reason, nullable: true, description: 'Why.', resolve: (row) => row.reason }),
      failureReason: t.string(text('Stripe’s word for why it failed.', (refund) => refund.failure_reason)),
      pendingReason: t.string(text('Stripe’s word for why it still waits.', (refund) => refund.pending_reason)),
      receiptNumber: t.string(text('The number on the receipt.', (refund) => refund.receipt_number)),
      created: t.field(moment('When it was asked for.', (refund) => refund.created)),
      metadata: t.field(metadataField(typesOf)),
      charge: t.load(load.charge, {
        description: 'The charge that it takes back.',
        type: typesOf().charge,
        key: (refund) => refund.charge,
      }),
      paymentIntent: t.load(load.paymentIntent, {
        description: 'The payment that it takes back.',
        type: typesOf().paymentIntent,
        key: (refund) => refund.payment_intent,
      }),
    }),
  })
}

/** Adds the reads of refunds. */
export const addRefundReads = ({ query, load, page }: StripeDesk, types: StripeTypes): void =>
  query((t) => ({
    refund: t.load(load.refund, {
      description: 'One refund; null when there is none of this id.',
      type: types.refund,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`re_…`) or a global id.' }) },
      ids: { id: 'StripeRefund' },
      key: (_, { id }) => id,
    }),
    refunds: t.pages(page.refunds, {
      description: 'Refunds, newest first.',
      type: types.refund,
      args: {
        charge: t.arg.id({ description: 'Only of this charge.' }),
        paymentIntent: t.arg.id({ description: 'Only of this payment.' }),
      },
      ids: { charge: 'StripeCharge', paymentIntent: 'StripePaymentIntent' },
      with: (_, { charge, paymentIntent }) => ({ charge, payment_intent: paymentIntent }),
    }),
  }))
