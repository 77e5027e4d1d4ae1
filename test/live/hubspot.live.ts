import { expect, it } from 'vitest'
import { liveSuite } from './live-suite.ts'
import { deleteObject, demandTestAccount } from './undo.ts'

const CONTACTS = `mutation ($items: [HubspotContactItem!]!) {
  hubspotCreateContacts(input: { items: $items }) {
    ... on HubspotContactsBulk { succeeded failed outcomes { contact { vendorId } error { code outcome } } }
    ... on Error { message }
  }
}`

const UPSERT = `mutation ($input: HubspotUpsertContactInput!) {
  hubspotUpsertContact(input: $input) { ... on HubspotContact { vendorId jobTitle } ... on Error { message } }
}`

const COMPANY = `mutation ($input: HubspotCreateCompanyInput!) {
  hubspotCreateCompany(input: $input) { ... on HubspotCompany { vendorId } ... on Error { message } }
}`

const NOTE = `mutation ($input: HubspotCreateNoteInput!) {
  hubspotCreateNote(input: $input) { ... on HubspotNote { vendorId } ... on Error { message } }
}`

const ASSOCIATE = `mutation ($input: HubspotAssociateInput!) {
  hubspotAssociate(input: $input) { ... on HubspotAssociation { status } ... on Error { message } }
}`

const LINKED = `query ($id: ID!) {
  hubspot { contact(id: $id) { jobTitle companies(first: 5) { nodes { name } } notes(first: 5) { nodes { body } } } }
}`

liveSuite(
  'hubspot',
  ({ ask, directly, mark, tidy }) => {
    const made = (type: 'contacts' | 'companies' | 'notes', id: string): void =>
      tidy.made(`HubSpot's ${id} of ${type}`, () => directly((direct) => deleteObject(direct, type, id)))
    const email = `${mark}@example.com`
    let contact = ''

    it('pages through contacts and companies', async () => {
      const { hubspot } = await ask(
        '{ hubspot { contacts(first: 2) { nodes { id } } companies(first: 2) { nodes { id } } } }',
      )
      expect(hubspot).toMatchObject({ contacts: { nodes: expect.any(Array) }, companies: { nodes: expect.any(Array) } })
    })

    it('answers null for an address that HubSpot does not know', async () => {
      const query = 'query ($email: EmailAddress!) { hubspot { contactByEmail(email: $email) { id } } }'
      expect(await ask(query, { email: `none-${email}` })).toEqual({ hubspot: { contactByEmail: null } })
    })

    it('makes contacts in bulk, of which a wrong one fails alone', async () => {
      const { hubspotCreateContacts } = await ask(CONTACTS, { items: [{ email }, { email: 'not an address' }] })
      const bulk = hubspotCreateContacts as {
        outcomes: { contact: { vendorId: string } | null; error: object | null }[]
      }
      contact = bulk.outcomes[0]?.contact?.vendorId ?? ''
      if (contact !== '') made('contacts', contact)
      expect(bulk).toMatchObject({ succeeded: 1, failed: 1 })
      expect(bulk.outcomes[1]?.error).toMatchObject({ outcome: 'NOT_APPLIED' })
    })

    it('changes the contact by its address, and makes no second one', async () => {
      const { hubspotUpsertContact } = await ask(UPSERT, { input: { email, jobTitle: mark } })
      expect(hubspotUpsertContact).toEqual({ vendorId: contact, jobTitle: mark })
    })

    it('links the contact with a company and a note, and reads them there', async () => {
      const { hubspotCreateCompany } = await ask(COMPANY, { input: { name: mark } })
      const { vendorId: company } = hubspotCreateCompany as { vendorId: string }
      made('companies', company)
      const { hubspotCreateNote } = await ask(NOTE, { input: { body: mark, notedAt: '2026-01-05T10:00:00Z' } })
      const { vendorId: note } = hubspotCreateNote as { vendorId: string }
      made('notes', note)
      await ask(ASSOCIATE, { input: { contact, company } })
      await ask(ASSOCIATE, { input: { contact, note } })
      expect(await ask(LINKED, { id: contact })).toEqual({
        hubspot: {
          contact: {
            jobTitle: mark,
            companies: { nodes: [{ name: mark }] },
            notes: { nodes: [{ body: expect.stringContaining(mark) }] },
          },
        },
      })
    })
  },
  { demand: demandTestAccount },
)
