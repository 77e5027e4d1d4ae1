import { HeadwatersError, linkedPage, type Call, type Links, type Load, type z } from '../../../kit/index.ts'
import { linksOf, OBJECT_TYPES } from '../operations/associations.ts'
import type { HubspotRow, LinkBatch } from '../shapes.ts'
import type { Desk } from './desk.ts'
import { digits } from './fields.ts'
import type { ObjectType } from './noun.ts'

/** Types of objects, as HubSpot's paths name them. */
export type TypeName = (typeof OBJECT_TYPES)[number]

/** The types of the graph by HubSpot's names, and what loads them. */
export type Types = Readonly<Record<TypeName, { readonly ref: ObjectType; readonly load: Load<string, HubspotRow> }>>

interface LinkVerbs {
  readonly load: Load<string, Links>
  readonly call: Call<{ inputs: { id: string; after?: string }[] }, z.output<typeof LinkBatch>>
}

/** What reads the links from one type to each other one. */
const verbsOf = ({ load, call }: Desk): Readonly<Record<TypeName, Partial<Record<TypeName, LinkVerbs>>>> => ({
  contacts: {
    companies: { load: load.contactCompanies, call: call.contactCompanies },
    deals: { load: load.contactDeals, call: call.contactDeals },
    tickets: { load: load.contactTickets, call: call.contactTickets },
    notes: { load: load.contactNotes, call: call.contactNotes },
  },
  companies: {
    contacts: { load: load.companyContacts, call: call.companyContacts },
    deals: { load: load.companyDeals, call: call.companyDeals },
    tickets: { load: load.companyTickets, call: call.companyTickets },
    notes: { load: load.companyNotes, call: call.companyNotes },
  },
  deals: {
    contacts: { load: load.dealContacts, call: call.dealContacts },
    companies: { load: load.dealCompanies, call: call.dealCompanies },
    tickets: { load: load.dealTickets, call: call.dealTickets },
    notes: { load: load.dealNotes, call: call.dealNotes },
  },
  tickets: {
    contacts: { load: load.ticketContacts, call: call.ticketContacts },
    companies: { load: load.ticketCompanies, call: call.ticketCompanies },
    deals: { load: load.ticketDeals, call: call.ticketDeals },
    notes: { load: load.ticketNotes, call: call.ticketNotes },
  },
  notes: {
    contacts: { load: load.noteContacts, call: call.noteContacts },
    companies: { load: load.noteCompanies, call: call.noteCompanies },
    deals: { load: load.noteDeals, call: call.noteDeals },
    tickets: { load: load.noteTickets, call: call.noteTickets },
  },
})

const pageOf = ({ load, call }: LinkVerbs, rows: Load<string, HubspotRow>) =>
  linkedPage<HubspotRow>({
    uses: load,
    first: load,
    more: async ({ key, after }, context, from) =>
      linksOf(await call({ inputs: [{ id: key, after }] }, context, from), key),
    rows,
  })

/** Adds to each type the pages of what it is linked to. */
export const addRelations = (desk: Desk, types: Types): void => {
  const verbs = verbsOf(desk)
  for (const from of OBJECT_TYPES) {
    desk.builder.objectFields(types[from].ref, (t) =>
      Object.fromEntries(
        OBJECT_TYPES.flatMap((to) => {
          const found = verbs[from][to]
          if (found === undefined) return []
          const field = t.pages(pageOf(found, types[to].load), {
            type: types[to].ref,
            description: `The ${to} that it is linked to.`,
            with: ({ id }) => ({ key: id }),
          })
          return [[to, field] as const]
        }),
      ),
    )
  }
}

const FIELDS = { contact: 'contacts', company: 'companies', deal: 'deals', ticket: 'tickets', note: 'notes' } as const
type LinkInput = { readonly [K in keyof typeof FIELDS]?: string | null | undefined }

const NAMES = ['contact', 'company', 'deal', 'ticket', 'note'] as const

/** The two ends of a new link. */
const endsOf = (input: LinkInput) => {
  const ends = NAMES.flatMap((name) => {
    const id = input[name]
    return id == null ? [] : [{ type: FIELDS[name], id: digits(id, name) }]
  })
  const [from, to, ...more] = ends
  if (from === undefined || to === undefined || more.length > 0) {
    throw new HeadwatersError(
      'BAD_USER_INPUT',
      'A link has two ends: send exactly two of contact, company, deal, ticket, note.',
      {
        source: 'hubspot',
        details: [{ field: 'input', issue: `${ends.length} ends in place of 2` }],
        outcome: 'notApplied',
      },
    )
  }
  return { fromType: from.type, fromId: from.id, toType: to.type, toId: to.id }
}

/** Adds the mutation that links two objects. */
export const addAssociate = ({ builder, mutation, call }: Desk): void => {
  const made = builder.objectRef<{ readonly status: string }>('HubspotAssociation').implement({
    description: 'A link between two objects.',
    fields: (t) => ({
      status: t.exposeString('status', { description: 'HubSpot’s word for how it went: `COMPLETE`.' }),
    }),
  })
  mutation((t) => ({
    associate: t.write(call.associate, {
      type: made,
      description: 'Links two objects in the most general way. Linking them again changes nothing.',
      input: (i) => ({
        contact: i.id({ description: 'A contact to link.' }),
        company: i.id({ description: 'A company to link.' }),
        deal: i.id({ description: 'A deal to link.' }),
        ticket: i.id({ description: 'A ticket to link.' }),
        note: i.id({ description: 'A note to link.' }),
      }),
      ids: {
        contact: 'HubspotContact',
        company: 'HubspotCompany',
        deal: 'HubspotDeal',
        ticket: 'HubspotTicket',
        note: 'HubspotNote',
      },
      with: endsOf,
    }),
  }))
}
