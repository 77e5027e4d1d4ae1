import type { RowFields } from '../../../kit/index.ts'
import type { Charge, StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { createdBetween, moment, money, text } from './fields.ts'
import { defineWords, type Words } from './words.ts'

type Fields = RowFields<Charge>
type CardRow = NonNullable<NonNullable<Charge['payment_method_details']>['card']>

const addCard = (builder: StripeDesk['builder']) =>
  builder.objectRef<CardRow>('StripeCard').implement({
    description: 'The card that a charge was made with.',
    fields: (t) => ({
      brand: t.exposeString('brand', { nullable: true, description: 'The brand in small letters: `visa`.' }),
      last4: t.exposeString('last4', { nullable: true, description: 'The last four digits.' }),
      expMonth: t.exposeInt('exp_month', { description: 'The month it expires in, from 1 to 12.' }),
      expYear: t.exposeInt('exp_year', { description: 'The year it expires in, with four digits.' }),
      funding: t.exposeString('funding', { nullable: true, description: '`credit`, `debit`, `prepaid` or `unknown`.' }),
      country: t.exposeString('country', {
        nullable: true,
        description: 'Where it was issued, in two letters (ISO 3166-1 alpha-2).',
      }),
    }),
  })

const addStatus = (builder: StripeDesk['builder']): Words =>
  defineWords(builder, 'StripeChargeStatus', {
    description: 'How a try to move money ended.',
    words: { succeeded: 'The money moved, or was reserved.', pending: 'Not known yet.', failed: 'It did not move.' },
  })

const amounts = (t: Fields) => ({
  amount: t.field(money('What was asked for.', (charge) => charge.amount)),
  amountCaptured: t.field(money('What was taken.', (charge) => charge.amount_captured)),
  amountRefunded: t.field(money('What was sent back.', (charge) => charge.amount_refunded)),
  paid: t.exposeBoolean('paid', { description: 'Whether it succeeded, or was reserved for later.' }),
  captured: t.exposeBoolean('captured', { description: 'Whether the money was taken, not only reserved.' }),
  refunded: t.exposeBoolean('refunded', { description: 'Whether all of it was sent back.' }),
  disputed: t.exposeBoolean('disputed', { description: 'Whether its payer questioned it at their bank.' }),
})

const facts = (t: Fields, typesOf: TypesOf, words: { status: Words; card: ReturnType<typeof addCard> }) => ({
  status: t.field({ type: words.status, nullable: true, description: 'How it ended.', resolve: (row) => row.status }),
  failureCode: t.string(text('Stripe’s word for why it failed.', (charge) => charge.failure_code)),
  failureMessage: t.string(text('A sentence on why it failed.', (charge) => charge.failure_message)),
  riskLevel: t.string(text('How risky it looked: `normal`, `elevated`.', (charge) => charge.outcome?.risk_level)),
  sellerMessage: t.string(text('What happened, for your own people.', (charge) => charge.outcome?.seller_message)),
  paymentMethodType: t.string(text('What was paid with: `card`.', (charge) => charge.payment_method_details?.type)),
  card: t.field({
    type: words.card,
    nullable: true,
    description: 'The card, where one was used.',
    resolve: (charge) => charge.payment_method_details?.card ?? null,
  }),
  billingName: t.string(text('The payer’s name.', (charge) => charge.billing_details.name)),
  billingEmail: t.string(text('The payer’s e-mail address.', (charge) => charge.billing_details.email)),
  description: t.string(text('A note for your own people.', (charge) => charge.description)),
  receiptEmail: t.string(text('Where the receipt was sent.', (charge) => charge.receipt_email)),
  receiptUrl: t.field({
    type: 'URL',
    nullable: true,
    description: 'The receipt’s page.',
    resolve: (charge) => charge.receipt_url,
  }),
  created: t.field(moment('When it was made.', (charge) => charge.created)),
  livemode: t.exposeBoolean('livemode', { description: 'True for real money, false for test data.' }),
  metadata: t.field(metadataField(typesOf)),
})

const relations = (t: Fields, { load, page }: StripeDesk, typesOf: TypesOf) => ({
  customer: t.load(load.customer, {
    description: 'Who paid; null for a guest, or when they were deleted.',
    type: typesOf().customer,
    key: (charge) => charge.customer,
  }),
  paymentIntent: t.load(load.paymentIntent, {
    description: 'The payment that it is a try of.',
    type: typesOf().paymentIntent,
    key: (charge) => charge.payment_intent,
  }),
  refunds: t.pages(page.refunds, {
    description: 'What was sent back of it, newest first.',
    type: typesOf().refund,
    with: ({ id }) => ({ charge: id }),
  }),
  disputes: t.pages(page.disputes, {
    description: 'What its payer questioned at their bank, newest first; see `disputed` before asking.',
    type: typesOf().dispute,
    with: ({ id }) => ({ charge: id }),
  }),
})

/** Adds the type StripeCharge. */
export const addCharge = (desk: StripeDesk, typesOf: TypesOf): StripeTypes['charge'] => {
  const words = { status: addStatus(desk.builder), card: addCard(desk.builder) }
  return desk.node('StripeCharge', desk.load.charge, {
    description: 'One try to move money from a payer.',
    id: (charge) => charge.id,
    fields: (t) => ({ ...amounts(t), ...facts(t, typesOf, words), ...relations(t, desk, typesOf) }),
  })
}

/** Adds the reads of charges. */
export const addChargeReads = ({ query, load, page }: StripeDesk, types: StripeTypes): void =>
  query((t) => ({
    charge: t.load(load.charge, {
      description: 'One charge; null when there is none of this id.',
      type: types.charge,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`ch_…`) or a global id.' }) },
      ids: { id: 'StripeCharge' },
      key: (_, { id }) => id,
    }),
    charges: t.pages(page.charges, {
      description: 'Charges, newest first.',
      type: types.charge,
      args: {
        customer: t.arg.id({ description: 'Only of this customer.' }),
        paymentIntent: t.arg.id({ description: 'Only of this payment.' }),
        createdAfter: t.arg({ type: 'DateTime', description: 'Only made at this moment or later.' }),
        createdBefore: t.arg({ type: 'DateTime', description: 'Only made before this moment.' }),
      },
      ids: { customer: 'StripeCustomer', paymentIntent: 'StripePaymentIntent' },
      with: (_, { customer, paymentIntent, createdAfter, createdBefore }) => ({
        customer,
        payment_intent: paymentIntent,
        created: createdBetween(createdAfter, createdBefore),
      }),
    }),
  }))
