import type { Customer } from '../rows.ts'
import { reject } from './problems.ts'
import { toCustomerTest } from './search.ts'
import { find, listOf, once, put, type Handlers, type StripeWorld } from './world.ts'

type Body = Omit<Parameters<Handlers['updateCustomer']>[0], 'id'>

/** A customer of whom nothing is known. */
export const blankCustomer = (id: string, created: number): Customer => ({
  id,
  object: 'customer',
  name: null,
  email: null,
  phone: null,
  description: null,
  address: null,
  currency: null,
  balance: 0,
  delinquent: false,
  preferred_locales: [],
  created,
  livemode: false,
  metadata: {},
})

/** In a form an empty text takes a value away; what is not sent stays. */
const over = (sent: string | null | undefined, had: string | null | undefined): string | null =>
  sent === undefined ? (had ?? null) : sent || null

const mergeAddress = (sent: Body['address'], had: Customer['address']): Customer['address'] => {
  if (sent === undefined) return had ?? null
  // An empty address arrives as an empty text, which is no address.
  if (sent === null || typeof sent !== 'object') return null
  const { line1, line2, city, state, postal_code: code, country } = sent
  return {
    line1: over(line1, had?.line1),
    line2: over(line2, had?.line2),
    city: over(city, had?.city),
    state: over(state, had?.state),
    postal_code: over(code, had?.postal_code),
    country: over(country, had?.country),
  }
}

const mergeMetadata = (sent: Body['metadata'], had: Customer['metadata']): Customer['metadata'] =>
  Object.fromEntries(Object.entries({ ...had, ...sent }).filter(([, value]) => value !== ''))

const merge = (customer: Customer, body: Body): Customer => {
  if (body.email && !/^[^@\s]+@[^@\s]+$/.test(body.email))
    reject({ code: 'email_invalid', message: `Invalid email address: ${body.email}`, param: 'email' })
  return {
    ...customer,
    name: over(body.name, customer.name),
    email: over(body.email, customer.email),
    phone: over(body.phone, customer.phone),
    description: over(body.description, customer.description),
    address: mergeAddress(body.address, customer.address),
    metadata: mergeMetadata(body.metadata, customer.metadata),
  }
}

const DEFAULT_LIMIT = 10

const search = (world: StripeWorld, args: Parameters<Handlers['searchCustomers']>[0]) => {
  const { query, limit = DEFAULT_LIMIT, page, expand } = args
  const fits = toCustomerTest(query)
  const all = [...world.customers.values()].toReversed().filter(fits)
  const start = page === undefined ? 0 : Number(Buffer.from(page, 'base64url').toString())
  if (!Number.isInteger(start)) reject({ message: 'Invalid page token.', param: 'page' })
  const more = start + limit < all.length
  return {
    object: 'search_result' as const,
    data: all.slice(start, start + limit),
    has_more: more,
    next_page: more ? Buffer.from(String(start + limit)).toString('base64url') : null,
    ...(expand.includes('total_count') && { total_count: all.length }),
  }
}

type Names = 'customer' | 'customers' | 'searchCustomers' | 'createCustomer' | 'updateCustomer'

/** Customers in Stripe's place. */
export const customerHandlers = (world: StripeWorld): Pick<Handlers, Names> => ({
  customer: ({ id }) =>
    world.deletedCustomers.has(id)
      ? { id, object: 'customer', deleted: true }
      : find(world.customers, id, { noun: 'customer' }),
  customers: ({ email, created, ...page }) => listOf(world.customers, page, { equal: { email }, created }),
  searchCustomers: (args) => search(world, args),
  createCustomer: once(world, (body: Body) =>
    put(world.customers, merge(blankCustomer(world.nextId('cus'), world.now()), body)),
  ),
  updateCustomer: once(world, ({ id, ...body }: Parameters<Handlers['updateCustomer']>[0]) =>
    put(world.customers, merge(find(world.customers, id, { noun: 'customer' }), body)),
  ),
})
