import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountStripe, type MountedStripe } from './mounted-stripe.ts'

let stripe: MountedStripe
beforeEach(async () => {
  stripe = await mountStripe()
})
afterEach(() => stripe.close())

const fields = `__typename
  ... on StripePaymentIntent { vendorId status amountReceived { minorUnits } latestCharge { vendorId paid } nextActionUrl clientSecret cancellationReason }
  ... on StripeCardDeclinedError { message code reason declineCode adviceCode paymentIntentId retryable }
  ... on Error { message }`

const create = (input: string) =>
  stripe.write(
    `stripeCreatePaymentIntent(input: { amount: { minorUnits: 2000, currency: "usd" }, customer: "cus_ada" ${input} }) { ${fields} }`,
  )

describe('a payment', () => {
  it('is begun, confirmed with a good card, and seen by its customer', async () => {
    const begun = await create('')
    expect(begun).toMatchObject({
      status: 'REQUIRES_PAYMENT_METHOD',
      clientSecret: expect.stringContaining('_secret_'),
    })
    const done = await stripe.write(
      `stripeConfirmPaymentIntent(input: { id: "${begun.vendorId}", paymentMethod: "pm_card_visa" }) { ${fields} }`,
    )
    expect(done).toMatchObject({
      status: 'SUCCEEDED',
      amountReceived: { minorUnits: 2000 },
      latestCharge: { paid: true },
    })
    const { customer } = await stripe.read(
      'customer(id: "cus_ada") { paymentIntents(first: 1) { nodes { vendorId charges { nodes { vendorId } } } } }',
    )
    expect(customer.paymentIntents.nodes).toEqual([
      { vendorId: begun.vendorId, charges: { nodes: [{ vendorId: done.latestCharge.vendorId }] } },
    ])
  })

  it('is charged at once with confirm, without methods that need a page to come back to', async () => {
    expect(await create(', confirm: true, paymentMethod: "pm_card_visa"')).toMatchObject({ status: 'SUCCEEDED' })
    const sent = new URLSearchParams(stripe.latest('createPaymentIntent')?.body)
    expect(sent.get('automatic_payment_methods[allow_redirects]')).toBe('never')
    await create(', confirm: true, paymentMethod: "pm_card_visa", returnUrl: "https://shop.example.com/done"')
    const body = stripe.latest('createPaymentIntent')?.body
    expect(body).not.toContain('allow_redirects')
    expect(new URLSearchParams(body).get('return_url')).toBe('https://shop.example.com/done')
  })

  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline', 'do_not_try_again'],
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline', 'do_not_try_again'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds', 'try_again_later'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', null, null],
  ])('with %s is StripeCardDeclinedError %s %s', async (method, reason, declineCode, adviceCode) => {
    const outcome = await create(`, confirm: true, paymentMethod: "${method}"`)
    expect(outcome).toMatchObject({
      __typename: 'StripeCardDeclinedError',
      code: 'UPSTREAM_REJECTED',
      reason,
      declineCode,
      adviceCode,
      retryable: false,
      paymentIntentId: expect.stringMatching(/^pi_/),
    })
    const { paymentIntent } = await stripe.read(
      `paymentIntent(id: "${outcome.paymentIntentId}") { status lastPaymentError { code declineCode message } latestCharge { status failureCode } }`,
    )
    expect(paymentIntent).toEqual({
      status: 'REQUIRES_PAYMENT_METHOD',
      lastPaymentError: { code: reason, declineCode, message: outcome.message },
      latestCharge: { status: 'FAILED', failureCode: reason },
    })
  })

  it('declined once is declined again under the same key, and asked once', async () => {
    const pay = ', confirm: true, paymentMethod: "pm_card_visa_chargeDeclined", idempotencyKey: "pay-1"'
    const [first, second] = [await create(pay), await create(pay)]
    expect(first.__typename).toBe('StripeCardDeclinedError')
    expect(second).toEqual(first)
    expect(stripe.calls()).toEqual(['createPaymentIntent', 'createPaymentIntent'])
  })

  it('that needs the payer says where they have to go', async () => {
    expect(
      await create(
        ', confirm: true, paymentMethod: "pm_card_authenticationRequired", returnUrl: "https://shop.example.com/done"',
      ),
    ).toMatchObject({ status: 'REQUIRES_ACTION', nextActionUrl: expect.stringContaining('https://hooks.stripe.com/') })
  })

  it('is reserved with captureLater', async () => {
    expect(await create(', confirm: true, captureLater: true, paymentMethod: "pm_card_visa"')).toMatchObject({
      status: 'REQUIRES_CAPTURE',
      amountReceived: { minorUnits: 0 },
    })
  })

  it('is given up, but not when it has succeeded', async () => {
    const cancel = (id: string) =>
      stripe.write(
        `stripeCancelPaymentIntent(input: { id: "${id}", reason: ABANDONED }) { __typename ... on StripePaymentIntent { status cancellationReason } }`,
      )
    expect(await cancel('pi_open')).toMatchObject({ status: 'CANCELED', cancellationReason: 'ABANDONED' })
    expect(await cancel('pi_ada_1')).toMatchObject({ __typename: 'ConflictError' })
  })

  it.each([
    ['{ minorUnits: 10, currency: "USD" }', 'amount'],
    ['{ minorUnits: -5, currency: "USD" }', 'amount'],
    ['{ minorUnits: 5, currency: "MGA" }', 'amount'],
  ])('of %s is RejectedError', async (amount, field) => {
    const outcome = await stripe.write(
      `stripeCreatePaymentIntent(input: { amount: ${amount} }) { __typename ... on RejectedError { details { field } } }`,
    )
    expect(outcome).toEqual({ __typename: 'RejectedError', details: [{ field }] })
  })

  it.each([
    ['ISK', 5000, '500000'],
    ['UGX', 5000, '500000'],
    ['MGA', 500_000, '5000'],
    ['JPY', 5000, '5000'],
    ['USD', 5000, '5000'],
  ])('of %s is sent as Stripe counts it, and shown as it was sent', async (currency, minorUnits, sent) => {
    const outcome = await stripe.write(
      `stripeCreatePaymentIntent(input: { amount: { minorUnits: ${minorUnits}, currency: "${currency}" } }) { ... on StripePaymentIntent { amount { minorUnits currency } } }`,
    )
    expect(new URLSearchParams(stripe.latest()?.body).get('amount')).toBe(sent)
    expect(outcome.amount).toEqual({ minorUnits, currency })
  })
})

