import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountStripe, type Json, type MountedStripe } from './mounted-stripe.ts'

let stripe: MountedStripe
beforeEach(async () => {
  stripe = await mountStripe()
})
afterEach(() => stripe.close())

const ids = (connection: Json): string[] => connection.nodes.map((node: Json) => node.vendorId)

describe('a customer', () => {
  it('is read by its id, with address, balance and metadata', async () => {
    const { customer } = await stripe.read(
      `customer(id: "cus_grace") { vendorId name email created livemode delinquent preferredLocales currency
        balance { minorUnits currency decimal } address { line1 city country } metadata { key value } }`,
    )
    expect(customer).toEqual({
      vendorId: 'cus_grace',
      name: 'Grace Hopper',
      email: 'grace@example.com',
      created: '2026-06-02T07:00:00.000Z',
      livemode: false,
      delinquent: false,
      preferredLocales: ['en'],
      currency: 'USD',
      balance: { minorUnits: -500, currency: 'USD', decimal: '-5.00' },
      address: { line1: '1 Analytical Street', city: 'Arlington', country: 'US' },
      metadata: [
        { key: 'firm', value: 'analytical.example' },
        { key: 'person', value: 'grace' },
      ],
    })
  })

  it('is the same by its vendor id, its global id and node(id:)', async () => {
    const { id } = (await stripe.read('customer(id: "cus_ada") { id }')).customer
    expect((await stripe.read(`customer(id: "${id}") { name }`)).customer.name).toBe('Ada Lovelace')
    const { data } = await stripe.ask(`{ node(id: "${id}") { __typename ... on StripeCustomer { name } } }`)
    expect(data.node).toEqual({ __typename: 'StripeCustomer', name: 'Ada Lovelace' })
  })

  it('is null when there is none, and when it was deleted', async () => {
    expect(await stripe.read('a: customer(id: "cus_nobody") { name } b: customer(id: "cus_deleted") { name }')).toEqual(
      {
        a: null,
        b: null,
      },
    )
  })

  it('refuses the id of another type', async () => {
    const { id } = (await stripe.read('invoice(id: "in_ada_1") { id }')).invoice
    const { errors } = await stripe.ask(`{ stripe { customer(id: "${id}") { name } } }`)
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('has no balance while it has no currency', async () => {
    expect((await stripe.read('customer(id: "cus_mary") { currency balance { decimal } }')).customer).toEqual({
      currency: null,
      balance: null,
    })
  })

  it('has bills, subscriptions, payments and charges of its own', async () => {
    const { customer } = await stripe.read(
      `customer(id: "cus_ada") { invoices { nodes { vendorId } } subscriptions { nodes { vendorId } }
        paymentIntents { nodes { vendorId } } charges { nodes { vendorId } } }`,
    )
    expect(ids(customer.invoices)).toEqual(['in_ada_3', 'in_ada_2', 'in_ada_1'])
    expect(ids(customer.subscriptions)).toEqual(['sub_ada'])
    expect(ids(customer.paymentIntents)).toEqual(['pi_ada_3', 'pi_ada_2', 'pi_ada_1'])
    expect(ids(customer.charges)).toEqual(['ch_ada_3', 'ch_ada_2', 'ch_ada_1'])
  })

  it('asked for twice in one query costs one call, and none again while it is fresh', async () => {
    await stripe.read('a: customer(id: "cus_ada") { name } b: customer(id: "cus_ada") { email }')
    await stripe.read('customer(id: "cus_ada") { name }')
    expect(stripe.calls()).toEqual(['customer'])
  })
})

describe('the list of customers', () => {
  it('is read to its end, newest first, no row twice', async () => {
    const found: string[] = []
    let after = ''
    for (;;) {
      const { customers } = await stripe.read(
        `customers(first: 17 ${after}) { nodes { vendorId } pageInfo { hasNextPage endCursor } }`,
      )
      found.push(...ids(customers))
      if (!customers.pageInfo.hasNextPage) break
      after = `after: "${customers.pageInfo.endCursor}"`
    }
    expect(found).toHaveLength(60)
    expect(new Set(found).size).toBe(60)
    expect(found[0]).toBe('cus_ada')
    expect(stripe.calls()).toHaveLength(4)
  })

  it('is read backward from a cursor, but not from its end', async () => {
    const { customers } = await stripe.read('customers(first: 3) { pageInfo { endCursor } }')
    const back = await stripe.read(
      `customers(last: 2, before: "${customers.pageInfo.endCursor}") { nodes { vendorId } pageInfo { hasPreviousPage } }`,
    )
    expect(back.customers).toEqual({
      nodes: [{ vendorId: 'cus_ada' }, { vendorId: 'cus_grace' }],
      pageInfo: { hasPreviousPage: false },
    })
    const { errors } = await stripe.ask('{ stripe { customers(last: 2) { nodes { vendorId } } } }')
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT', facts: { details: [{ field: 'last' }] } })
  })

  it('is narrowed by an e-mail address, written with spaces and capitals', async () => {
    const { customers } = await stripe.read('customers(email: " Ada@Example.COM ") { nodes { name } totalCount }')
    expect(customers).toEqual({ nodes: [{ name: 'Ada Lovelace' }], totalCount: null })
    expect(stripe.latest()?.url).toBe('/v1/customers?limit=20&email=ada%40example.com')
  })

  it('is narrowed by the moment of creation, sent in brackets', async () => {
    const { customers } = await stripe.read(
      'customers(createdAfter: "2026-06-02T07:00:00Z", createdBefore: "2026-06-02T07:59:59.5Z") { nodes { vendorId } }',
    )
    expect(ids(customers)).toEqual(['cus_grace'])
    expect(decodeURIComponent(stripe.latest()?.url ?? '')).toContain('created[gte]=1780383600&created[lt]=1780387200')
  })

  it('fails one row that is malformed, and shows the others', async () => {
    stripe.bend('customers', (body) => {
      body.data[1].created = 'yesterday'
    })
    const { data, errors } = await stripe.ask('{ stripe { customers(first: 3) { nodes { vendorId } } } }')
    expect(data.stripe.customers.nodes).toEqual([{ vendorId: 'cus_ada' }, null, { vendorId: 'cus_alan' }])
    expect(errors).toMatchObject([{ code: 'UPSTREAM_SHAPE', path: 'stripe.customers.nodes.1' }])
  })
})

describe('writing a customer', () => {
  const result =
    '... on StripeCustomer { vendorId name email phone description address { city } metadata { key value } }'

  it('creates one, which the next list and read show', async () => {
    await stripe.read('customers(first: 1) { nodes { vendorId } }')
    const made = await stripe.write(
      `stripeCreateCustomer(input: { name: "Mary Shelley", email: " Mary@Example.com ", phone: "+44 20 7946 0958",
        address: { city: "London", postalCode: "NW1" }, metadata: [{ key: "plan", value: "trial" }] }) { ${result} }`,
    )
    expect(made).toEqual({
      vendorId: expect.stringMatching(/^cus_/),
      name: 'Mary Shelley',
      email: 'mary@example.com',
      phone: '+442079460958',
      description: null,
      address: { city: 'London' },
      metadata: [{ key: 'plan', value: 'trial' }],
    })
    const sent = new URLSearchParams(stripe.latest()?.body)
    expect(sent.get('address[postal_code]')).toBe('NW1')
    expect(sent.get('metadata[plan]')).toBe('trial')
    expect(stripe.latest()?.headers['content-type']).toContain('application/x-www-form-urlencoded')
    expect(ids((await stripe.read('customers(first: 1) { nodes { vendorId } }')).customers)).toEqual([made.vendorId])
  })

  it('refuses a metadata key that would vanish on the way', async () => {
    const made = await stripe.write(
      `stripeCreateCustomer(input: { metadata: [{ key: "__proto__", value: "x" }] })
        { __typename ... on RejectedError { message } }`,
    )
    expect(made).toMatchObject({ __typename: 'RejectedError', message: expect.stringContaining('metadata.__proto__') })
    expect(stripe.calls()).toEqual([])
  })

  it('changes what is sent, takes away what is null, and keeps the rest', async () => {
    await stripe.read('customer(id: "cus_ada") { name }')
    const changed = await stripe.write(
      `stripeUpdateCustomer(input: { id: "cus_ada", name: "Ada King", email: null, metadata: [{ key: "firm", value: "" }] }) { ${result} }`,
    )
    expect(changed).toMatchObject({
      name: 'Ada King',
      email: null,
      address: { city: 'London' },
      metadata: [{ key: 'person', value: 'ada' }],
    })
    expect((await stripe.read('customer(id: "cus_ada") { name }')).customer.name).toBe('Ada King')
  })

  it('takes a whole address away', async () => {
    const changed = await stripe.write(`stripeUpdateCustomer(input: { id: "cus_ada", address: null }) { ${result} }`)
    expect(changed.address).toBeNull()
  })

  it('of nobody is NotFoundError', async () => {
    const missing = await stripe.write(
      'stripeUpdateCustomer(input: { id: "cus_nobody", name: "X" }) { __typename ... on Error { code message } }',
    )
    expect(missing).toEqual({
      __typename: 'NotFoundError',
      code: 'UPSTREAM_NOT_FOUND',
      message: "No such customer: 'cus_nobody'",
    })
  })

  it('twice with one idempotencyKey makes one customer', async () => {
    const create =
      'stripeCreateCustomer(input: { name: "Once", idempotencyKey: "k-1" }) { ... on StripeCustomer { vendorId } }'
    const [first, second] = [await stripe.write(create), await stripe.write(create)]
    expect(second).toEqual(first)
    expect(stripe.latest()?.headers['idempotency-key']).toBe('k-1')
    const other = await stripe.write(
      'stripeCreateCustomer(input: { name: "Other", idempotencyKey: "k-1" }) { __typename ... on Error { message } }',
    )
    expect(other).toMatchObject({ __typename: 'RejectedError', message: expect.stringContaining('same parameters') })
  })

  it('is repeated under one key when the vendor fails, and done once', async () => {
    stripe.fault({ kind: 'status', status: 500 }, 'createCustomer')
    await stripe.write('stripeCreateCustomer(input: { name: "Again" }) { ... on StripeCustomer { vendorId } }')
    expect(stripe.calls()).toEqual(['createCustomer', 'createCustomer'])
    const { searchCustomers } = await stripe.read('searchCustomers(name: "Again") { totalCount }')
    expect(searchCustomers.totalCount).toBe(1)
  })
})
