import type { InvoiceLine, InvoicePayment, StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { moment, money } from './fields.ts'
import { defineWords } from './words.ts'

/** Adds the type StripeInvoiceLine. */
export const addInvoiceLine = ({ builder, load }: StripeDesk, typesOf: TypesOf): StripeTypes['invoiceLine'] =>
  builder.objectRef<InvoiceLine>('StripeInvoiceLine').implement({
    description: 'One line of a bill.',
    fields: (t) => ({
      vendorId: t.exposeString('id', { description: 'Stripe’s id of the line (`il_…`).' }),
      description: t.exposeString('description', { nullable: true, description: 'What the line is for.' }),
      quantity: t.exposeInt('quantity', { nullable: true, description: 'How many; null where nothing is counted.' }),
      amount: t.field(money('The amount, before discounts and taxes.', (line) => line.amount)),
      subtotal: t.field(money('The amount before any discount or tax.', (line) => line.subtotal)),
      periodStart: t.field(moment('Start of the time that the line bills.', (line) => line.period.start)),
      periodEnd: t.field(moment('End of the time that the line bills.', (line) => line.period.end)),
      metadata: t.field(metadataField(typesOf)),
      price: t.load(load.price, {
        description: 'The price that was billed; null for a line with an amount of its own.',
        type: typesOf().price,
        key: (line) => line.pricing?.price_details?.price,
      }),
      product: t.load(load.product, {
        description: 'What was sold; null for a line with an amount of its own, or when it was deleted.',
        type: typesOf().product,
        key: (line) => line.pricing?.price_details?.product,
      }),
      subscription: t.load(load.subscription, {
        description: 'The subscription that the line bills, if any.',
        type: typesOf().subscription,
        key: (line) => line.subscription,
      }),
    }),
  })

const addStatus = (builder: StripeDesk['builder']) =>
  defineWords(builder, 'StripeInvoicePaymentStatus', {
    description: 'Where a payment of an invoice stands.',
    words: { open: 'Not paid yet.', paid: 'Paid.', canceled: 'Given up.' },
  })

/** Adds the type StripeInvoicePayment. */
export const addInvoicePayment = ({ builder, load }: StripeDesk, typesOf: TypesOf): StripeTypes['invoicePayment'] => {
  const status = addStatus(builder)
  return builder.objectRef<InvoicePayment>('StripeInvoicePayment').implement({
    description: 'What joins a bill to the payment that pays it.',
    fields: (t) => ({
      vendorId: t.exposeString('id', { description: 'Stripe’s id of the payment (`inpay_…`).' }),
      status: t.field({ type: status, nullable: true, description: 'Where it stands.', resolve: (row) => row.status }),
      isDefault: t.exposeBoolean('is_default', { description: 'Whether Stripe made it along with the invoice.' }),
      amountRequested: t.field(money('What should be paid.', (row) => row.amount_requested)),
      amountPaid: t.field(money('What was paid; null until then.', (row) => row.amount_paid)),
      created: t.field(moment('When it was created.', (row) => row.created)),
      paidAt: t.field(moment('When it was paid.', (row) => row.status_transitions.paid_at)),
      invoice: t.load(load.invoice, { description: 'The bill.', type: typesOf().invoice, key: (row) => row.invoice }),
      paymentIntent: t.load(load.paymentIntent, {
        description: 'The payment, where it is a payment intent.',
        type: typesOf().paymentIntent,
        key: (row) => row.payment.payment_intent,
      }),
      charge: t.load(load.charge, {
        description: 'The payment, where it is a single charge.',
        type: typesOf().charge,
        key: (row) => row.payment.charge,
      }),
    }),
  })
}
