import type { RowFields } from '../../../kit/index.ts'
import type { Invoice, StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { createdBetween, moment, money, text } from './fields.ts'
import { defineWords, type Words } from './words.ts'

type Fields = RowFields<Invoice>

const addReason = (builder: StripeDesk['builder']): Words =>
  defineWords(builder, 'StripeInvoiceBillingReason', {
    description: 'Why a bill was written.',
    words: {
      automatic_pending_invoice_item_invoice: 'Pending items had been waiting for long enough.',
      manual: 'Somebody wrote it, in the dashboard or over the API.',
      quote_accept: 'A quote was accepted.',
      subscription: 'A subscription; only on old invoices.',
      subscription_create: 'A subscription began.',
      subscription_cycle: 'A subscription’s next period began.',
      subscription_threshold: 'A subscription’s use reached its threshold.',
      subscription_update: 'A subscription changed.',
      upcoming: 'A preview of a bill to come.',
    },
  })

const facts = (t: Fields, typesOf: TypesOf, reason: Words) => ({
  number: t.exposeString('number', { nullable: true, description: 'The number on the bill; null while a draft.' }),
  status: t.field({
    type: typesOf().invoiceStatus,
    nullable: true,
    description: 'Where it stands.',
    resolve: (invoice) => invoice.status,
  }),
  billingReason: t.field({
    type: reason,
    nullable: true,
    description: 'Why it was written.',
    resolve: (invoice) => invoice.billing_reason,
  }),
  collectionMethod: t.field({
    type: typesOf().collectionMethod,
    nullable: true,
    description: 'How it is collected.',
    resolve: (invoice) => invoice.collection_method,
  }),
  description: t.string(text('A note on the bill.', (invoice) => invoice.description)),
  customerEmail: t.string(text('The customer’s e-mail address on the bill.', (invoice) => invoice.customer_email)),
  customerName: t.string(text('The customer’s name on the bill.', (invoice) => invoice.customer_name)),
  livemode: t.exposeBoolean('livemode', { description: 'True for real money, false for test data.' }),
  metadata: t.field(metadataField(typesOf)),
})

const amounts = (t: Fields) => ({
  subtotal: t.field(money('All lines, before discounts and taxes on the whole.', (invoice) => invoice.subtotal)),
  total: t.field(money('All lines, discounts and taxes.', (invoice) => invoice.total)),
  amountDue: t.field(money('What the customer should pay, credit taken off.', (invoice) => invoice.amount_due)),
  amountPaid: t.field(money('What was paid.', (invoice) => invoice.amount_paid)),
  amountRemaining: t.field(money('What is still to be paid.', (invoice) => invoice.amount_remaining)),
  attemptCount: t.exposeInt('attempt_count', { description: 'How often a payment was tried automatically.' }),
})

const moments = (t: Fields) => ({
  created: t.field(moment('When it was created.', (invoice) => invoice.created)),
  finalizedAt: t.field(moment('When it was finished.', (invoice) => invoice.status_transitions.finalized_at)),
  dueDate: t.field(moment('When it has to be paid.', (invoice) => invoice.due_date)),
  nextPaymentAttempt: t.field(moment('When a payment is tried next.', (invoice) => invoice.next_payment_attempt)),
  paidAt: t.field(moment('When it was paid.', (invoice) => invoice.status_transitions.paid_at)),
  voidedAt: t.field(moment('When it was taken back.', (invoice) => invoice.status_transitions.voided_at)),
  periodStart: t.field(moment('Start of the time that it looks back on.', (invoice) => invoice.period_start)),
  periodEnd: t.field(moment('End of the time that it looks back on.', (invoice) => invoice.period_end)),
})

const pages = (t: Fields) => ({
  hostedInvoiceUrl: t.field({
    type: 'URL',
    nullable: true,
    description: 'The page where the customer sees and pays it; null while a draft.',
    resolve: (invoice) => invoice.hosted_invoice_url ?? null,
  }),
  invoicePdf: t.field({
    type: 'URL',
    nullable: true,
    description: 'The bill as a PDF; null while a draft.',
    resolve: (invoice) => invoice.invoice_pdf ?? null,
  }),
})

const relations = (t: Fields, { load, page }: StripeDesk, typesOf: TypesOf) => ({
  lines: t.pages(page.invoiceLines, {
    description: 'The lines, in the order of the bill.',
    type: typesOf().invoiceLine,
    with: ({ id }) => ({ invoice: id }),
    carries: ({ lines }) => ({ rows: lines.data, hasMore: lines.has_more, positionOf: ({ id }) => id }),
  }),
  payments: t.pages(page.invoicePayments, {
    description: 'The payments of this bill, newest first.',
    type: typesOf().invoicePayment,
    with: ({ id }) => ({ invoice: id }),
  }),
  customer: t.load(load.customer, {
    description: 'Who is billed; null when they were deleted.',
    type: typesOf().customer,
    key: (invoice) => invoice.customer,
  }),
  subscription: t.load(load.subscription, {
    description: 'The subscription that it bills, if any.',
    type: typesOf().subscription,
    key: (invoice) => invoice.parent?.subscription_details?.subscription,
  }),
})

/** Adds the type StripeInvoice. */
export const addInvoice = (desk: StripeDesk, typesOf: TypesOf): StripeTypes['invoice'] => {
  const reason = addReason(desk.builder)
  return desk.node('StripeInvoice', desk.load.invoice, {
    description: 'A bill to a customer.',
    id: (invoice) => invoice.id,
    fields: (t) => ({
      ...facts(t, typesOf, reason),
      ...amounts(t),
      ...moments(t),
      ...pages(t),
      ...relations(t, desk, typesOf),
    }),
  })
}

/** Adds the reads of invoices. */
export const addInvoiceReads = ({ query, load, page }: StripeDesk, types: StripeTypes): void =>
  query((t) => ({
    invoice: t.load(load.invoice, {
      description: 'One bill; null when there is none of this id.',
      type: types.invoice,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`in_…`) or a global id.' }) },
      ids: { id: 'StripeInvoice' },
      key: (_, { id }) => id,
    }),
    invoices: t.pages(page.invoices, {
      description: 'Bills, newest first.',
      type: types.invoice,
      args: {
        customer: t.arg.id({ description: 'Only of this customer.' }),
        subscription: t.arg.id({ description: 'Only of this subscription.' }),
        status: t.arg({ type: types.invoiceStatus, description: 'Only in this state.' }),
        createdAfter: t.arg({ type: 'DateTime', description: 'Only created at this moment or later.' }),
        createdBefore: t.arg({ type: 'DateTime', description: 'Only created before this moment.' }),
      },
      ids: { customer: 'StripeCustomer', subscription: 'StripeSubscription' },
      with: (_, { customer, subscription, status, createdAfter, createdBefore }) => ({
        customer,
        subscription,
        status,
        created: createdBetween(createdAfter, createdBefore),
      }),
    }),
  }))
