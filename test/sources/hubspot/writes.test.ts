import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountHubspot, type Json, type MountedHubspot } from './hubspot.ts'

let hubspot: MountedHubspot
beforeEach(async () => {
  hubspot = await mountHubspot()
})
afterEach(() => hubspot.g.close())

const ERROR = '... on Error { code message retryable }'
const write = async (field: string, input: string, fields: string): Promise<Json> => {
  const data = await hubspot.data(`mutation { out: ${field}(input: ${input}) { __typename ${fields} ${ERROR} } }`)
  return data.out
}

describe('create', () => {
  it.each([
    [
      'Contact',
      '{ email: " New.One@Example.com ", firstName: "New" }',
      'email firstName',
      { email: 'new.one@example.com' },
    ],
    [
      'Company',
      '{ name: "New Firm", domain: "new.example", employeeCount: 7 }',
      'name employeeCount',
      { employeeCount: 7 },
    ],
    [
      'Deal',
      '{ name: "Big", amountText: "99.90", currency: "USD" }',
      'amount { minorUnits }',
      { amount: { minorUnits: 9990 } },
    ],
    ['Ticket', '{ subject: "Help", stage: "1", priority: HIGH }', 'subject priority', { priority: 'HIGH' }],
    [
      'Note',
      '{ body: "Hi", notedAt: "2026-02-01T10:00:00Z" }',
      'body notedAt',
      { notedAt: '2026-02-01T10:00:00.000Z' },
    ],
  ])('a %s is made, and answered with what was written', async (type, input, fields, wanted) => {
    const made = await write(`hubspotCreate${type}`, input, `... on Hubspot${type} { vendorId ${fields} }`)
    expect(made).toMatchObject({ __typename: `Hubspot${type}`, ...wanted })
  })

  it('a note needs its moment, which a change does not', async () => {
    const { errors } = await hubspot.g.ask('mutation { hubspotCreateNote(input: { body: "Hi" }) { __typename } }')
    expect(errors?.[0]?.message).toContain('notedAt')
    const changed = await write('hubspotUpdateNote', '{ id: "501", body: "Ho" }', '... on HubspotNote { body }')
    expect(changed).toMatchObject({ body: 'Ho' })
  })

  it('a contact that is there already is an outcome that names it', async () => {
    const fields = '... on HubspotAlreadyExistsError { existingId }'
    const out = await write('hubspotCreateContact', '{ email: "ada@example.com" }', fields)
    expect(out).toMatchObject({
      __typename: 'HubspotAlreadyExistsError',
      existingId: '101',
      code: 'UPSTREAM_CONFLICT',
      retryable: false,
    })
  })

  it('a value that HubSpot refuses is told by its property, never by itself', async () => {
    const fields = '... on RejectedError { details { field issue } }'
    const out = await write('hubspotCreateContact', '{ email: "secret-at-nowhere" }', fields)
    expect(out).toMatchObject({ __typename: 'RejectedError', details: [{ field: 'email', issue: 'INVALID_EMAIL' }] })
    expect(out.message).not.toContain('secret')
  })

  it('properties without a field are written by name', async () => {
    const input = '{ email: "hue@example.com", properties: [{ name: "favorite_color", value: "red" }] }'
    const fields = '... on HubspotContact { property(name: "favorite_color") }'
    expect(await write('hubspotCreateContact', input, fields)).toMatchObject({ property: 'red' })
  })
})

