import { HeadwatersError } from './headwaters-error.ts'

/** What a global id names: one object of one type, at one account of a vendor. */
export interface GlobalId {
  /** The GraphQL type (`StripeCustomer`). */
  readonly type: string
  /** The account of the source that the object lives in (`stripe`, `stripe-eu`). */
  readonly account: string
  /** The vendor's own id, as it is; it may hold colons and any well-formed Unicode. */
  readonly id: string
}

const TYPE = /^[A-Z][A-Za-z0-9]*$/
const ACCOUNT = /^[a-z0-9][a-z0-9-]*$/

const problemOf = ({ type, account, id }: GlobalId): string | null => {
  if (!TYPE.test(type)) return 'its type must be a GraphQL type name (a capital letter, then letters and digits)'
  if (!ACCOUNT.test(account)) return 'its account must be lower-case letters, digits and dashes'
  if (id === '') return 'the vendor’s id is empty'
  // A lone surrogate has no UTF-8, so two different ids would become the same text.
  return id.isWellFormed() ? null : 'the vendor’s id is not well-formed Unicode'
}

const encode = ({ type, account, id }: GlobalId): string =>
  Buffer.from(`${type}:${account}:${id}`, 'utf8').toString('base64url')

/** Writes a global id: base64url without padding of `Type:account:id`. Throws INTERNAL when a part cannot be written. */
export const toGlobalId = (parts: GlobalId): string => {
  const problem = problemOf(parts)
  if (problem !== null) throw new HeadwatersError('INTERNAL', `A global id cannot be written: ${problem}.`)
  return encode(parts)
}

/** Reads a global id; null for every text that {@link toGlobalId} would not have written, such as a vendor's own id. */
export const decodeGlobalId = (text: string): GlobalId | null => {
  const plain = Buffer.from(text, 'base64url').toString('utf8')
  const first = plain.indexOf(':')
  const second = plain.indexOf(':', first + 1)
  if (first < 0 || second < 0) return null
  const parts = { type: plain.slice(0, first), account: plain.slice(first + 1, second), id: plain.slice(second + 1) }
  // Node reads base64 leniently (padding, both alphabets, stray bits): only what encodes back to the same text is ours.
  return problemOf(parts) === null && encode(parts) === text ? parts : null
}
