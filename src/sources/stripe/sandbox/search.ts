import type { Customer } from '../rows.ts'
import { reject } from './problems.ts'

type Test = (customer: Customer) => boolean

/** One clause of Stripe's search language: `-email:"a"`, `name~"lov"`, `created>=10`, `metadata["k"]:"v"`. */
const CLAUSE =
  /^(?<not>-?)(?<field>[a-z_]+)(?:\[(?<key>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\])?(?<sign>:|~|>=|<=|>|<)(?<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+|null)/

/** Fields of customers that can be searched (docs.stripe.com/search#query-fields-for-customers). */
const FIELDS = ['created', 'email', 'metadata', 'name', 'phone'] as const

const unparsed = (): never =>
  reject({ message: 'We were unable to parse your search query. See https://stripe.com/docs/search.', param: 'query' })

const unquote = (text: string): string => (/^["']/.test(text) ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text)

const same = (has: string | null | undefined, wanted: string): boolean => has?.toLowerCase() === wanted.toLowerCase()

const compare = (has: number, sign: string, wanted: number): boolean => {
  if (sign === ':') return has === wanted
  if (sign.startsWith('>')) return has > wanted || (sign === '>=' && has === wanted)
  return has < wanted || (sign === '<=' && has === wanted)
}

const readField = (customer: Customer, field: string, key: string | undefined): string | null | undefined => {
  if (field === 'metadata') return customer.metadata[key ?? '']
  return field === 'email' ? customer.email : field === 'name' ? customer.name : customer.phone
}

const toTest = (groups: Readonly<Record<string, string | undefined>>): Test => {
  const { field = '', sign = ':', not } = groups
  const value = unquote(groups.value ?? '')
  const key = groups.key === undefined ? undefined : unquote(groups.key)
  if (!FIELDS.some((known) => known === field))
    return reject({
      message: `Field \`${field}\` is an unsupported search field for resource \`customers\`.`,
      param: 'query',
    })
  if (sign === '~' && value.length < 3)
    return reject({ message: 'Substring search needs at least 3 characters.', param: 'query' })
  const holds: Test = (customer) => {
    if (field === 'created') return compare(customer.created, sign, Number(value))
    const has = readField(customer, field, key)
    if (groups.value === 'null') return has === null || has === undefined
    return sign === '~' ? (has ?? '').toLowerCase().includes(value.toLowerCase()) : same(has, value)
  }
  return not === '-' ? (customer) => !holds(customer) : holds
}

/** Reads a query; clauses are joined by AND or by OR, never by both. */
export const toCustomerTest = (query: string): Test => {
  const tests: Test[] = []
  const joints = new Set<string>()
  let rest = query.trim()
  for (;;) {
    const clause = CLAUSE.exec(rest)
    if (clause?.groups === undefined) return unparsed()
    tests.push(toTest(clause.groups))
    rest = rest.slice(clause[0].length).trim()
    if (rest === '') break
    const joint = /^(AND|OR)\s+/i.exec(rest)
    joints.add(joint?.[1]?.toUpperCase() ?? 'AND')
    rest = rest.slice(joint?.[0].length ?? 0)
  }
  if (joints.size > 1) return unparsed()
  return joints.has('OR')
    ? (customer) => tests.some((test) => test(customer))
    : (customer) => tests.every((test) => test(customer))
}
