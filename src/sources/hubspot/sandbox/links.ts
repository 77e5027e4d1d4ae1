import { refuse, reply } from '../../../kit/index.ts'
import type { Store, TypeName } from './store.ts'
import { refusal } from './trouble.ts'

/** So many links of one object come in one answer; HubSpot's own number is larger, and this one shows its pages. */
const PIECE = 5

const pieceOf = (ids: readonly string[], after: string | undefined) => {
  const start = Number(after ?? 0)
  const end = start + PIECE
  const paging = end < ids.length ? { next: { after: String(end) } } : undefined
  const to = ids.slice(start, end).map((id) => ({
    toObjectId: Number(id),
    associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null }],
  }))
  return { to, paging }
}

const readLinks =
  (store: Store, from: TypeName, to: TypeName) =>
  ({ inputs }: { inputs: readonly { id: string; after?: string | undefined }[] }) => {
    const linked = inputs.map(({ id, after }) => ({ id, ...pieceOf(store.linkedTo(from, id, to), after) }))
    const results = linked.flatMap(({ id, to: ends, paging }) =>
      ends.length === 0 ? [] : { from: { id }, to: ends, paging },
    )
    const lonely = linked.filter(({ to: ends }) => ends.length === 0)
    const errors = lonely.map(({ id }) => ({
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      message: `No ${to} is associated with ${from} ${id}.`,
      context: { fromObjectId: [id], fromObjectType: [from], toObjectType: [to] },
    }))
    const body = { status: 'COMPLETE', results: results.toReversed() }
    return errors.length === 0 ? body : reply(207, { ...body, errors, numErrors: errors.length })
  }

interface Ends {
  readonly fromType: TypeName
  readonly fromId: string
  readonly toType: TypeName
  readonly toId: string
}

const associate = (store: Store) => (ends: Ends) => {
  const { fromType, fromId, toType, toId } = ends
  if (!store.get(fromType, fromId) || !store.get(toType, toId)) return refuse(404, refusal(404))
  store.link([fromType, fromId], [toType, toId])
  return { status: 'COMPLETE', results: [{ from: { id: fromId }, to: { id: toId } }] }
}

/** How HubSpot answers the calls about links. */
export const linksIn = (store: Store) => ({
  contactCompanies: readLinks(store, 'contacts', 'companies'),
  contactDeals: readLinks(store, 'contacts', 'deals'),
  contactTickets: readLinks(store, 'contacts', 'tickets'),
  contactNotes: readLinks(store, 'contacts', 'notes'),
  companyContacts: readLinks(store, 'companies', 'contacts'),
  companyDeals: readLinks(store, 'companies', 'deals'),
  companyTickets: readLinks(store, 'companies', 'tickets'),
  companyNotes: readLinks(store, 'companies', 'notes'),
  dealContacts: readLinks(store, 'deals', 'contacts'),
  dealCompanies: readLinks(store, 'deals', 'companies'),
  dealTickets: readLinks(store, 'deals', 'tickets'),
  dealNotes: readLinks(store, 'deals', 'notes'),
  ticketContacts: readLinks(store, 'tickets', 'contacts'),
  ticketCompanies: readLinks(store, 'tickets', 'companies'),
  ticketDeals: readLinks(store, 'tickets', 'deals'),
  ticketNotes: readLinks(store, 'tickets', 'notes'),
  noteContacts: readLinks(store, 'notes', 'contacts'),
  noteCompanies: readLinks(store, 'notes', 'companies'),
  noteDeals: readLinks(store, 'notes', 'deals'),
  noteTickets: readLinks(store, 'notes', 'tickets'),
  associate: associate(store),
})
