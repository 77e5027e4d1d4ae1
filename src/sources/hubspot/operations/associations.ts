import { byNames, failed, read, write, z, type Links, type Outcomes } from '../../../kit/index.ts'
import { Associated, contextOf, LinkBatch } from '../shapes.ts'
import { ASSOCIATIONS, OBJECTS } from '../version.ts'
import { FRESH } from './objects.ts'

type LinkAnswer = z.output<typeof LinkBatch>

/** Most inputs of one call for links (developers.hubspot.com/changelog, February 2025). */
const LINKS_MAX = 1_000

/** What one object of an answer is linked to; nothing when the answer does not have it. */
export const linksOf = ({ results }: LinkAnswer, id: string): Links =>
  results.find(({ from }) => from.id === id) ?? { ids: [], next: null }

/** "Not found" is said of an object without links as well; either way there is nothing to follow. */
const outcomesOf = ({ results, errors }: LinkAnswer): Outcomes<Links> => {
  const failures = errors.map((error) =>
    failed(error.category ?? 'OBJECT_NOT_FOUND', [...contextOf(error, 'ids'), ...contextOf(error, 'fromObjectId')]),
  )
  return byNames(results, ({ from }) => [from.id], failures)
}

/** Links of objects, a thousand a call. An object without any is missing from the answer. */
const links = {
  body: { inputs: z.array(z.object({ id: z.string().min(1), after: z.string().optional() })).max(LINKS_MAX) },
  answer: LinkBatch,
  batch: {
    max: LINKS_MAX,
    ask: (ids: readonly string[]) => ({ inputs: ids.map((id) => ({ id })) }),
    outcomes: outcomesOf,
  },
  cache: { ttlMs: FRESH.links, tags: ['links:{key}'] },
} as const

/** Types of objects, as HubSpot's paths name them. */
export const OBJECT_TYPES = ['contacts', 'companies', 'deals', 'tickets', 'notes'] as const

const objectType = z.enum(OBJECT_TYPES)

/** Every call about links, by name: which objects of the second type each object of the first is linked to. */
export const associations = {
  contactCompanies: read(`POST ${ASSOCIATIONS}/contacts/companies/batch/read`, links),
  contactDeals: read(`POST ${ASSOCIATIONS}/contacts/deals/batch/read`, links),
  contactTickets: read(`POST ${ASSOCIATIONS}/contacts/tickets/batch/read`, links),
  contactNotes: read(`POST ${ASSOCIATIONS}/contacts/notes/batch/read`, links),
  companyContacts: read(`POST ${ASSOCIATIONS}/companies/contacts/batch/read`, links),
  companyDeals: read(`POST ${ASSOCIATIONS}/companies/deals/batch/read`, links),
  companyTickets: read(`POST ${ASSOCIATIONS}/companies/tickets/batch/read`, links),
  companyNotes: read(`POST ${ASSOCIATIONS}/companies/notes/batch/read`, links),
  dealContacts: read(`POST ${ASSOCIATIONS}/deals/contacts/batch/read`, links),
  dealCompanies: read(`POST ${ASSOCIATIONS}/deals/companies/batch/read`, links),
  dealTickets: read(`POST ${ASSOCIATIONS}/deals/tickets/batch/read`, links),
  dealNotes: read(`POST ${ASSOCIATIONS}/deals/notes/batch/read`, links),
  ticketContacts: read(`POST ${ASSOCIATIONS}/tickets/contacts/batch/read`, links),
  ticketCompanies: read(`POST ${ASSOCIATIONS}/tickets/companies/batch/read`, links),
  ticketDeals: read(`POST ${ASSOCIATIONS}/tickets/deals/batch/read`, links),
  ticketNotes: read(`POST ${ASSOCIATIONS}/tickets/notes/batch/read`, links),
  noteContacts: read(`POST ${ASSOCIATIONS}/notes/contacts/batch/read`, links),
  noteCompanies: read(`POST ${ASSOCIATIONS}/notes/companies/batch/read`, links),
  noteDeals: read(`POST ${ASSOCIATIONS}/notes/deals/batch/read`, links),
  noteTickets: read(`POST ${ASSOCIATIONS}/notes/tickets/batch/read`, links),
  associate: write(`PUT ${OBJECTS}/{fromType}/{fromId}/associations/default/{toType}/{toId}`, {
    path: { fromType: objectType, toType: objectType },
    answer: Associated,
    idempotency: 'natural',
    forgets: ['links:{fromId}', 'links:{toId}'],
  }),
} as const
