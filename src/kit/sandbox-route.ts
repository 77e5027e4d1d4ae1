import { z } from 'zod'
import { fromForm } from './form.ts'
import type { Declared, Operations } from './operation.ts'

/** One request that reached a sandbox, for tests that count. */
export interface SeenRequest {
  readonly operation: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A request, matched to an operation, with its arguments as they came. */
export interface Matched {
  readonly name: string
  readonly operation: Declared
  readonly args: Readonly<Record<string, unknown>>
}

interface Incoming {
  readonly method: string
  /** Path below the base URL, without a leading slash. */
  readonly path: string
  readonly query: string
  readonly type: string
  readonly body: string
}

interface RoutePattern {
  readonly name: string
  readonly operation: Declared
  readonly pattern: RegExp
  readonly slots: readonly string[]
  /** Templates with fewer slots are tried first: `customers/search` before `customers/{id}`. */
  readonly weight: number
}

const toPattern = (name: string, operation: Declared): RoutePattern => {
  const slots: string[] = []
  const source = operation.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{([^}]+)\}/g, (_slot, slot: string) => {
    slots.push(slot)
    return '([^/]+)'
  })
  return { name, operation, pattern: new RegExp(`^${source}$`), slots, weight: slots.length }
}

const readBody = ({ type, body }: Incoming): Readonly<Record<string, unknown>> => {
  if (body === '') return {}
  if (type.includes('form-urlencoded')) return fromForm(body)
  return JSON.parse(body) as Readonly<Record<string, unknown>>
}

/** Whether the operation declares every name of the query: two operations may share a route and differ in that. */
const fits = (route: RoutePattern, incoming: Incoming): boolean => {
  const known = route.operation.shapes.query
  return [...new URLSearchParams(incoming.query).keys()].every((key) => (key.split('[')[0] ?? key) in known)
}

/** Whether the body is one of this operation's own: of several operations on a route the first such one is meant. */
const fitsBody = ({ operation }: RoutePattern, incoming: Incoming): boolean =>
  !incoming.type.includes('json') || z.strictObject(operation.shapes.body).safeParse(readBody(incoming)).success

/** Of several operations on a route the first that the body is one of; else the first. */
const pickRoute = (routes: readonly RoutePattern[], incoming: Incoming): RoutePattern | undefined => {
  const fitting = routes.filter(
    (route) => route.operation.method === incoming.method && route.pattern.test(incoming.path) && fits(route, incoming),
  )
  const [first, ...others] = fitting
  if (first === undefined || others.length === 0) return first
  return fitting.find((route) => route.weight === first.weight && fitsBody(route, incoming)) ?? first
}

const matchRoute = (routes: readonly RoutePattern[], incoming: Incoming): Matched | null => {
  const route = pickRoute(routes, incoming)
  const found = route?.pattern.exec(incoming.path)
  if (route === undefined || !found) return null
  const slots = Object.fromEntries(route.slots.map((slot, index) => [slot, decodeURIComponent(found[index + 1] ?? '')]))
  const args = { ...fromForm(incoming.query), ...readBody(incoming), ...slots }
  return { name: route.name, operation: route.operation, args }
}

const matchDocument = (operations: Operations, incoming: Incoming): Matched | null => {
  if (incoming.path !== '' || incoming.body === '') return null
  const { operationName, variables = {} } = readBody(incoming) as { operationName?: string; variables?: object }
  const found = Object.entries(operations).find(
    ([, { document }]) => document !== null && document.name === operationName,
  )
  return found ? { name: found[0], operation: found[1], args: { ...variables } } : null
}

/** Makes the matcher of a sandbox: which operation a request is, by method and template, or by the document's name. */
export const createMatcher = (operations: Operations): ((incoming: Incoming) => Matched | null) => {
  const routes = Object.entries(operations)
    .filter(([, { document }]) => document === null)
    .map(([name, operation]) => toPattern(name, operation))
    .toSorted((a, b) => a.weight - b.weight)
  return (incoming) => matchRoute(routes, incoming) ?? matchDocument(operations, incoming)
}
