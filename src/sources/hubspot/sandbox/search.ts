import type { Stored } from './seed.ts'

/** A condition, as it comes. */
interface Filter {
  readonly propertyName: string
  readonly operator: string
  readonly value?: string | undefined
  readonly highValue?: string | undefined
  readonly values?: readonly string[] | undefined
}

/** A search, as it comes. */
export interface Search {
  readonly query?: string | undefined
  readonly filterGroups?: readonly { readonly filters: readonly Filter[] }[] | undefined
  readonly sorts?: readonly { readonly propertyName: string; readonly direction: string }[] | undefined
}

const valueOf = (object: Stored, name: string): string | null => {
  if (name === 'createdate') return String(Date.parse(object.createdAt))
  if (name === 'hs_object_id') return object.id
  return object.properties[name] ?? null
}

/** Numbers as numbers, moments as numbers, everything else as text in lower case. */
const comparable = (text: string): number | string => {
  const number = Number(text)
  if (text.trim() !== '' && !Number.isNaN(number)) return number
  const moment = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(moment) ? text.toLowerCase() : moment
}

const compare = (a: string, b: string): number => {
  const [left, right] = [comparable(a), comparable(b)]
  return left < right ? -1 : Number(left > right)
}

const tokensOf = (text: string): readonly string[] => text.toLowerCase().split(/[^\p{L}\p{N}*]+/u)

const hasToken = (text: string, wanted: string): boolean => {
  const patterns = tokensOf(wanted).map((token) => new RegExp(`^${token.replaceAll('*', '.*')}$`))
  return patterns.every((pattern) => tokensOf(text).some((token) => pattern.test(token)))
}

type Test = (value: string, filter: Required<Pick<Filter, 'value' | 'highValue' | 'values'>>) => boolean

const TESTS: Readonly<Record<string, Test>> = {
  EQ: (text, { value = '' }) => compare(text, value) === 0,
  LT: (text, { value = '' }) => compare(text, value) < 0,
  LTE: (text, { value = '' }) => compare(text, value) <= 0,
  GT: (text, { value = '' }) => compare(text, value) > 0,
  GTE: (text, { value = '' }) => compare(text, value) >= 0,
  BETWEEN: (text, { value = '', highValue = '' }) => compare(text, value) >= 0 && compare(text, highValue) <= 0,
  IN: (text, { values = [] }) => values.includes(text.toLowerCase()),
  CONTAINS_TOKEN: (text, { value = '' }) => hasToken(text, value),
  HAS_PROPERTY: () => true,
}

const OPPOSITES: Readonly<Record<string, string>> = {
  NEQ: 'EQ',
  NOT_IN: 'IN',
  NOT_CONTAINS_TOKEN: 'CONTAINS_TOKEN',
  NOT_HAS_PROPERTY: 'HAS_PROPERTY',
}

const holds = (object: Stored, filter: Filter): boolean => {
  const opposite = OPPOSITES[filter.operator]
  if (opposite) return !holds(object, { ...filter, operator: opposite })
  const value = valueOf(object, filter.propertyName)
  const { value: wanted, highValue, values } = filter
  return value !== null && (TESTS[filter.operator]?.(value, { value: wanted, highValue, values }) ?? false)
}

/** The operators that HubSpot knows. */
export const isOperator = (word: string): boolean => word in TESTS || word in OPPOSITES

/** What a search finds, in its order. */
export const find = (
  objects: readonly Stored[],
  { query, filterGroups = [], sorts = [] }: Search,
): readonly Stored[] => {
  const found = objects.filter(
    (object) =>
      (filterGroups.length === 0 || filterGroups.some(({ filters }) => filters.every((one) => holds(object, one)))) &&
      (query === undefined || Object.values(object.properties).some((text) => text && hasToken(text, query))),
  )
  const [sort] = sorts
  if (sort === undefined) return found
  const sign = sort.direction === 'DESCENDING' ? -1 : 1
  return found.toSorted(
    (a, b) => sign * compare(valueOf(a, sort.propertyName) ?? '', valueOf(b, sort.propertyName) ?? ''),
  )
}
