/** Checked by the compiler alone: what we decode of Stripe's answers, and what we send, is what Stripe's own package says. */
import type Stripe from 'stripe'
import type { z } from '../../src/kit/index.ts'
import type { operations } from '../../src/sources/stripe/operations.ts'
import type * as payments from '../../src/sources/stripe/payment-shapes.ts'
import type { Problem } from '../../src/sources/stripe/problem.ts'
import type { CustomerOrDeleted } from '../../src/sources/stripe/shapes.ts'
import type * as shapes from '../../src/sources/stripe/shapes.ts'
import type { Of } from '../../src/kit/operation.ts'
import { holds, type Equal, type IsAny } from './equal.ts'

/** Stands where Stripe has no such field; it fits nothing that we read. */
type Missing<Name> = { readonly 'Stripe has no such field': Name }

type ObjectIn<T> = Extract<NonNullable<T>, object>
type ItemIn<T> = NonNullable<T> extends readonly (infer Item)[] ? Item : never

/**
 * Stripe's type, cut down to the fields that we read, as it is on the wire: decimals are texts, and what can be expanded
 * is an id, since we never ask for it to be expanded.
 */
type Wire<Theirs, Ours> = Theirs extends null | undefined | string | number | boolean
  ? Theirs
  : Theirs extends Stripe.Decimal
    ? string
    : Theirs extends readonly (infer Item)[]
      ? Wire<Item, ItemIn<Ours>>[]
      : [ObjectIn<Ours>] extends [never]
        ? never
        : string extends keyof ObjectIn<Ours>
          ? Theirs
          : { [K in keyof ObjectIn<Ours>]: K extends keyof Theirs ? Wire<Theirs[K], ObjectIn<Ours>[K]> : Missing<K> }

/** Whether every good answer of theirs is one that we can decode. */
type Reads<Shape extends z.ZodType, Theirs> = [Wire<Theirs, z.input<Shape>>] extends [z.input<Shape>] ? true : false

holds<Reads<typeof shapes.Customer, Stripe.Customer>>()
holds<Reads<typeof shapes.Invoice, Stripe.Invoice>>()
holds<Reads<typeof shapes.InvoiceLine, Stripe.InvoiceLineItem>>()
holds<Reads<typeof shapes.InvoicePayment, Stripe.InvoicePayment>>()
holds<Reads<typeof shapes.Subscription, Stripe.Subscription>>()
holds<Reads<typeof shapes.Product, Stripe.Product>>()
holds<Reads<typeof shapes.Price, Stripe.Price>>()
holds<Reads<typeof payments.PaymentIntent, Stripe.PaymentIntent>>()
holds<Reads<typeof payments.Charge, Stripe.Charge>>()
holds<Reads<typeof payments.Refund, Stripe.Refund>>()
holds<Reads<typeof payments.Dispute, Stripe.Dispute>>()
holds<Reads<typeof payments.Balance, Stripe.Balance>>()

/** A tombstone is told by the field that only it has. */
type Tombstone = Exclude<z.input<typeof CustomerOrDeleted>, z.input<typeof shapes.Customer>>
holds<Stripe.DeletedCustomer extends Tombstone ? true : false>()

/** Fields that an error body can have are those of Stripe's error. */
type ProblemFields = keyof z.output<typeof Problem>['error']
holds<Exclude<ProblemFields, keyof InstanceType<typeof Stripe.errors.StripeError>> extends never ? true : false>()

/** Arguments of ours that Stripe does not know, path slots apart. */
type Unknown<Name extends keyof typeof operations, Params, Slots extends string = never> = Exclude<
  keyof Of<(typeof operations)[Name]>['args'],
  keyof Params | Slots
>

holds<Equal<Unknown<'customers', Stripe.CustomerListParams>, never>>()
holds<Equal<Unknown<'searchCustomers', Stripe.CustomerSearchParams>, never>>()
holds<Equal<Unknown<'createCustomer', Stripe.CustomerCreateParams>, never>>()
holds<Equal<Unknown<'updateCustomer', Stripe.CustomerUpdateParams, 'id'>, never>>()
holds<Equal<Unknown<'invoices', Stripe.InvoiceListParams>, never>>()
holds<Equal<Unknown<'invoiceLines', Stripe.InvoiceListLineItemsParams, 'invoice'>, never>>()
holds<Equal<Unknown<'invoicePayments', Stripe.InvoicePaymentListParams>, never>>()
holds<Equal<Unknown<'subscriptions', Stripe.SubscriptionListParams>, never>>()
holds<Equal<Unknown<'updateSubscription', Stripe.SubscriptionUpdateParams, 'id'>, never>>()
holds<Equal<Unknown<'cancelSubscription', Stripe.SubscriptionCancelParams, 'id'>, never>>()
holds<Equal<Unknown<'products', Stripe.ProductListParams>, never>>()
holds<Equal<Unknown<'product', Stripe.ProductListParams>, never>>()
holds<Equal<Unknown<'prices', Stripe.PriceListParams>, never>>()
holds<Equal<Unknown<'paymentIntents', Stripe.PaymentIntentListParams>, never>>()
holds<Equal<Unknown<'createPaymentIntent', Stripe.PaymentIntentCreateParams>, never>>()
holds<Equal<Unknown<'confirmPaymentIntent', Stripe.PaymentIntentConfirmParams, 'id'>, never>>()
holds<Equal<Unknown<'cancelPaymentIntent', Stripe.PaymentIntentCancelParams, 'id'>, never>>()
holds<Equal<Unknown<'charges', Stripe.ChargeListParams>, never>>()
holds<Equal<Unknown<'refunds', Stripe.RefundListParams>, never>>()
holds<Equal<Unknown<'createRefund', Stripe.RefundCreateParams>, never>>()
holds<Equal<Unknown<'disputes', Stripe.DisputeListParams>, never>>()

// The checks themselves can fail.
holds<Equal<IsAny<Stripe.Customer>, false>>()
holds<Equal<Reads<z.ZodObject<{ nothing: z.ZodString }>, Stripe.Customer>, false>>()
holds<Equal<Reads<z.ZodObject<{ email: z.ZodString }>, Stripe.Customer>, false>>()
holds<
  Equal<
    Reads<
      z.ZodObject<{ lines: z.ZodObject<{ data: z.ZodArray<z.ZodObject<{ nothing: z.ZodString }>> }> }>,
      Stripe.Invoice
    >,
    false
  >
>()
holds<Equal<Unknown<'disputes', Stripe.PriceListParams>, 'charge' | 'payment_intent'>>()
