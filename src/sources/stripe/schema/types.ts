import type { NodeRef, z } from '../../../kit/index.ts'
import type * as rows from '../rows.ts'
import type { Address } from '../shapes.ts'
import { defineWords, type Words } from './words.ts'

/** One entry of the metadata of an object. */
export interface MetadataEntry {
  readonly key: string
  readonly value: string
}

/** Types that several others use. */
export interface CommonTypes {
  readonly address: NodeRef<z.output<typeof Address>>
  readonly metadata: NodeRef<MetadataEntry>
  readonly collectionMethod: Words
  readonly invoiceStatus: Words
  readonly subscriptionStatus: Words
}

/** Every type of this source that others refer to. */
export interface StripeTypes extends CommonTypes {
  readonly customer: NodeRef<rows.Customer>
  readonly invoice: NodeRef<rows.Invoice>
  readonly subscription: NodeRef<rows.Subscription>
  readonly product: NodeRef<rows.Product>
  readonly price: NodeRef<rows.Price>
  readonly paymentIntent: NodeRef<rows.PaymentIntent>
  readonly charge: NodeRef<rows.Charge>
  readonly refund: NodeRef<rows.Refund>
  readonly dispute: NodeRef<rows.Dispute>
  readonly invoiceLine: NodeRef<rows.InvoiceLine>
  readonly invoicePayment: NodeRef<rows.InvoicePayment>
}

/** Types refer to each other in circles, so each is given a way to ask for the others once all are there. */
export type TypesOf = () => StripeTypes

/** The options of the metadata field that most objects have. */
export const metadataField = (typesOf: TypesOf) => ({
  type: [typesOf().metadata] as [StripeTypes['metadata']],
  description: 'What your systems noted at the object, in the order of the keys.',
  resolve: ({ metadata }: { readonly metadata: Readonly<Record<string, string>> | null }): MetadataEntry[] =>
    Object.entries(metadata ?? {})
      .map(([key, value]) => ({ key, value }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
})

type Builder = rows.StripeDesk['builder']

const addAddress = (builder: Builder): CommonTypes['address'] =>
  builder.objectRef<z.output<typeof Address>>('StripeAddress').implement({
    description: 'A postal address; any part may be missing.',
    fields: (t) => ({
      line1: t.exposeString('line1', { nullable: true, description: 'Street and number, or a post box.' }),
      line2: t.exposeString('line2', { nullable: true, description: 'Flat, suite or building.' }),
      city: t.exposeString('city', { nullable: true, description: 'City, town or village.' }),
      state: t.exposeString('state', { nullable: true, description: 'State, county or province.' }),
      postalCode: t.exposeString('postal_code', { nullable: true, description: 'ZIP or postal code.' }),
      country: t.exposeString('country', { nullable: true, description: 'Two letters (ISO 3166-1 alpha-2): `GB`.' }),
    }),
  })

const addMetadata = (builder: Builder): CommonTypes['metadata'] =>
  builder.objectRef<MetadataEntry>('StripeMetadataEntry').implement({
    description: 'A key and a value that your systems noted at an object.',
    fields: (t) => ({
      key: t.exposeString('key', { description: 'The key; at most 40 characters.' }),
      value: t.exposeString('value', { description: 'The value; at most 500 characters.' }),
    }),
  })

const addCollectionMethod = (builder: Builder): Words =>
  defineWords(builder, 'StripeCollectionMethod', {
    description: 'How a bill is collected.',
    words: {
      charge_automatically: 'Stripe charges the customer’s default payment method.',
      send_invoice: 'The customer is sent the bill and pays it themselves.',
    },
  })

const addInvoiceStatus = (builder: Builder): Words =>
  defineWords(builder, 'StripeInvoiceStatus', {
    description: 'Where a bill stands.',
    words: {
      draft: 'Being written; may still change.',
      open: 'Sent, and waiting to be paid.',
      paid: 'Paid, or nothing was due.',
      uncollectible: 'Written off; may still be paid.',
      void: 'Taken back; as if it had never been sent.',
    },
  })

const addSubscriptionStatus = (builder: Builder): Words =>
  defineWords(builder, 'StripeSubscriptionStatus', {
    description: 'Where a subscription stands.',
    words: {
      active: 'Running, and its latest bill is paid.',
      trialing: 'In its trial; nothing is billed yet.',
      past_due: 'Running, but its latest bill is not paid in time.',
      unpaid: 'All tries to collect have failed; bills are still written, but not collected.',
      incomplete: 'Its first bill is not paid yet; that has to happen within 23 hours.',
      incomplete_expired: 'Its first bill was not paid in time. Final.',
      paused: 'Its trial ended without a payment method; nothing is billed until it is resumed.',
      canceled: 'Ended. Final.',
    },
  })

/** Adds the types that several others use. */
export const addCommon = (builder: Builder): CommonTypes => ({
  address: addAddress(builder),
  metadata: addMetadata(builder),
  collectionMethod: addCollectionMethod(builder),
  invoiceStatus: addInvoiceStatus(builder),
  subscriptionStatus: addSubscriptionStatus(builder),
})
