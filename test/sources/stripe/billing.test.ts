import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountStripe, type Json, type MountedStripe } from './mounted-stripe.ts'

let stripe: MountedStripe
beforeEach(async () => {
  stripe = await mountStripe()
})
afterEach(() => stripe.close())

describe('an invoice', () => {
  it('has amounts, moments, addresses and words', async () => {
    const { invoice } = await stripe.read(
      `invoice(id: "in_ada_1") { number status billingReason collectionMethod total { decimal currency } amountDue { minorUnits }
        amountRemaining { minorUnits } created paidAt dueDate hostedInvoiceUrl customerEmail }`,
    )
    expect(invoice).toEqual({
      number: 'ADA-0001',
      status: 'PAID',
      billingReason: 'SUBSCRIPTION_CREATE',
      collectionMethod: 'CHARGE_AUTOMATICALLY',
      total: { decimal: '39.00', currency: 'GBP' },
      amountDue: { minorUnits: 3900 },
      amountRemaining: { minorUnits: 0 },
      created: '2026-07-01T23:00:00.000Z',
      paidAt: '2026-07-01T23:01:00.000Z',
      dueDate: null,
      hostedInvoiceUrl: 'https://invoice.stripe.com/i/in_ada_1',
      customerEmail: 'ada@example.com',
    })
  })

  it('leads to its customer, subscription, lines, price, product, payments and charge', async () => {
    const { invoice } = await stripe.read(
      `invoice(id: "in_ada_1") { customer { name } subscription { vendorId status }
        lines { nodes { description price { nickname unitAmount { decimal } product { name } } product { vendorId } } }
        payments { nodes { status amountPaid { decimal } paymentIntent { status latestCharge { card { brand last4 } } } } } }`,
    )
    expect(invoice).toEqual({
      customer: { name: 'Ada Lovelace' },
      subscription: { vendorId: 'sub_ada', status: 'ACTIVE' },
      lines: {
        nodes: [
          {
            description: '1 seat × Pro',
            price: { nickname: null, unitAmount: { decimal: '39.00' }, product: { name: 'Pro' } },
            product: { vendorId: 'prod_pro' },
          },
        ],
      },
      payments: {
        nodes: [
          {
            status: 'PAID',
            amountPaid: { decimal: '39.00' },
            paymentIntent: { status: 'SUCCEEDED', latestCharge: { card: { brand: 'visa', last4: '4242' } } },
          },
        ],
      },
    })
  })

  it('pages through its lines', async () => {
    const query = (after: string) =>
      `invoice(id: "in_ada_3") { lines(first: 10 ${after}) { nodes { vendorId price { vendorId } } pageInfo { hasNextPage endCursor } } }`
    const { lines } = (await stripe.read(query(''))).invoice
    expect(lines.pageInfo.hasNextPage).toBe(true)
    const rest = (await stripe.read(query(`after: "${lines.pageInfo.endCursor}"`))).invoice.lines
    expect(rest.nodes.map((node: Json) => node.vendorId)).toEqual(['il_ada_3_11', 'il_ada_3_12'])
    expect(rest.nodes[0].price).toBeNull()
  })

  it('carries its first lines along, so that those of many cost no call', async () => {
    const { invoices } = await stripe.read(
      'invoices(first: 20) { nodes { lines(first: 2) { nodes { vendorId } pageInfo { hasNextPage endCursor } } } }',
    )
    expect(stripe.calls()).toEqual(['invoices'])
    expect(invoices.nodes[0].lines).toMatchObject({
      nodes: [{ vendorId: 'il_ada_3_1' }, { vendorId: 'il_ada_3_2' }],
      pageInfo: { hasNextPage: true },
    })
    const { invoice } = await stripe.read(
      `invoice(id: "in_ada_3") { lines(first: 2, after: "${invoices.nodes[0].lines.pageInfo.endCursor}") { nodes { vendorId } } }`,
    )
    expect(invoice.lines.nodes.map((node: Json) => node.vendorId)).toEqual(['il_ada_3_3', 'il_ada_3_4'])
    expect(stripe.calls()).toEqual(['invoice', 'invoiceLines'])
  })

  it('asks for its lines where it carries fewer than are wanted', async () => {
    const { invoice } = await stripe.read('invoice(id: "in_ada_3") { lines { nodes { vendorId } } }')
    expect(invoice.lines.nodes).toHaveLength(12)
    expect(stripe.calls()).toEqual(['invoice', 'invoiceLines'])
  })

  it('with one malformed line shows the others', async () => {
    stripe.bend('invoice', (body) => {
      body.lines.data[0].amount = 'much'
    })
    const { data, errors } = await stripe.ask(
      '{ stripe { invoice(id: "in_ada_3") { number lines(first: 2) { nodes { vendorId } } } } }',
    )
    expect(data.stripe.invoice).toEqual({ number: 'ADA-0003', lines: { nodes: [null, { vendorId: 'il_ada_3_2' }] } })
    expect(errors).toMatchObject([{ code: 'UPSTREAM_SHAPE' }])
  })

  it('is listed by customer, state and subscription', async () => {
    const { open, ofOne } = await stripe.read(
      `open: invoices(status: OPEN) { nodes { vendorId attemptCount nextPaymentAttempt } }
       ofOne: invoices(subscription: "sub_alan", customer: "cus_alan", first: 1) { nodes { vendorId } pageInfo { hasNextPage } }`,
    )
    expect(open.nodes).toMatchObject([{ vendorId: 'in_linus_3', attemptCount: 2 }])
    expect(ofOne).toEqual({ nodes: [{ vendorId: 'in_alan_3' }], pageInfo: { hasNextPage: true } })
  })

  it('of a customer that does not exist is NOT_FOUND, with the parameter', async () => {
    const { errors } = await stripe.ask('{ stripe { invoices(customer: "cus_nobody") { nodes { vendorId } } } }')
    expect(errors[0]).toMatchObject({ code: 'UPSTREAM_NOT_FOUND', facts: { details: [{ field: 'customer' }] } })
  })

  it('with a word that nobody knows is null in that field alone', async () => {
    stripe.bend('invoice', (body) => {
      body.status = 'brand_new'
    })
    const { data, errors } = await stripe.ask('{ stripe { invoice(id: "in_ada_1") { status number } } }')
    expect(data.stripe.invoice).toEqual({ status: null, number: 'ADA-0001' })
    expect(errors).toMatchObject([{ code: 'UPSTREAM_SHAPE' }])
  })
})