describe('update', () => {
  it('what is left out stays, null empties, and the answer is whole', async () => {
    const fields = '... on HubspotContact { email firstName jobTitle phone }'
    const out = await write('hubspotUpdateContact', '{ id: "101", firstName: "Augusta", phone: null }', fields)
    expect(out).toMatchObject({ email: 'ada@example.com', firstName: 'Augusta', jobTitle: 'Analyst', phone: null })
    expect(hubspot.seen()).toEqual(['updateContact', 'contact'])
  })

  it('an answer that holds all that is asked for costs no further call', async () => {
    await write('hubspotUpdateContact', '{ id: "101", firstName: "Augusta" }', '... on HubspotContact { firstName }')
    expect(hubspot.seen()).toEqual(['updateContact'])
  })

  it('later reads see it: by id, by address and in lists', async () => {
    const read =
      '{ hubspot { contact(id: "101") { jobTitle } contactByEmail(email: "ada@example.com") { jobTitle } contacts(first: 1) { nodes { jobTitle } } } }'
    await hubspot.data(read)
    await write('hubspotUpdateContact', '{ id: "101", jobTitle: "Countess" }', '')
    const { contact, contactByEmail, contacts } = (await hubspot.data(read)).hubspot
    expect([contact, contactByEmail, ...contacts.nodes]).toEqual(Array(3).fill({ jobTitle: 'Countess' }))
  })

  it.each([
    ['an id that nobody has', '{ id: "999", city: "Oxford" }', 'NotFoundError'],
    ['an address of another contact', '{ id: "101", email: "grace@example.com" }', 'HubspotAlreadyExistsError'],
    ['an id that is none', '{ id: "ada", city: "Oxford" }', 'RejectedError'],
  ])('%s is an outcome', async (_, input, type) => {
    expect((await write('hubspotUpdateContact', input, '')).__typename).toBe(type)
  })
})

describe('upsert', () => {
  it('changes the contact that has the address, and makes one where none has', async () => {
    const fields = '... on HubspotContact { vendorId firstName lastName }'
    const changed = await write('hubspotUpsertContact', '{ email: "Ada@example.com", firstName: "Augusta" }', fields)
    expect(changed).toMatchObject({ vendorId: '101', firstName: 'Augusta', lastName: 'Lovelace' })
    const made = await write('hubspotUpsertContact', '{ email: "fresh@example.com", firstName: "Fresh" }', fields)
    expect(made).toMatchObject({ vendorId: '10001', firstName: 'Fresh', lastName: null })
  })

  it('a company is told by a property that the caller names', async () => {
    const input = '{ keyProperty: "external_id", key: "A-1", name: "Keyed" }'
    const first = await write('hubspotUpsertCompany', input, '... on HubspotCompany { vendorId }')
    const second = await write('hubspotUpsertCompany', input, '... on HubspotCompany { vendorId }')
    expect(second.vendorId).toBe(first.vendorId)
  })

  it('is sent again after a failure, since twice is the same as once', async () => {
    hubspot.sandbox.faults.add({ fault: { kind: 'status', status: 500 }, operation: 'upsertContacts', times: 1 })
    await write('hubspotUpsertContact', '{ email: "ada@example.com", firstName: "Augusta" }', '')
    expect(hubspot.seen()).toEqual(['upsertContacts', 'upsertContacts'])
  })
})

describe('associate', () => {
  it('links two objects, and both sides show it at once', async () => {
    const read =
      '{ hubspot { contact(id: "101") { deals { nodes { vendorId } } } deal(id: "302") { contacts { nodes { vendorId } } } } }'
    await hubspot.data(read)
    const out = await write(
      'hubspotAssociate',
      '{ contact: "101", deal: "302" }',
      '... on HubspotAssociation { status }',
    )
    expect(out.status).toBe('COMPLETE')
    const { contact, deal } = (await hubspot.data(read)).hubspot
    expect(contact.deals.nodes).toContainEqual({ vendorId: '302' })
    expect(deal.contacts.nodes).toContainEqual({ vendorId: '101' })
  })

  it.each(['{ contact: "101" }', '{ contact: "101", company: "201", deal: "301" }', '{}'])(
    '%s has not two ends, and is refused',
    async (input) => {
      const out = await write('hubspotAssociate', input, '')
      expect(out).toMatchObject({ __typename: 'RejectedError', code: 'BAD_USER_INPUT' })
      expect(hubspot.seen()).toEqual([])
    },
  )
})
