import type { Sandbox } from '../../../kit/index.ts'
import type { operations } from '../operations.ts'
import { COMPANY, CONTACT, DEAL, NOTE, propertiesOf, TICKET } from '../property-fields.ts'

const properties = {
  contacts: [...propertiesOf(CONTACT)],
  companies: [...propertiesOf(COMPANY)],
  deals: [...propertiesOf(DEAL)],
  tickets: [...propertiesOf(TICKET)],
  notes: [...propertiesOf(NOTE)],
}

const idsOf = (...ids: readonly string[]) => ids.map((id) => ({ id }))

/** Arguments that each call about people and firms answers well. */
const people = {
  contact: { inputs: idsOf('101', '102'), properties: properties.contacts },
  contactByEmail: {
    inputs: idsOf('ada@example.com', 'grace@example.com'),
    properties: [...properties.contacts, 'hs_additional_emails'],
    idProperty: 'email',
  },
  contactProperty: { archived: false, inputs: idsOf('101'), properties: ['hs_object_id'] },
  contacts: { limit: 10 },
  searchContacts: { filterGroups: [{ filters: [{ propertyName: 'firstname', operator: 'HAS_PROPERTY' }] }], limit: 10 },
  createContact: { properties: { email: 'new@example.com', firstname: 'New' } },
  updateContact: { id: '101', properties: { firstname: 'Augusta' } },
  createContacts: { inputs: [{ properties: { email: 'new@example.com', firstname: 'New' }, objectWriteTraceId: '0' }] },
  updateContacts: { inputs: [{ id: '101', properties: { firstname: 'Augusta' }, objectWriteTraceId: '0' }] },
  upsertContacts: {
    inputs: [
      {
        id: 'ada@example.com',
        idProperty: 'email',
        properties: { email: 'ada@example.com', firstname: 'Augusta' },
        objectWriteTraceId: '0',
      },
    ],
  },
  company: { inputs: idsOf('201', '202'), properties: properties.companies },
  companiesByDomain: {
    filterGroups: [
      { filters: [{ propertyName: 'domain', operator: 'IN', values: ['analytical.example', 'bletchley.example'] }] },
    ],
    properties: properties.companies,
    limit: 200,
  },
  companyProperty: { archived: false, inputs: idsOf('201'), properties: ['hs_object_id'] },
  companies: { limit: 10 },
  searchCompanies: { filterGroups: [{ filters: [{ propertyName: 'name', operator: 'HAS_PROPERTY' }] }], limit: 10 },
  createCompany: { properties: { name: 'New Firm', domain: 'new.example' } },
  updateCompany: { id: '201', properties: { city: 'Oxford' } },
  createCompanies: { inputs: [{ properties: { name: 'New Firm', domain: 'new.example' }, objectWriteTraceId: '0' }] },
  updateCompanies: { inputs: [{ id: '201', properties: { city: 'Oxford' }, objectWriteTraceId: '0' }] },
  upsertCompanies: {
    inputs: [{ id: '201', idProperty: 'id', properties: { city: 'Oxford' }, objectWriteTraceId: '0' }],
  },
} satisfies Partial<Sandbox<typeof operations>['samples']>

/** The same for deals, tickets and notes. */
const work = {
  deal: { inputs: idsOf('301', '302'), properties: properties.deals },
  dealProperty: { archived: false, inputs: idsOf('301'), properties: ['hs_object_id'] },
  deals: { limit: 10 },
  searchDeals: { filterGroups: [{ filters: [{ propertyName: 'dealname', operator: 'HAS_PROPERTY' }] }], limit: 10 },
  createDeal: { properties: { dealname: 'New deal' } },
  updateDeal: { id: '301', properties: { dealstage: 'closedwon' } },
  createDeals: { inputs: [{ properties: { dealname: 'New deal' }, objectWriteTraceId: '0' }] },
  updateDeals: { inputs: [{ id: '301', properties: { dealstage: 'closedwon' }, objectWriteTraceId: '0' }] },
  upsertDeals: {
    inputs: [{ id: '301', idProperty: 'id', properties: { dealstage: 'closedwon' }, objectWriteTraceId: '0' }],
  },
  ticket: { inputs: idsOf('401', '402'), properties: properties.tickets },
  ticketProperty: { archived: false, inputs: idsOf('401'), properties: ['hs_object_id'] },
  tickets: { limit: 10 },
  searchTickets: { filterGroups: [{ filters: [{ propertyName: 'subject', operator: 'HAS_PROPERTY' }] }], limit: 10 },
  createTicket: { properties: { subject: 'New question', hs_pipeline_stage: '1' } },
  updateTicket: { id: '401', properties: { hs_ticket_priority: 'LOW' } },
  createTickets: {
    inputs: [{ properties: { subject: 'New question', hs_pipeline_stage: '1' }, objectWriteTraceId: '0' }],
  },
  updateTickets: { inputs: [{ id: '401', properties: { hs_ticket_priority: 'LOW' }, objectWriteTraceId: '0' }] },
  upsertTickets: {
    inputs: [{ id: '401', idProperty: 'id', properties: { hs_ticket_priority: 'LOW' }, objectWriteTraceId: '0' }],
  },
  note: { inputs: idsOf('501', '502'), properties: properties.notes },
  noteProperty: { archived: false, inputs: idsOf('501'), properties: ['hs_object_id'] },
  notes: { limit: 10 },
  searchNotes: { filterGroups: [{ filters: [{ propertyName: 'hs_note_body', operator: 'HAS_PROPERTY' }] }], limit: 10 },
  createNote: { properties: { hs_note_body: 'New note', hs_timestamp: '2026-01-05T09:00:00Z' } },
  updateNote: { id: '501', properties: { hs_note_body: 'Said again.' } },
  createNotes: {
    inputs: [
      { properties: { hs_note_body: 'New note', hs_timestamp: '2026-01-05T09:00:00Z' }, objectWriteTraceId: '0' },
    ],
  },
  updateNotes: { inputs: [{ id: '501', properties: { hs_note_body: 'Said again.' }, objectWriteTraceId: '0' }] },
} satisfies Partial<Sandbox<typeof operations>['samples']>

const links = {
  contactCompanies: { inputs: idsOf('101') },
  contactDeals: { inputs: idsOf('101') },
  contactTickets: { inputs: idsOf('101') },
  contactNotes: { inputs: idsOf('101') },
  companyContacts: { inputs: idsOf('201') },
  companyDeals: { inputs: idsOf('201') },
  companyTickets: { inputs: idsOf('201') },
  companyNotes: { inputs: idsOf('201') },
  dealContacts: { inputs: idsOf('301') },
  dealCompanies: { inputs: idsOf('301') },
  dealTickets: { inputs: idsOf('301') },
  dealNotes: { inputs: idsOf('301') },
  ticketContacts: { inputs: idsOf('401') },
  ticketCompanies: { inputs: idsOf('401') },
  ticketDeals: { inputs: idsOf('401') },
  ticketNotes: { inputs: idsOf('401') },
  noteContacts: { inputs: idsOf('501') },
  noteCompanies: { inputs: idsOf('501') },
  noteDeals: { inputs: idsOf('501') },
  noteTickets: { inputs: idsOf('501') },
  associate: { fromType: 'contacts', fromId: '101', toType: 'companies', toId: '205' },
} satisfies Partial<Sandbox<typeof operations>['samples']>

/** For each call one set of arguments that it answers well. */
export const samples: Sandbox<typeof operations>['samples'] = { ...people, ...work, ...links }
