import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountHubspot, type Json, type MountedHubspot } from './hubspot.ts'

let hubspot: MountedHubspot
beforeEach(async () => {
  hubspot = await mountHubspot()
})
afterEach(() => hubspot.g.close())

const IDS = Array.from({ length: 50 }, (_, index) => String(101 + index))

describe('single objects', () => {
  it.each([
    [
      'contact',
      '101',
      'email firstName lastName lifecycleStage createdAt',
      { email: 'ada@example.com', firstName: 'Ada' },
    ],
    ['company', '201', 'name domain employeeCount', { domain: 'analytical.example', employeeCount: 10 }],
    ['deal', '301', 'name amountText currency closesAt', { amountText: '1250.50', currency: 'EUR' }],
    ['ticket', '404', 'subject priority stage', { priority: 'URGENT', stage: '4' }],
    ['note', '501', 'body notedAt', { notedAt: '2026-01-05T09:00:00.000Z' }],
  ])('a %s is read by id, in one call', async (noun, id, fields, wanted) => {
    const data = await hubspot.data(`{ hubspot { ${noun}(id: "${id}") { vendorId ${fields} } } }`)
    expect(data.hubspot[noun]).toMatchObject({ vendorId: id, ...wanted })
    expect(hubspot.seen()).toEqual([noun])
  })

  it('an object that is not there is null', async () => {
    const data = await hubspot.data('{ hubspot { contact(id: "999") { email } company(id: "998") { name } } }')
    expect(data.hubspot).toEqual({ contact: null, company: null })
  })

  it('a vendor that says "not found" of the whole batch leaves null as well', async () => {
    hubspot.sandbox.faults.add({ fault: { kind: 'status', status: 404 } })
    expect((await hubspot.data('{ hubspot { contact(id: "101") { email } } }')).hubspot.contact).toBeNull()
  })

  it('an id that is no HubSpot id is refused before it spoils a batch', async () => {
    const [error] = await hubspot.errors('{ hubspot { contact(id: "ada") { email } } }')
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(hubspot.seen()).toEqual([])
  })

  it('a global id leads back to its object, and is refused where another type is wanted', async () => {
    const { id } = (await hubspot.data('{ hubspot { contact(id: "101") { id } } }')).hubspot.contact
    const again = await hubspot.data('query ($id: ID!) { node(id: $id) { ... on HubspotContact { email } } }', { id })
    expect(again.node.email).toBe('ada@example.com')
    const [error] = await hubspot.errors('query ($id: ID!) { hubspot { company(id: $id) { name } } }', { id })
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('a property without a field is read by name, for many objects and names in one call', async () => {
    const query = `{ hubspot { a: contact(id: "101") { favorite: property(name: "favorite_color") city: property(name: "city") }
      b: contact(id: "102") { favorite: property(name: "favorite_color") none: property(name: "no_such") } } }`
    const { a, b } = (await hubspot.data(query)).hubspot
    expect([a, b]).toEqual([
      { favorite: 'green', city: 'London' },
      { favorite: null, none: null },
    ])
    expect(hubspot.seen()).toEqual(['contact', 'contactProperty'])
  })

  it('a deal has money where it names its currency, and text alone where it does not', async () => {
    const money = 'amount { minorUnits currency } amountText'
    const data = await hubspot.data(`{ hubspot { a: deal(id: "301") { ${money} } b: deal(id: "303") { ${money} } } }`)
    expect(data.hubspot.a).toEqual({ amount: { minorUnits: 125_050, currency: 'EUR' }, amountText: '1250.50' })
    expect(data.hubspot.b).toEqual({ amount: null, amountText: '3750.50' })
  })
})

describe('batches', () => {
  it('fifty contacts by e-mail address are one call, each in its place', async () => {
    const { contacts } = (await hubspot.data('{ hubspot { contacts(first: 50) { nodes { email } } } }')).hubspot
    const emails = contacts.nodes.map(({ email }: { email: string }) => email.toUpperCase())
    hubspot.sandbox.forgetSeen()
    const query = 'query ($emails: [EmailAddress!]!) { hubspot { contactsByEmail(emails: $emails) { email } } }'
    const found = await hubspot.data(query, { emails })
    expect(found.hubspot.contactsByEmail).toEqual(contacts.nodes)
    expect(hubspot.seen()).toEqual(['contactByEmail'])
  })

  it('a further address finds its contact, one that nobody has is null', async () => {
    const query = `{ hubspot { further: contactByEmail(email: " Countess@Example.com ") { vendorId }
      first: contactByEmail(email: "ada@example.com") { vendorId } none: contactByEmail(email: "none@example.com") { vendorId } } }`
    const data = await hubspot.data(query)
    expect(data.hubspot).toEqual({ further: { vendorId: '101' }, first: { vendorId: '101' }, none: null })
    expect(hubspot.seen()).toEqual(['contactByEmail'])
  })

  it('companies of several domains are one search', async () => {
    const query = `{ hubspot { a: companiesByDomain(domain: "www.Analytical.example") { name }
      b: companiesByDomain(domain: "bletchley.example") { name } c: companiesByDomain(domain: "none.example") { name } } }`
    const data = await hubspot.data(query)
    expect(data.hubspot).toEqual({ a: [{ name: 'Analytical Engines' }], b: [{ name: 'Bletchley Works' }], c: null })
    expect(hubspot.seen()).toEqual(['companiesByDomain'])
  })

  it('two companies may share a domain', async () => {
    const twin =
      'mutation { hubspotCreateCompany(input: { name: "Twin", domain: "analytical.example" }) { __typename } }'
    await hubspot.data(twin)
    const data = await hubspot.data('{ hubspot { companiesByDomain(domain: "analytical.example") { name } } }')
    expect(data.hubspot.companiesByDomain.map(({ name }: { name: string }) => name)).toEqual([
      'Analytical Engines',
      'Twin',
    ])
  })
})

describe('links', () => {
  it("fifty contacts' companies are two calls: one for the links, one for the companies", async () => {
    const parts = IDS.map((id) => `c${id}: contact(id: "${id}") { companies(first: 5) { nodes { name } } }`)
    const data = await hubspot.data(`{ hubspot { ${parts.join(' ')} } }`)
    expect(data.hubspot.c101.companies.nodes).toEqual([{ name: 'Analytical Engines' }])
    expect(data.hubspot.c113.companies.nodes).toEqual([{ name: 'Analytical Engines' }])
    expect(hubspot.seen()).toEqual(['contact', 'contactCompanies', 'company'])
  })

  it.each([
    ['contact(id: "101")', ['companies', 'deals', 'tickets', 'notes']],
    ['company(id: "201")', ['contacts', 'deals', 'tickets', 'notes']],
    ['deal(id: "301")', ['contacts', 'companies', 'tickets', 'notes']],
    ['ticket(id: "401")', ['contacts', 'companies', 'deals', 'notes']],
    ['note(id: "501")', ['contacts', 'companies', 'deals', 'tickets']],
  ])('%s leads to every other type', async (from, many) => {
    const fields = many.map((to) => `${to} { nodes { vendorId } }`).join(' ')
    const data = await hubspot.data(`{ hubspot { from: ${from} { ${fields} } } }`)
    for (const to of many) expect(data.hubspot.from[to].nodes.length, to).toBeGreaterThan(0)
  })

  it('a long list of links is read to its end, over the vendor’s own pages, without a row twice', async () => {
    for (const id of IDS.slice(0, 12).map((one) => `"${one}"`))
      await hubspot.data(`mutation { hubspotAssociate(input: { contact: ${id}, company: "212" }) { __typename } }`)
    const query = `query ($after: String) { hubspot { company(id: "212") { contacts(first: 3, after: $after) {
      nodes { vendorId } pageInfo { hasNextPage endCursor } } } } }`
    const found: string[] = []
    for (let after: string | null = null, more = true; more;) {
      const page: Json = (await hubspot.data(query, { after })).hubspot.company.contacts
      found.push(...page.nodes.map(({ vendorId }: { vendorId: string }) => vendorId))
      after = page.pageInfo.endCursor
      more = page.pageInfo.hasNextPage
    }
    expect(found).toHaveLength(16)
    expect(new Set(found).size).toBe(16)
  })

  it('an object without links has an empty page, and says that it is whole', async () => {
    const query =
      '{ hubspot { contact(id: "160") { deals { totalCount nodes { vendorId } pageInfo { hasNextPage } } } } }'
    const { deals } = (await hubspot.data(query)).hubspot.contact
    expect(deals).toEqual({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } })
  })

  it('what is linked but gone is null in its place', async () => {
    hubspot.sandbox.faults.add({
      operation: 'company',
      fault: { kind: 'bend', bend: (body) => ({ ...(body as object), results: [] }) },
    })
    const query = '{ hubspot { contact(id: "101") { companies { nodes { name } } } } }'
    expect((await hubspot.data(query)).hubspot.contact.companies.nodes).toEqual([null])
  })
})

describe('a property', () => {
  it('without a name is refused, and not taken for another', async () => {
    const [error] = await hubspot.errors('{ hubspot { contact(id: "101") { property(name: " ") } } }')
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', facts: { details: [{ field: 'name' }] } })
  })
})