describe('currencies that Stripe counts in its own way', () => {
  it.each([
    ['sigga', { minorUnits: 6900, currency: 'ISK', decimal: '6900' }],
    ['kaoru', { minorUnits: 7200, currency: 'JPY', decimal: '7200' }],
    ['niklaus', { minorUnits: 4400, currency: 'CHF', decimal: '44.00' }],
  ])('are shown by ISO 4217: %s', async (who, total) => {
    const { invoice } = await stripe.read(`invoice(id: "in_${who}_1") { total { minorUnits currency decimal } }`)
    expect(invoice.total).toEqual(total)
  })
})

describe('products and prices', () => {
  it('many products in one query are one call', async () => {
    const { prices } = await stripe.read('prices { nodes { vendorId product { name defaultPrice { vendorId } } } }')
    expect(new Set(prices.nodes.map((node: Json) => node.product.name))).toEqual(
      new Set(['Pro', 'Basic', 'Support hour', 'Classic']),
    )
    expect(stripe.calls().filter((name) => name === 'product')).toHaveLength(1)
  })

  it('a product that is gone is null, and one malformed fails alone', async () => {
    stripe.bend('product', (body) => {
      body.data.find(({ id }: Json) => id === 'prod_pro').name = 7
    })
    const { data, errors } = await stripe.ask(
      '{ stripe { a: product(id: "prod_basic") { name } b: product(id: "prod_gone") { name } c: product(id: "prod_pro") { name } } }',
    )
    expect(data.stripe).toEqual({ a: { name: 'Basic' }, b: null, c: null })
    expect(errors).toMatchObject([{ code: 'UPSTREAM_SHAPE', path: 'stripe.c' }])
    expect(stripe.calls()).toEqual(['product'])
  })

  it('are listed by what they can be narrowed by', async () => {
    const { products, prices, keyed } = await stripe.read(
      `products(active: false) { nodes { vendorId active } }
       prices(product: "prod_pro", currency: "JPY") { nodes { vendorId type interval intervalCount usageType taxBehavior } }
       keyed: prices(lookupKeys: ["support", "traffic"]) { nodes { vendorId type interval unitAmount { decimal } unitAmountDecimal } }`,
    )
    expect(products.nodes).toEqual([{ vendorId: 'prod_classic', active: false }])
    expect(prices.nodes).toEqual([
      {
        vendorId: 'price_pro_jpy',
        type: 'RECURRING',
        interval: 'MONTH',
        intervalCount: 1,
        usageType: 'LICENSED',
        taxBehavior: 'EXCLUSIVE',
      },
    ])
    expect(keyed.nodes).toEqual([
      { vendorId: 'price_traffic', type: 'RECURRING', interval: 'MONTH', unitAmount: null, unitAmountDecimal: '0.05' },
      {
        vendorId: 'price_support',
        type: 'ONE_TIME',
        interval: null,
        unitAmount: { decimal: '120.00' },
        unitAmountDecimal: '12000',
      },
    ])
  })
})

