import type { StripeDesk } from './rows.ts'
import { addBalance } from './schema/balance.ts'
import { addCardDeclined } from './schema/card-declined.ts'
import { addCharge, addChargeReads } from './schema/charge.ts'
import { addCommon, type StripeTypes } from './schema/types.ts'
import { addCustomerSearch } from './schema/customer-search.ts'
import { addCustomerWrites } from './schema/customer-writes.ts'
import { addCustomer, addCustomerReads } from './schema/customer.ts'
import { addDispute, addDisputeReads } from './schema/dispute.ts'
import { addInputs } from './schema/inputs.ts'
import { addInvoiceLine, addInvoicePayment } from './schema/invoice-line.ts'
import { addInvoice, addInvoiceReads } from './schema/invoice.ts'
import { addPaymentIntent, addPaymentIntentReads } from './schema/payment-intent.ts'
import { addCreatePayment, addCreateRefund, addFinishPayment } from './schema/payment-writes.ts'
import { addPrice, addProduct, addProductReads } from './schema/product.ts'
import { addRefund, addRefundReads } from './schema/refund.ts'
import { addSubscriptionWrites } from './schema/subscription-writes.ts'
import { addSubscription, addSubscriptionReads } from './schema/subscription.ts'

const addTypes = (desk: StripeDesk): StripeTypes => {
  const typesOf = (): StripeTypes => types
  const types: StripeTypes = {
    ...addCommon(desk.builder),
    customer: addCustomer(desk, typesOf),
    invoice: addInvoice(desk, typesOf),
    invoiceLine: addInvoiceLine(desk, typesOf),
    invoicePayment: addInvoicePayment(desk, typesOf),
    subscription: addSubscription(desk, typesOf),
    product: addProduct(desk, typesOf),
    price: addPrice(desk, typesOf),
    paymentIntent: addPaymentIntent(desk, typesOf),
    charge: addCharge(desk, typesOf),
    refund: addRefund(desk, typesOf),
    dispute: addDispute(desk, typesOf),
  }
  return types
}

const addReads = (desk: StripeDesk, types: StripeTypes): void => {
  addCustomerReads(desk, types)
  addCustomerSearch(desk, types)
  addInvoiceReads(desk, types)
  addSubscriptionReads(desk, types)
  addProductReads(desk, types)
  addPaymentIntentReads(desk, types)
  addChargeReads(desk, types)
  addRefundReads(desk, types)
  addDisputeReads(desk, types)
  addBalance(desk)
}

const addWrites = (desk: StripeDesk, types: StripeTypes): void => {
  const inputs = addInputs(desk.builder)
  const parts = { types, inputs, declined: addCardDeclined(desk) }
  addCustomerWrites(desk, types, inputs)
  addCreatePayment(desk, parts)
  addFinishPayment(desk, parts)
  addCreateRefund(desk, parts)
  addSubscriptionWrites(desk, types, inputs)
}

/** What Stripe adds to the graph. */
export const schema = (desk: StripeDesk) => {
  const types = addTypes(desk)
  addReads(desk, types)
  addWrites(desk, types)
  return {
    StripeCustomer: types.customer,
    StripeInvoice: types.invoice,
    StripeSubscription: types.subscription,
    StripeProduct: types.product,
    StripePrice: types.price,
    StripePaymentIntent: types.paymentIntent,
    StripeCharge: types.charge,
    StripeRefund: types.refund,
    StripeDispute: types.dispute,
  }
}
