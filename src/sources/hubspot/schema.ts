import { toMoney } from '../../kit/index.ts'
import { COMPANY, CONTACT, DEAL, NOTE, TICKET } from './property-fields.ts'
import type { HubspotRow } from './shapes.ts'
import { bulkWrite, toCreated, toUpdated, toUpserted } from './schema/bulk.ts'
import type { Desk } from './schema/fields.ts'
import { addAssociate, addRelations } from './schema/links.ts'
import { addReads, addType, type Noun, type ObjectType } from './schema/noun.ts'
import { addWords } from './schema/words.ts'
import { addWrites, type Writes } from './schema/writes.ts'

const nounsOf = ({ load, page }: Desk) =>
  ({
    contacts: {
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
    companies: {
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
    deals: {
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
    tickets: {
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
    notes: {
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
  }) satisfies Record<string, Noun>

const writesOf = ({ call }: Desk) =>
  ({
    contacts: {
      create: call.createContact,
      update: call.updateContact,
      createMany: bulkWrite(call.createContacts, toCreated),
      updateMany: bulkWrite(call.updateContacts, toUpdated),
      upsertMany: bulkWrite(call.upsertContacts, toUpserted),
      upsertBy: 'email',
    },
    companies: {
      create: call.createCompany,
      update: call.updateCompany,
      createMany: bulkWrite(call.createCompanies, toCreated),
      updateMany: bulkWrite(call.updateCompanies, toUpdated),
      upsertMany: bulkWrite(call.upsertCompanies, toUpserted),
      upsertBy: null,
    },
    deals: {
      create: call.createDeal,
      update: call.updateDeal,
      createMany: bulkWrite(call.createDeals, toCreated),
      updateMany: bulkWrite(call.updateDeals, toUpdated),
      upsertMany: bulkWrite(call.upsertDeals, toUpserted),
      upsertBy: null,
    },
    tickets: {
      create: call.createTicket,
      update: call.updateTicket,
      createMany: bulkWrite(call.createTickets, toCreated),
      updateMany: bulkWrite(call.updateTickets, toUpdated),
      upsertMany: bulkWrite(call.upsertTickets, toUpserted),
      upsertBy: null,
    },
    notes: {
      create: call.createNote,
      update: call.updateNote,
      createMany: bulkWrite(call.createNotes, toCreated),
      updateMany: bulkWrite(call.updateNotes, toUpdated),
      upsertMany: null,
      upsertBy: null,
    },
  }) satisfies Record<string, Writes>

/** The amount with its currency; whole minor units, however many decimals HubSpot shows. */
const amountOf = ({ properties }: HubspotRow) => {
  const amount = properties['amount']
  const currency = properties['deal_currency_code']
  if (!amount || !currency) return null
  const money = toMoney(Number(amount), currency, 0)
  return { ...money, minorUnits: Math.round(money.minorUnits) }
}

/** Adds what only one of the types has. */
const addExtras = (
  { builder, query, load }: Desk,
  types: Record<'contacts' | 'companies' | 'deals', ObjectType>,
): void => {
  builder.objectFields(types.deals, (t) => ({
    amount: t.field({
      type: 'Money',
      nullable: true,
      description: 'The amount; null where there is none, or the portal has one currency and does not name it.',
      resolve: async (deal, _args, context) =>
        amountOf(deal.isPartial ? ((await load.deal(deal.id, context, deal)) ?? deal) : deal),
    }),
  }))
  query((t) => ({
    contactByEmail: t.load(load.contactByEmail, {
      type: types.contacts,
      description: 'The contact with this e-mail address, as its first or a further one. Null when HubSpot knows none.',
      args: { email: t.arg({ type: 'EmailAddress', required: true, description: 'The address.' }) },
      key: (_, { email }) => email,
    }),
    contactsByEmail: t.loadMany(load.contactByEmail, {
      type: types.contacts,
      description: 'Contacts by e-mail address, in the order of the addresses, null where HubSpot knows none.',
      args: { emails: t.arg({ type: ['EmailAddress'], required: true, description: 'At most 100 addresses.' }) },
      keys: (_, { emails }) => emails,
      atMost: 100,
    }),
    companiesByDomain: t.load(load.companiesByDomain, {
      type: [types.companies],
      description: 'The companies with this domain; HubSpot lets several share one.',
      args: { domain: t.arg.string({ required: true, description: 'The domain, without `www.`: `example.com`.' }) },
      key: (_, { domain }) =>
        domain
          .trim()
          .toLowerCase()
          .replace(/^www\./, ''),
    }),
  }))
}

/** What HubSpot adds to the graph. */
export const schema = (desk: Desk) => {
  const words = addWords(desk)
  const nouns = nounsOf(desk)
  const writes = writesOf(desk)
  const add = (noun: Noun, how: Writes): ObjectType => {
    const type = addType(desk, noun, words)
    addReads(desk, noun, { type, words })
    addWrites(desk, { noun, type, words, writes: how })
    return type
  }
  const types = {
    contacts: add(nouns.contacts, writes.contacts),
    companies: add(nouns.companies, writes.companies),
    deals: add(nouns.deals, writes.deals),
    tickets: add(nouns.tickets, writes.tickets),
    notes: add(nouns.notes, writes.notes),
  }
  addExtras(desk, types)
  addRelations(desk, {
    contacts: { ref: types.contacts, load: desk.load.contact },
    companies: { ref: types.companies, load: desk.load.company },
    deals: { ref: types.deals, load: desk.load.deal },
    tickets: { ref: types.tickets, load: desk.load.ticket },
    notes: { ref: types.notes, load: desk.load.note },
  })
  addAssociate(desk)
  return { HubspotContact: types.contacts, HubspotCompany: types.companies }
}