describe('a subscription', () => {
  const fields = `... on StripeSubscription { vendorId status cancelAtPeriodEnd cancelAt endedAt cancellationReason cancellationComment }`

  it('has its period at its items, and leads to its bills', async () => {
    const { subscription } = await stripe.read(
      `subscription(id: "sub_ada") { status currency customer { name } latestInvoice { vendorId } invoices { nodes { vendorId } }
        items { vendorId quantity currentPeriodStart currentPeriodEnd price { vendorId product { name } } } }`,
    )
    expect(subscription).toMatchObject({
      status: 'ACTIVE',
      currency: 'GBP',
      customer: { name: 'Ada Lovelace' },
      latestInvoice: { vendorId: 'in_ada_3' },
      items: [{ vendorId: 'si_ada', quantity: 1, price: { vendorId: 'price_pro_gbp', product: { name: 'Pro' } } }],
    })
    expect(subscription.invoices.nodes).toHaveLength(3)
  })

  it('is listed without ended ones, unless they are asked for', async () => {
    const { running, all, late } = await stripe.read(
      `running: subscriptions(customer: "cus_hedy") { nodes { vendorId } }
       all: subscriptions(customer: "cus_hedy", includeEnded: true) { nodes { vendorId } }
       late: subscriptions(status: PAST_DUE) { nodes { vendorId } }`,
    )
    expect([running.nodes, all.nodes, late.nodes]).toEqual([
      [],
      [{ vendorId: 'sub_hedy' }],
      [{ vendorId: 'sub_linus' }],
    ])
  })

  it('ends with its period, and goes on after all', async () => {
    await stripe.read('subscription(id: "sub_ada") { status }')
    const ends = await stripe.write(
      `stripeUpdateSubscription(input: { id: "sub_ada", cancelAtPeriodEnd: true }) { ${fields} }`,
    )
    expect(ends).toMatchObject({ cancelAtPeriodEnd: true, cancellationReason: 'CANCELLATION_REQUESTED' })
    const { subscription } = await stripe.read('subscription(id: "sub_ada") { cancelAtPeriodEnd cancelAt }')
    expect(subscription).toEqual({ cancelAtPeriodEnd: true, cancelAt: ends.cancelAt })
    const on = await stripe.write(
      `stripeUpdateSubscription(input: { id: "sub_ada", cancelAtPeriodEnd: false }) { ${fields} }`,
    )
    expect(on).toMatchObject({ cancelAtPeriodEnd: false, cancelAt: null })
  })

  it('ends at once with DELETE, its parameters in the query; again it is not found', async () => {
    const cancel = `stripeCancelSubscription(input: { id: "sub_grace", prorate: true, comment: "Too dear" }) { __typename ${fields} }`
    await stripe.read('customer(id: "cus_grace") { subscriptions { nodes { vendorId } } }')
    expect(await stripe.write(cancel)).toMatchObject({ status: 'CANCELED', cancellationComment: 'Too dear' })
    expect(stripe.latest()).toMatchObject({
      method: 'DELETE',
      url: '/v1/subscriptions/sub_grace?prorate=true&cancellation_details%5Bcomment%5D=Too+dear',
    })
    const { customer } = await stripe.read('customer(id: "cus_grace") { subscriptions { nodes { vendorId } } }')
    expect(customer.subscriptions.nodes).toEqual([])
    expect(await stripe.write(cancel)).toMatchObject({ __typename: 'NotFoundError' })
  })
})
