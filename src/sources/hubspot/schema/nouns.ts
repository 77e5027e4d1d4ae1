import { COMPANY, CONTACT, DEAL, NOTE, TICKET } from '../property-fields.ts'
import { bulkWrite, toCreated, toUpdated, toUpserted } from './bulk.ts'
import type { Desk } from './desk.ts'
import type { Noun } from './noun.ts'
import type { Writes } from './writes.ts'

/** A type of object, with what reads and what writes it. */
export interface NounWithWrites {
  readonly noun: Noun
  readonly writes: Writes
}

const contacts = ({ load, page, call }: Desk): NounWithWrites => ({
  noun: {
    type: 'HubspotContact',
    one: 'contact',
    many: 'contacts',
    description: 'A person that the firm knows.',
    fields: CONTACT,
    load: load.contact,
    property: load.contactProperty,
    list: page.contacts,
    search: page.searchContacts,
  },
  writes: {
    create: call.createContact,
    update: call.updateContact,
    createMany: bulkWrite(call.createContacts, toCreated),
    updateMany: bulkWrite(call.updateContacts, toUpdated),
    upsertMany: bulkWrite(call.upsertContacts, toUpserted),
    upsertBy: 'email',
  },
})

const companies = ({ load, page, call }: Desk): NounWithWrites => ({
  noun: {
    type: 'HubspotCompany',
    one: 'company',
    many: 'companies',
    description: 'A firm that the firm knows.',
    fields: COMPANY,
    load: load.company,
    property: load.companyProperty,
    list: page.companies,
    search: page.searchCompanies,
  },
  writes: {
    create: call.createCompany,
    update: call.updateCompany,
    createMany: bulkWrite(call.createCompanies, toCreated),
    updateMany: bulkWrite(call.updateCompanies, toUpdated),
    upsertMany: bulkWrite(call.upsertCompanies, toUpserted),
    upsertBy: null,
  },
})

const deals = ({ load, page, call }: Desk): NounWithWrites => ({
  noun: {
    type: 'HubspotDeal',
    one: 'deal',
    many: 'deals',
    description: 'A sale: under way, won or lost.',
    fields: DEAL,
    load: load.deal,
    property: load.dealProperty,
    list: page.deals,
    search: page.searchDeals,
  },
  writes: {
    create: call.createDeal,
    update: call.updateDeal,
    createMany: bulkWrite(call.createDeals, toCreated),
    updateMany: bulkWrite(call.updateDeals, toUpdated),
    upsertMany: bulkWrite(call.upsertDeals, toUpserted),
    upsertBy: null,
  },
})

const tickets = ({ load, page, call }: Desk): NounWithWrites => ({
  noun: {
    type: 'HubspotTicket',
    one: 'ticket',
    many: 'tickets',
    description: 'A request for help.',
    fields: TICKET,
    load: load.ticket,
    property: load.ticketProperty,
    list: page.tickets,
    search: page.searchTickets,
  },
  writes: {
    create: call.createTicket,
    update: call.updateTicket,
    createMany: bulkWrite(call.createTickets, toCreated),
    updateMany: bulkWrite(call.updateTickets, toUpdated),
    upsertMany: bulkWrite(call.upsertTickets, toUpserted),
    upsertBy: null,
  },
})

const notes = ({ load, page, call }: Desk): NounWithWrites => ({
  noun: {
    type: 'HubspotNote',
    one: 'note',
    many: 'notes',
    description: 'A note in the timeline of what it is linked to.',
    fields: NOTE,
    load: load.note,
    property: load.noteProperty,
    list: page.notes,
    search: page.searchNotes,
  },
  writes: {
    create: call.createNote,
    update: call.updateNote,
    createMany: bulkWrite(call.createNotes, toCreated),
    updateMany: bulkWrite(call.updateNotes, toUpdated),
    upsertMany: null,
    upsertBy: null,
  },
})

/** Every type of object, by HubSpot's name. */
export const nounsOf = (desk: Desk) => ({
  contacts: contacts(desk),
  companies: companies(desk),
  deals: deals(desk),
  tickets: tickets(desk),
  notes: notes(desk),
})
