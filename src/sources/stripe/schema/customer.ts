import type { RowFields } from '../../../kit/index.ts'
import { fromStripeAmount } from '../amounts.ts'
import type { Customer, StripeDesk } from '../rows.ts'
import { metadataField, type StripeTypes, type TypesOf } from './types.ts'
import { createdBetween, moment, text } from './fields.ts'

type Fields = RowFields<Customer>

const facts = (t: Fields, typesOf: TypesOf) => ({
  name: t.string(text('Full name, or the name of the firm.', (customer) => customer.name)),
  email: t.string(text('E-mail address as it was entered.', (customer) => customer.email)),
  phone: t.string(text('Phone number as it was entered.', (customer) => customer.phone)),
  description: t.string(text('A note by your own people.', (customer) => customer.description)),
  address: t.field({
    type: typesOf().address,
    nullable: true,
    description: 'Where the customer lives or sits.',
    resolve: ({ address }) => address ?? null,
  }),
  preferredLocales: t.stringList({
    description: 'Languages, most wanted first: `en-GB`.',
    resolve: (customer) => [...(customer.preferred_locales ?? [])],
  }),
  created: t.field(moment('When the customer was created.', (customer) => customer.created)),
  livemode: t.exposeBoolean('livemode', { description: 'True for real money, false for test data.' }),
  metadata: t.field(metadataField(typesOf)),
})

const account = (t: Fields) => ({
  currency: t.field({
    type: 'Currency',
    nullable: true,
    description: 'The currency that recurring bills are in; null until the first one.',
    resolve: ({ currency }) => currency ?? null,
  }),
  balance: t.field({
    type: 'Money',
    nullable: true,
    description: 'What the next invoice is changed by: below zero is credit. Null until a currency is known.',
    resolve: ({ balance, currency }) => (currency ? fromStripeAmount(balance, currency) : null),
  }),
  delinquent: t.boolean({
    nullable: true,
    description: 'Whether the latest invoice is overdue.',
    resolve: ({ delinquent }) => delinquent ?? null,
  }),
})

const relations = (t: Fields, { page }: StripeDesk, typesOf: TypesOf) => ({
  invoices: t.pages(page.invoices, {
    description: 'Bills of this customer, newest first.',
    type: typesOf().invoice,
    args: { status: t.arg({ type: typesOf().invoiceStatus, description: 'Only in this state.' }) },
    with: ({ id }, { status }) => ({ customer: id, status }),
  }),
  subscriptions: t.pages(page.subscriptions, {
    description: 'Subscriptions of this customer, newest first; ended ones only with `includeEnded`.',
    type: typesOf().subscription,
    args: { includeEnded: t.arg.boolean({ description: 'Ended ones too. False when left out.' }) },
    with: ({ id }, { includeEnded }) => ({ customer: id, ...(includeEnded && { status: 'all' }) }),
  }),
  paymentIntents: t.pages(page.paymentIntents, {
    description: 'Payments of this customer, begun or done, newest first.',
    type: typesOf().paymentIntent,
    with: ({ id }) => ({ customer: id }),
  }),
  charges: t.pages(page.charges, {
    description: 'Each try to charge this customer, newest first.',
    type: typesOf().charge,
    with: ({ id }) => ({ customer: id }),
  }),
})

/** Adds the type StripeCustomer. */
export const addCustomer = (desk: StripeDesk, typesOf: TypesOf): StripeTypes['customer'] =>
  desk.node('StripeCustomer', desk.load.customer, {
    description: 'Somebody who buys: a person or a firm.',
    id: (customer) => customer.id,
    fields: (t) => ({ ...facts(t, typesOf), ...account(t), ...relations(t, desk, typesOf) }),
  })

const EMAIL_FILTER =
  'Only with exactly this address. Stripe compares letter by letter and this argument is lower-cased: `searchCustomers` finds addresses that were entered with capitals.'

/** Adds the reads of one customer and of the list. */
export const addCustomerReads = ({ query, load, page }: StripeDesk, types: StripeTypes): void =>
  query((t) => ({
    customer: t.load(load.customer, {
      description: 'One customer; null when there is none of this id, or when it was deleted.',
      type: types.customer,
      args: { id: t.arg.id({ required: true, description: 'Stripe’s id (`cus_…`) or a global id.' }) },
      ids: { id: 'StripeCustomer' },
      key: (_, { id }) => id,
    }),
    customers: t.pages(page.customers, {
      description: 'Customers, newest first.',
      type: types.customer,
      args: {
        email: t.arg({ type: 'EmailAddress', description: EMAIL_FILTER }),
        createdAfter: t.arg({ type: 'DateTime', description: 'Only created at this moment or later.' }),
        createdBefore: t.arg({ type: 'DateTime', description: 'Only created before this moment.' }),
      },
      with: (_, { email, createdAfter, createdBefore }) => ({
        email,
        created: createdBetween(createdAfter, createdBefore),
      }),
    }),
  }))
