import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toSearchQuery } from '../../../src/sources/stripe/search-query.ts'
import { mountStripe, type Json, type MountedStripe } from './mounted-stripe.ts'

let stripe: MountedStripe
beforeEach(async () => {
  stripe = await mountStripe()
})
afterEach(() => stripe.close())

const names = async (args: string): Promise<string[]> =>
  (await stripe.read(`searchCustomers(${args}) { nodes { name } }`)).searchCustomers.nodes.map(
    (node: Json) => node.name,
  )

describe('searching customers', () => {
  it.each([
    ['email: "ADA@example.com"', ['Ada Lovelace']],
    ['name: "love"', ['Ada Lovelace']],
    ['metadata: [{ key: "person", value: "alan" }]', ['Alan Turing']],
    ['name: "ada", email: "alan@example.com"', []],
    ['query: "email:\\"ada@example.com\\" OR name~\\"Hopper\\""', ['Ada Lovelace', 'Grace Hopper']],
    ['query: "created>1780304399 AND created<1780304401"', ['Dorothy Vaughan']],
    ["query: \"-metadata['firm']:'analytical.example'\"", []],
  ])('by %s finds %j', async (args, found) => expect(await names(args)).toEqual(found))

  it('says how many there are, and goes on with a cursor of its own', async () => {
    const first = await stripe.read(
      'searchCustomers(query: "metadata[\\"firm\\"]:\\"analytical.example\\"", first: 50) { totalCount pageInfo { hasNextPage endCursor } nodes { vendorId } }',
    )
    expect(first.searchCustomers).toMatchObject({ totalCount: 60, pageInfo: { hasNextPage: true } })
    const { endCursor } = first.searchCustomers.pageInfo
    const rest = await stripe.read(
      `searchCustomers(query: "metadata[\\"firm\\"]:\\"analytical.example\\"", first: 50, after: "${endCursor}") { pageInfo { hasNextPage } nodes { vendorId } }`,
    )
    expect(rest.searchCustomers.nodes).toHaveLength(10)
    expect(rest.searchCustomers.pageInfo.hasNextPage).toBe(false)
  })

  it.each([
    ['searchCustomers { nodes { name } }', 'at least one'],
    ['searchCustomers(query: "name~\\"ada\\"", name: "ada") { nodes { name } }', 'cannot be combined'],
    ['searchCustomers(name: "ada", last: 2) { nodes { name } }', 'only be read forward'],
  ])('refuses %s', async (field, words) => {
    const { errors } = await stripe.ask(`{ stripe { ${field} } }`)
    expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining(words) })
    expect(stripe.calls()).toEqual([])
  })

  it('that Stripe cannot parse is REJECTED with its sentence', async () => {
    const { errors } = await stripe.ask('{ stripe { searchCustomers(query: "nonsense") { nodes { name } } } }')
    expect(errors[0]).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      message: expect.stringContaining('unable to parse'),
      facts: { details: [{ field: 'query' }] },
    })
  })
})

describe('a value in a search', () => {
  it.each([
    [{ name: 'a" OR email:"b' }, 'name~"a\\" OR email:\\"b"'],
    [{ name: 'back\\slash' }, 'name~"back\\\\slash"'],
    [{ metadata: [{ key: 'k"]', value: 'v"' }] }, 'metadata["k\\"]"]:"v\\""'],
    [{ email: 'a@b.c', phone: '+1' }, 'email:"a@b.c" AND phone:"+1"'],
  ])('of %j cannot become part of the language', (search, query) => expect(toSearchQuery(search)).toBe(query))

  it('with quotes finds only what has it', async () => expect(await names('name: "x\\" OR name~\\"ada"')).toEqual([]))
})
