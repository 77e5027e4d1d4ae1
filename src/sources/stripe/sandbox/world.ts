import { refuse, reply, type Sandbox, type SandboxRequest } from '../../../kit/index.ts'
import type { operations } from '../operations.ts'
import type * as rows from '../rows.ts'
import { missing, problem, reject } from './problems.ts'

/** The functions that answer in Stripe's place. */
export type Handlers = Sandbox<typeof operations>['operations']

/** Everything there is, each kind oldest first. Rows are replaced, never changed. */
export interface StripeWorld {
  /** Seconds since 1970. */
  readonly now: () => number
  /** The next id with this prefix. */
  readonly nextId: (prefix: string) => string
  readonly customers: Map<string, rows.Customer>
  readonly deletedCustomers: Set<string>
  readonly products: Map<string, rows.Product>
  readonly prices: Map<string, rows.Price>
  readonly subscriptions: Map<string, rows.Subscription>
  readonly invoices: Map<string, rows.Invoice>
  readonly invoiceLines: Map<string, readonly rows.InvoiceLine[]>
  readonly invoicePayments: Map<string, rows.InvoicePayment>
  readonly paymentIntents: Map<string, rows.PaymentIntent>
  readonly charges: Map<string, rows.Charge>
  readonly refunds: Map<string, rows.Refund>
  readonly disputes: Map<string, rows.Dispute>
  /** First outcomes by idempotency key. */
  readonly outcomes: Map<string, Outcome>
}

interface Outcome {
  readonly operation: string
  readonly args: string
  readonly end: { readonly value: unknown } | { readonly thrown: unknown }
}

/** A world in which nothing has happened yet. */
export const createWorld = (now: () => number): StripeWorld => {
  let count = 0
  return {
    now,
    nextId: (prefix) => `${prefix}_new${String((count += 1)).padStart(6, '0')}`,
    customers: new Map(),
    deletedCustomers: new Set(),
    products: new Map(),
    prices: new Map(),
    subscriptions: new Map(),
    invoices: new Map(),
    invoiceLines: new Map(),
    invoicePayments: new Map(),
    paymentIntents: new Map(),
    charges: new Map(),
    refunds: new Map(),
    disputes: new Map(),
    outcomes: new Map(),
  }
}

/** Puts a row in its place. */
export const put = <Row extends { readonly id: string }>(kind: Map<string, Row>, row: Row): Row => {
  kind.set(row.id, row)
  return row
}

/** The row of this id, or Stripe's "no such". */
export const find = <Row>(kind: ReadonlyMap<string, Row>, id: string, known: { noun: string; param?: string }): Row =>
  kind.get(id) ?? missing(known.noun, id, known.param ?? 'id')

interface PageArgs {
  readonly limit?: number | undefined
  readonly starting_after?: string | undefined
  readonly ending_before?: string | undefined
}

/** Rows of a page when the request does not say. */
const DEFAULT_LIMIT = 10

const placeOf = <Row extends { readonly id: string }>(all: readonly Row[], id: string, param: string): number => {
  const place = all.findIndex((row) => row.id === id)
  return place < 0 ? missing('object', id, param) : place
}

/** A page of rows, which are given in the order of the list. */
export const pageOf = <Row extends { readonly id: string }>(all: readonly Row[], args: PageArgs) => {
  const { limit = DEFAULT_LIMIT, starting_after: after, ending_before: before } = args
  if (after !== undefined && before !== undefined)
    reject({ code: 'parameters_exclusive', message: 'You may only specify one of: ending_before, starting_after.' })
  if (before !== undefined) {
    const end = placeOf(all, before, 'ending_before')
    const data = all.slice(Math.max(0, end - limit), end)
    return { object: 'list' as const, data, has_more: end > limit }
  }
  const start = after === undefined ? 0 : placeOf(all, after, 'starting_after') + 1
  return { object: 'list' as const, data: all.slice(start, start + limit), has_more: start + limit < all.length }
}

/** What a list is narrowed by: fields that have to be equal where they are asked for, and the moment of creation. */
export interface Narrowing<Row> {
  readonly equal?: Partial<{ readonly [K in keyof Row]: Row[K] | undefined }>
  readonly created?: { readonly gte?: number | undefined; readonly lt?: number | undefined } | undefined
  readonly where?: (row: Row) => boolean
}

/** A page of a kind, newest first. */
export const listOf = <Row extends { readonly id: string; readonly created: number }>(
  kind: ReadonlyMap<string, Row>,
  args: PageArgs,
  { equal = {}, created, where = () => true }: Narrowing<Row> = {},
) => {
  const wanted = Object.entries(equal).filter(([, value]) => value !== undefined)
  const fits = (row: Row): boolean =>
    wanted.every(([name, value]) => Reflect.get(row, name) === value) &&
    row.created >= (created?.gte ?? 0) &&
    row.created < (created?.lt ?? Infinity) &&
    where(row)
  return pageOf([...kind.values()].toReversed().filter(fits), args)
}

const REUSED = 'Keys for idempotent requests can only be used with the same parameters they were first used with.'

const replay = <R>(outcome: Outcome, operation: string, args: string): R => {
  if (outcome.operation !== operation || outcome.args !== args)
    return refuse(400, problem({ type: 'idempotency_error', message: REUSED }))
  if ('thrown' in outcome.end) throw outcome.end.thrown
  return reply(200, outcome.end.value as R, { 'idempotent-replayed': 'true' })
}

const attempt = <R>(act: () => R): Outcome['end'] => {
  try {
    return { value: act() }
  } catch (thrown) {
    return { thrown }
  }
}

/** Does a write once for each idempotency key; a repetition is answered with the first outcome, good or bad. */
export const once =
  <A, R>(world: StripeWorld, handle: (args: A) => R) =>
  (args: A, { headers, operation }: SandboxRequest): R => {
    const key = headers['idempotency-key']
    if (key === undefined) return handle(args)
    const said = JSON.stringify(args)
    const known = world.outcomes.get(key)
    if (known) return replay(known, operation, said)
    const end = attempt(() => handle(args))
    world.outcomes.set(key, { operation, args: said, end })
    if ('thrown' in end) throw end.thrown
    return end.value as R
  }
