import type { HowFoundFragment, MatchedBy } from './graphql/graphql.ts'

const COUNTS = new Intl.NumberFormat()
const FORMATS = new Map<string, Intl.NumberFormat>()

/** An amount in the reader's own way of writing: `£39.00`. */
export const showMoney = (money: { readonly decimal: string; readonly currency: string } | null): string => {
  if (money === null) return ''
  const { decimal, currency } = money
  const format = FORMATS.get(currency) ?? new Intl.NumberFormat(undefined, { style: 'currency', currency })
  FORMATS.set(currency, format)
  return format.format(Number(decimal))
}

/** A word of a closed list as a reader would write it: `PAST_DUE` is "Past due". */
export const showWord = (word: string | null | undefined): string | null => {
  if (!word) return null
  const spaced = word.replaceAll('_', ' ').toLowerCase()
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1)
}

/** A number in the reader's own way of writing: `2,400`. */
export const showCount = (count: number): string => COUNTS.format(count)

const BY: Readonly<Record<MatchedBy, string>> = {
  EMAIL_ADDRESS: 'by e-mail address',
  LOGIN: 'by a noted login',
  ID: 'by a noted id',
  DOMAIN: 'by domain',
}

/** How sure it is that this is the person: `Found by e-mail address, verified`. */
export const showMatch = ({ outcome, by, confidence, candidates }: HowFoundFragment): string => {
  if (outcome === 'NOT_LINKED') return 'Nothing leads here from the other vendors.'
  if (outcome === 'NOT_FOUND') return 'Not known here.'
  const sure = confidence === 'VERIFIED' ? ', verified' : ', not verified'
  const several = candidates > 1 ? `, one of ${candidates}` : ''
  return `Found ${BY[by]}${sure}${several}`
}
