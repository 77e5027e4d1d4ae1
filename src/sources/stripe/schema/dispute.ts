import type { RowFields } from '../../../kit/index.ts'
import type { Dispute, StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { moment, money, text } from './fields.ts'
import { defineWords, type Words } from './words.ts'

const addStatus = (builder: StripeDesk['builder']): Words =>
  defineWords(builder, 'StripeDisputeStatus', {
    description: 'Where a dispute stands.',
    words: {
      warning_needs_response: 'The bank asks; no money has moved. Answer it.',
      warning_under_review: 'The bank asked and reads your answer.',
      warning_closed: 'The bank asked, and let it be.',
      needs_response: 'The money was taken back. Send evidence before `dueBy`.',
      under_review: 'The bank reads your evidence.',
      won: 'The money is yours again.',
      lost: 'The money is gone.',
      prevented: 'It was settled before it became a dispute.',
      appeal_needs_response: 'It went on to an appeal. Send evidence.',
      appeal_under_review: 'The appeal is being decided.',
    },
  })

const evidence = (t: RowFields<Dispute>) => ({
  dueBy: t.field(moment('Until when evidence is taken.', (dispute) => dispute.evidence_details.due_by)),
  hasEvidence: t.boolean({
    description: 'Whether any evidence was entered.',
    resolve: (dispute) => dispute.evidence_details.has_evidence,
  }),
  isPastDue: t.boolean({
    description: 'Whether the time for evidence was missed.',
    resolve: (dispute) => dispute.evidence_details.past_due,
  }),
  submissionCount: t.int({
    description: 'How often evidence was sent.',
    resolve: (dispute) => dispute.evidence_details.submission_count,
  }),
})

/** Adds the type StripeDispute. */
export const addDispute = ({ node, builder, load }: StripeDesk, typesOf: TypesOf): StripeTypes['dispute'] => {
  const status = addStatus(builder)
  return node('StripeDispute', load.dispute, {
    description: 'A charge that its payer questioned at their bank.',
    id: (dispute) => dispute.id,
    fields: (t) => ({
      amount: t.field(money('What is questioned; mostly the whole charge.', (dispute) => dispute.amount)),
      status: t.field({ type: status, nullable: true, description: 'Where it stands.', resolve: (row) => row.status }),
      reason: t.exposeString('reason', {
        description: 'The payer’s reason, in Stripe’s words: `product_not_received`.',
      }),
      networkReasonCode: t.string(
        text('The card network’s own code for it.', (dispute) => dispute.network_reason_code),
      ),
      isChargeRefundable: t.exposeBoolean('is_charge_refundable', {
        description: 'Whether the charge can still be refunded, which ends the dispute.',
      }),
      ...evidence(t),
      created: t.field(moment('When it was opened.', (dispute) => dispute.created)),
      livemode: t.exposeBoolean('livemode', { description: 'True for real money, false for test data.' }),
      metadata: t.field(metadataField(typesOf)),
      charge: t.load(load.charge, {
        description: 'The charge.',
        type: typesOf().charge,
        key: (dispute) => dispute.charge,
      }),
      paymentIntent: t.load(load.paymentIntent, {
        description: 'The payment that the charge is a try of.',
        type: typesOf().paymentIntent,
        key: (dispute) => dispute.payment_intent,
      }),
    }),
  })
}

/** Adds the reads of disputes. */
export const addDisputeReads = ({ query, load, page }: StripeDesk, types: StripeTypes): void =>
  query((t) => ({
    dispute: t.load(load.dispute, {
      description: 'One dispute; null when there is none of this id.',
      type: types.dispute,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`dp_…`, `du_…`) or a global id.' }) },
      ids: { id: 'StripeDispute' },
      key: (_, { id }) => id,
    }),
    disputes: t.pages(page.disputes, {
      description: 'Disputes, newest first.',
      type: types.dispute,
      args: {
        charge: t.arg.id({ description: 'Only of this charge.' }),
        paymentIntent: t.arg.id({ description: 'Only of this payment.' }),
      },
      ids: { charge: 'StripeCharge', paymentIntent: 'StripePaymentIntent' },
      with: (_, { charge, paymentIntent }) => ({ charge, payment_intent: paymentIntent }),
    }),
  }))
