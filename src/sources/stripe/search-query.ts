import { HeadwatersError } from '../../kit/index.ts'

/** What customers can be searched by; several are joined by "and". */
export interface CustomerSearch {
  /** Stripe's own search language, instead of the other fields. */
  readonly query?: string | null | undefined
  readonly email?: string | null | undefined
  readonly name?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly metadata?: readonly { readonly key: string; readonly value: string }[] | null | undefined
}

/** A value in quotes; quotes and backslashes in it are escaped, so that a value can never become part of the language. */
const quoted = (value: string): string => `"${value.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`

const clausesOf = ({ email, name, phone, metadata }: CustomerSearch): readonly string[] => [
  ...(email ? [`email:${quoted(email)}`] : []),
  ...(name ? [`name~${quoted(name)}`] : []),
  ...(phone ? [`phone:${quoted(phone)}`] : []),
  ...(metadata ?? []).map(({ key, value }) => `metadata[${quoted(key)}]:${quoted(value)}`),
]

const refusal = (issue: string): HeadwatersError =>
  new HeadwatersError('BAD_USER_INPUT', `stripe.searchCustomers: ${issue}`, { details: [{ field: 'query', issue }] })

/** Writes a search in Stripe's search language (docs.stripe.com/search#search-query-language). */
export const toSearchQuery = (search: CustomerSearch): string => {
  const clauses = clausesOf(search)
  const raw = search.query?.trim() ?? ''
  if (raw !== '' && clauses.length > 0) throw refusal('`query` cannot be combined with the other arguments.')
  if (raw === '' && clauses.length === 0) throw refusal('send `query`, or at least one of the other arguments.')
  return raw === '' ? clauses.join(' AND ') : raw
}
