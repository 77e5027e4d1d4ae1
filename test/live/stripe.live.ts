import { expect, it } from 'vitest'
import { liveSuite } from './live-suite.ts'
import { deleteCustomer } from './undo.ts'

const CREATE = `mutation ($input: StripeCreateCustomerInput!) {
  stripeCreateCustomer(input: $input) { ... on StripeCustomer { id vendorId livemode } ... on Error { message } }
}`

const UPDATE = `mutation ($input: StripeUpdateCustomerInput!) {
  stripeUpdateCustomer(input: $input) { ... on StripeCustomer { name } ... on Error { message } }
}`

const BEGIN = `mutation ($input: StripeCreatePaymentIntentInput!) {
  stripeCreatePaymentIntent(input: $input) { ... on StripePaymentIntent { vendorId status } ... on Error { message } }
}`

const CANCEL = `mutation ($id: ID!) {
  stripeCancelPaymentIntent(input: { id: $id }) { __typename ... on StripePaymentIntent { status } }
}`

liveSuite('stripe', ({ ask, directly, mark, tidy }) => {
  it('answers what is at Stripe, of an account for tests', async () => {
    expect(await ask('{ stripe { balance { livemode } } }')).toEqual({ stripe: { balance: { livemode: false } } })
  })

  it('pages through customers and products', async () => {
    const { stripe } = await ask(`{ stripe {
      customers(first: 2) { nodes { id } pageInfo { hasNextPage endCursor } }
      products(first: 2) { nodes { id } }
    } }`)
    expect(stripe).toMatchObject({ customers: { nodes: expect.any(Array) }, products: { nodes: expect.any(Array) } })
  })

  it('answers null for a customer whom Stripe does not know', async () => {
    expect(await ask('{ stripe { customer(id: "cus_headwatersnone") { name } } }')).toEqual({
      stripe: { customer: null },
    })
  })

  it('makes a customer once, changes it and reads the change', async () => {
    const input = { name: mark, email: `${mark}@example.com`, idempotencyKey: mark }
    const { stripeCreateCustomer: made } = await ask(CREATE, { input })
    const { vendorId, id } = made as { vendorId: string; id: string }
    tidy.made(`Stripe's customer ${vendorId}`, () => directly((direct) => deleteCustomer(direct, vendorId)))
    expect(made).toMatchObject({ livemode: false })
    expect(await ask(CREATE, { input })).toMatchObject({ stripeCreateCustomer: { vendorId } })

    const read = 'query ($id: ID!) { stripe { customer(id: $id) { name } } }'
    expect(await ask(read, { id: vendorId })).toEqual({ stripe: { customer: { name: mark } } })
    await ask(UPDATE, { input: { id, name: `${mark} II` } })
    expect(await ask(read, { id: vendorId })).toEqual({ stripe: { customer: { name: `${mark} II` } } })
  })

  it('begins a payment and gives it up', async () => {
    const input = { amount: { minorUnits: 1_000, currency: 'USD' }, description: mark }
    const { stripeCreatePaymentIntent: begun } = await ask(BEGIN, { input })
    const { vendorId: id } = begun as { vendorId: string }
    // Once it is cancelled, cancelling it again is a conflict, which is as good.
    tidy.made(`Stripe's payment ${id}`, () => ask(CANCEL, { id }))
    expect(begun).toMatchObject({ status: 'REQUIRES_PAYMENT_METHOD' })
    expect(await ask(CANCEL, { id })).toMatchObject({ stripeCancelPaymentIntent: { status: 'CANCELED' } })
  })
})
