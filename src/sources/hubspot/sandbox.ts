import type { Sandbox, SandboxRequest, World } from '../../kit/index.ts'
import type { operations } from './operations.ts'
import { linksIn } from './sandbox/links.ts'
import { objectsOf } from './sandbox/objects.ts'
import { samples } from './sandbox/samples.ts'
import { createStore, type Store } from './sandbox/store.ts'
import { CORRELATION_ID, refusal } from './sandbox/trouble.ts'

/** Calls in ten seconds, and on a day, that the sandbox says it allows. */
const WINDOW = 190
const DAY = 500_000

/** Searches come without the counts. */
const headersOf = ({ count, operation }: SandboxRequest): Readonly<Record<string, string>> => ({
  'x-hubspot-correlation-id': CORRELATION_ID,
  ...(operation.startsWith('search') || operation === 'companiesByDomain'
    ? {}
    : {
        'x-hubspot-ratelimit-max': String(WINDOW),
        'x-hubspot-ratelimit-remaining': String(WINDOW - 1 - (count % 20)),
        'x-hubspot-ratelimit-interval-milliseconds': '10000',
        'x-hubspot-ratelimit-daily': String(DAY),
        'x-hubspot-ratelimit-daily-remaining': String(DAY - count),
      }),
})

const people = (store: Store) => {
  const contacts = objectsOf(store, 'contacts')
  const companies = objectsOf(store, 'companies')
  return {
    contact: contacts.readBatch,
    contactByEmail: contacts.readBatch,
    contactProperty: contacts.readBatch,
    contacts: contacts.list,
    searchContacts: contacts.search,
    createContact: contacts.create,
    updateContact: contacts.update,
    createContacts: contacts.createBatch,
    updateContacts: contacts.updateBatch,
    upsertContacts: contacts.upsertBatch,
    company: companies.readBatch,
    companiesByDomain: companies.search,
    companyProperty: companies.readBatch,
    companies: companies.list,
    searchCompanies: companies.search,
    createCompany: companies.create,
    updateCompany: companies.update,
    createCompanies: companies.createBatch,
    updateCompanies: companies.updateBatch,
    upsertCompanies: companies.upsertBatch,
  }
}

const work = (store: Store) => {
  const deals = objectsOf(store, 'deals')
  const tickets = objectsOf(store, 'tickets')
  const notes = objectsOf(store, 'notes')
  return {
    deal: deals.readBatch,
    dealProperty: deals.readBatch,
    deals: deals.list,
    searchDeals: deals.search,
    createDeal: deals.create,
    updateDeal: deals.update,
    createDeals: deals.createBatch,
    updateDeals: deals.updateBatch,
    upsertDeals: deals.upsertBatch,
    ticket: tickets.readBatch,
    ticketProperty: tickets.readBatch,
    tickets: tickets.list,
    searchTickets: tickets.search,
    createTicket: tickets.create,
    updateTicket: tickets.update,
    createTickets: tickets.createBatch,
    updateTickets: tickets.updateBatch,
    upsertTickets: tickets.upsertBatch,
    note: notes.readBatch,
    noteProperty: notes.readBatch,
    notes: notes.list,
    searchNotes: notes.search,
    createNote: notes.create,
    updateNote: notes.update,
    createNotes: notes.createBatch,
    updateNotes: notes.updateBatch,
  }
}

/** HubSpot on this machine: sixty people at twelve firms, with deals, tickets and notes. */
export const sandbox = (world: World): Sandbox<typeof operations> => {
  const store = createStore(world)
  return {
    operations: { ...people(store), ...work(store), ...linksIn(store) },
    samples,
    headers: headersOf,
    refusal,
  }
}