describe('a refund', () => {
  const refund = (input: string) =>
    stripe.write(
      `stripeCreateRefund(input: { ${input} }) { __typename ... on StripeRefund { amount { decimal } status reason charge { refunded amountRefunded { minorUnits } } } ... on Error { message } }`,
    )

  it('of a part and then of the rest changes the charge that was read before', async () => {
    await stripe.read('charge(id: "ch_ada_1") { refunded }')
    expect(await refund('charge: "ch_ada_1", amount: { minorUnits: 900, currency: "GBP" }, reason: DUPLICATE')).toEqual(
      {
        __typename: 'StripeRefund',
        amount: { decimal: '9.00' },
        status: 'SUCCEEDED',
        reason: 'DUPLICATE',
        charge: { refunded: false, amountRefunded: { minorUnits: 900 } },
      },
    )
    expect(await refund('paymentIntent: "pi_ada_1"')).toMatchObject({
      amount: { decimal: '30.00' },
      charge: { refunded: true },
    })
    const { charge } = await stripe.read('charge(id: "ch_ada_1") { refunded refunds { nodes { amount { decimal } } } }')
    expect(charge).toEqual({
      refunded: true,
      refunds: { nodes: [{ amount: { decimal: '30.00' } }, { amount: { decimal: '9.00' } }] },
    })
    expect(await refund('charge: "ch_ada_1"')).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringContaining('already been refunded'),
    })
  })

  it.each([
    ['charge: "ch_ada_1", amount: { minorUnits: 999999, currency: "GBP" }', 'RejectedError'],
    ['charge: "ch_alan_2"', 'ConflictError'],
    ['charge: "ch_nothing"', 'NotFoundError'],
    ['', 'RejectedError'],
  ])('of { %s } is %s', async (input, type) => expect(await refund(input)).toMatchObject({ __typename: type }))
})

describe('disputes and the balance', () => {
  it('a disputed charge leads to its dispute and back', async () => {
    const { charge } = await stripe.read(
      `charge(id: "ch_alan_2") { disputed disputes { nodes { vendorId status reason dueBy isPastDue amount { decimal }
        charge { vendorId } paymentIntent { customer { name } } } } }`,
    )
    expect(charge).toMatchObject({
      disputed: true,
      disputes: {
        nodes: [
          {
            vendorId: 'dp_alan',
            status: 'NEEDS_RESPONSE',
            reason: 'product_not_received',
            isPastDue: false,
            amount: { decimal: '39.00' },
            charge: { vendorId: 'ch_alan_2' },
            paymentIntent: { customer: { name: 'Alan Turing' } },
          },
        ],
      },
    })
    const { dispute, disputes } = await stripe.read('dispute(id: "dp_alan") { reason } disputes { nodes { vendorId } }')
    expect([dispute.reason, disputes.nodes]).toEqual(['product_not_received', [{ vendorId: 'dp_alan' }]])
  })

  it('the balance has amounts by currency, and a refund changes it', async () => {
    const usd = async (): Promise<number> => {
      const { balance } = await stripe.read('balance { available { minorUnits currency } livemode }')
      return balance.available.find(({ currency }: { currency: string }) => currency === 'USD').minorUnits as number
    }
    const before = await usd()
    await stripe.write('stripeCreateRefund(input: { charge: "ch_grace_2" }) { __typename }')
    expect(await usd()).toBe(before - 4_900)
  })
})
