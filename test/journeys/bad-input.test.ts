import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toGlobalId } from '../../src/core/global-id.ts'
import { startServer, type ClientAnswer, type RunningServer } from '../helpers/running.ts'

const customers = (args: string): string =>
  `{ stripe { customers(${args}) { nodes { email } pageInfo { endCursor } } } }`
const customer = (id: string): string => `{ stripe(account: "us") { customer(id: "${id}") { id } } }`

describe('bad input', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ STRIPE_ACCOUNTS: 'us,eu', HEADWATERS_SOURCES: 'stripe,github' })
  })
  afterAll(() => server.close())

  const send = async (body: string): Promise<ClientAnswer & { readonly status: number }> => {
    const response = await fetch(server.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return { status: response.status, ...((await response.json()) as ClientAnswer) }
  }
  const cursorOf = async (query: string): Promise<string> => {
    const { data } = await server.ask(query)
    const found = JSON.stringify(data).match(/"endCursor":"([^"]+)"/)
    return found?.[1] ?? ''
  }

  it.each([
    ['malformed JSON', '{"query": ', 'BAD_USER_INPUT', /JSON/],
    [
      'an unknown field',
      JSON.stringify({ query: '{ stripe { custmer { id } } }' }),
      'GRAPHQL_VALIDATION_FAILED',
      /custmer/,
    ],
    ['a wrong type', JSON.stringify({ query: customers('first: "two"') }), 'GRAPHQL_VALIDATION_FAILED', /Int/],
    ['a text that is not GraphQL', JSON.stringify({ query: '{ stripe' }), 'GRAPHQL_PARSE_FAILED', /Syntax/],
    [
      'a variable of a wrong type',
      JSON.stringify({
        query: 'query ($n: Int) { stripe { customers(first: $n) { totalCount } } }',
        variables: { n: 'x' },
      }),
      'BAD_USER_INPUT',
      /\$n/,
    ],
  ])('%s is told as what it is', async (_what, body, code, message) => {
    const { errors } = await send(body)
    expect(errors?.[0]?.extensions['code']).toBe(code)
    expect(errors?.[0]?.message).toMatch(message)
  })

  it.each([
    ['a negative size', customers('first: -1'), /`first` must be a whole number from 1 to 1000, not -1/],
    ['a size beyond the vendor', customers('first: 100000'), /from 1 to 1000, not 100000/],
    ['both directions', customers('first: 1, last: 1'), /cannot be combined/],
    ['a cursor that is none', customers('first: 1, after: "nonsense"'), /is not a cursor/],
    [
      'an id of another type',
      customer(toGlobalId({ type: 'StripeInvoice', account: 'us', id: 'in_1' })),
      /is the id of a StripeInvoice/,
    ],
    [
      'an id of another account',
      customer(toGlobalId({ type: 'StripeCustomer', account: 'eu', id: 'cus_ada' })),
      /of the account "eu"/,
    ],
    [
      'an account that is none',
      '{ stripe(account: "mars") { balance { __typename } } }',
      /has no account "mars". It has: us, eu/,
    ],
    ['an empty id', customer(' '), /is empty/],
    ['an id of a node that is none', '{ node(id: "cus_ada") { id } }', /is not the id of a node/],
    ['a path in an id', customer('..'), /must not be empty, "." or ".."/],
    ['an e-mail address that is none', customers('first: 1, email: "not an address"'), /EmailAddress|e-mail/i],
  ])('%s has its own clear error', async (_what, query, message) => {
    const { errors } = await server.ask(query)
    expect(errors).toHaveLength(1)
    expect(errors?.[0]?.message).toMatch(message)
    expect(errors?.[0]?.extensions['code']).toMatch(/^BAD_USER_INPUT$|^GRAPHQL_VALIDATION_FAILED$/)
  })

  it('a cursor of another connection is refused as that', async () => {
    const cursor = await cursorOf('{ stripe { products(first: 1) { pageInfo { endCursor } } } }')
    const { errors } = await server.ask(customers(`first: 1, after: "${cursor}"`))
    expect(errors?.[0]?.message).toMatch(/is a cursor of another list/)
  })

  it('a cursor of another account is refused', async () => {
    const cursor = await cursorOf(customers('first: 1').replace('stripe', 'stripe(account: "eu")'))
    const { errors } = await server.ask(customers(`first: 1, after: "${cursor}"`))
    expect(errors?.[0]?.message).toMatch(/is a cursor of another list/)
  })

  it('a cursor by another hand is refused', async () => {
    const cursor = await cursorOf(customers('first: 1'))
    const bytes = Buffer.from(cursor, 'base64url')
    bytes[12] = (bytes[12] ?? 0) ^ 1
    const { errors } = await server.ask(customers(`first: 1, after: "${bytes.toString('base64url')}"`))
    expect(errors?.[0]?.message).toMatch(/was not issued by this server/)
  })

  it('an e-mail address with spaces and capitals finds who it names', async () => {
    const { data, errors } = await server.ask(
      'query ($email: EmailAddress) { stripe { customers(first: 1, email: $email) { nodes { email } } } }',
      {
        email: '  ADA@Example.COM ',
      },
    )
    expect(errors).toBeUndefined()
    expect(data).toEqual({ stripe: { customers: { nodes: [{ email: 'ada@example.com' }] } } })
  })
})

describe('two accounts of one vendor', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ STRIPE_ACCOUNTS: 'us,eu', HEADWATERS_SOURCES: 'stripe' })
  })
  afterAll(() => server.close())

  const create = `mutation ($account: ID) { stripeCreateCustomer(input: { account: $account, name: "Only here" }) { ... on StripeCustomer { id vendorId } } }`

  it('are apart: what is written to one is not in the other, and ids lead back to their own', async () => {
    const { data } = await server.ask(create, { account: 'eu' })
    const { id, vendorId } = (data as { stripeCreateCustomer: { id: string; vendorId: string } }).stripeCreateCustomer
    const query = `query ($id: ID!, $vendorId: ID!) {
      node(id: $id) { ... on StripeCustomer { name invoices(first: 1) { nodes { id } } } }
      us: stripe(account: "us") { customer(id: $vendorId) { name } }
      eu: stripe(account: "eu") { customer(id: $vendorId) { id name } }
    }`
    server.forget()
    expect(await server.ask(query, { id, vendorId })).toEqual({
      data: {
        node: { name: 'Only here', invoices: { nodes: [] } },
        us: { customer: null },
        eu: { customer: { id, name: 'Only here' } },
      },
    })
    expect(server.of('stripe', 'us').sandbox.seen()).toHaveLength(1)
    expect(
      server
        .of('stripe', 'eu')
        .sandbox.seen()
        .map(({ operation }) => operation),
    ).toContain('invoices')
  })

  it('are both listed by `sources`', async () => {
    const { data } = await server.ask('{ sources { name account mode } }')
    expect(data).toEqual({
      sources: [
        { name: 'stripe', account: 'us', mode: 'SANDBOX' },
        { name: 'stripe', account: 'eu', mode: 'SANDBOX' },
      ],
    })
  })
})
