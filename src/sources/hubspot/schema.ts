import { toMoney, wholeOf } from '../../kit/index.ts'
import type { HubspotRow } from './shapes.ts'
import type { Desk } from './schema/desk.ts'
import { addAssociate, addRelations } from './schema/links.ts'
import { addReads, addType, type ObjectType } from './schema/noun.ts'
import { nounsOf, type NounWithWrites } from './schema/nouns.ts'
import { addWords } from './schema/words.ts'
import { addWrites } from './schema/writes.ts'

/** The amount with its currency, in whole minor units, however many decimals HubSpot shows. */
const amountOf = ({ properties }: HubspotRow) => {
  const amount = properties['amount']
  const currency = properties['deal_currency_code']
  if (!amount || !currency) return null
  const money = toMoney(Number(amount), currency, 0)
  return { ...money, minorUnits: Math.round(money.minorUnits) }
}

const addAmount = ({ builder, load }: Desk, deals: ObjectType): void =>
  builder.objectFields(deals, (t) => ({
    amount: t.field({
      type: 'Money',
      nullable: true,
      description: 'The amount; null where there is none, or the portal has one currency and does not name it.',
      uses: [wholeOf(load.deal)],
      resolve: async (deal, _args, context) =>
        amountOf(deal.isPartial ? ((await load.deal(deal.id, context, deal)) ?? deal) : deal),
    }),
  }))

const addPeople = ({ query, load }: Desk, contacts: ObjectType): void =>
  query((t) => ({
    contactByEmail: t.load(load.contactByEmail, {
      type: contacts,
      description: 'The contact with this e-mail address, as its first or a further one. Null when HubSpot knows none.',
      args: { email: t.arg({ type: 'EmailAddress', required: true, description: 'The address.' }) },
      key: (_, { email }) => email,
    }),
    contactsByEmail: t.loadMany(load.contactByEmail, {
      type: contacts,
      description: 'Contacts by e-mail address, in the order of the addresses, null where HubSpot knows none.',
      args: { emails: t.arg({ type: ['EmailAddress'], required: true, description: 'At most 100 addresses.' }) },
      keys: (_, { emails }) => emails,
      atMost: 100,
    }),
  }))

const addFirms = ({ query, load }: Desk, companies: ObjectType): void =>
  query((t) => ({
    companiesByDomain: t.load(load.companiesByDomain, {
      type: [companies],
      atMost: 10,
      description: 'The companies with this domain, of which there may be several. Null when HubSpot knows none.',
      args: { domain: t.arg.string({ required: true, description: 'The domain, without `www.`: `example.com`.' }) },
      key: (_, { domain }) =>
        domain
          .trim()
          .toLowerCase()
          .replace(/^www\./, ''),
    }),
  }))

/** What HubSpot adds to the graph. */
export const schema = (desk: Desk) => {
  const words = addWords(desk)
  const nouns = nounsOf(desk)
  const add = ({ noun, writes }: NounWithWrites) => {
    const type = addType(desk, noun, words)
    addReads(desk, noun, { type, words })
    addWrites(desk, { noun, type, words, writes })
    return { ref: type, load: noun.load }
  }
  const types = {
    contacts: add(nouns.contacts),
    companies: add(nouns.companies),
    deals: add(nouns.deals),
    tickets: add(nouns.tickets),
    notes: add(nouns.notes),
  }
  addPeople(desk, types.contacts.ref)
  addFirms(desk, types.companies.ref)
  addAmount(desk, types.deals.ref)
  addRelations(desk, types)
  addAssociate(desk)
  return { HubspotContact: types.contacts.ref, HubspotCompany: types.companies.ref }
}
