import type { DeskOf, z } from '../../kit/index.ts'
import type { operations } from './operations.ts'
import type * as payments from './payment-shapes.ts'
import type * as shapes from './shapes.ts'

/** What the files of the schema are given to write with. */
export type StripeDesk = DeskOf<typeof operations>

/** A customer as its fields read it. */
export type Customer = z.output<typeof shapes.Customer>
/** An invoice as its fields read it. */
export type Invoice = z.output<typeof shapes.Invoice>
/** A line of an invoice as its fields read it. */
export type InvoiceLine = z.output<typeof shapes.InvoiceLine>
/** A payment of an invoice as its fields read it. */
export type InvoicePayment = z.output<typeof shapes.InvoicePayment>
/** A subscription as its fields read it. */
export type Subscription = z.output<typeof shapes.Subscription>
/** An item of a subscription as its fields read it. */
export type SubscriptionItem = z.output<typeof shapes.SubscriptionItem>
/** A product as its fields read it. */
export type Product = z.output<typeof shapes.Product>
/** A price as its fields read it. */
export type Price = z.output<typeof shapes.Price>
/** A payment intent as its fields read it. */
export type PaymentIntent = z.output<typeof payments.PaymentIntent>
/** A charge as its fields read it. */
export type Charge = z.output<typeof payments.Charge>
/** A refund as its fields read it. */
export type Refund = z.output<typeof payments.Refund>
/** A dispute as its fields read it. */
export type Dispute = z.output<typeof payments.Dispute>
/** The balance as its fields read it. */
export type Balance = z.output<typeof payments.Balance>
