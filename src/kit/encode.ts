import { z } from 'zod'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { UpstreamRequest } from '../upstream/call.ts'
import type { Api } from './api.ts'
import { toForm, toQuery } from './form.ts'
import { labelOf, type Named } from './named.ts'
import type { Declared } from './operation.ts'
import type { Shape } from './shape.ts'
import { fillTemplate, slotsOf } from './template.ts'

type Args = Readonly<Record<string, unknown>>
type Place = 'path' | 'query' | 'body'

/** An operation with its checks compiled. */
interface Encoder {
  readonly placeOf: ReadonlyMap<string, Place>
  readonly takesNull: ReadonlySet<string>
  readonly check: Readonly<Record<Place, z.ZodType<Args>>>
}

const ENCODERS = new WeakMap<Declared, Encoder>()

const placesOf = (operation: Declared): ReadonlyMap<string, Place> => {
  const { query, body } = operation.shapes
  const all = [
    ...slotsOf(operation.path).map((name) => [name, 'path'] as const),
    ...Object.keys(query).map((name) => [name, 'query'] as const),
    ...Object.keys(body).map((name) => [name, 'body'] as const),
  ]
  const twice = all.find(([name], index) => all.findIndex(([other]) => other === name) !== index)
  if (twice)
    throw new TypeError(`${operation.method} ${operation.path}: the argument "${twice[0]}" stands in two places.`)
  return new Map(all)
}

/** Text that cannot change the path it stands in: `.` and `..` would walk up (RFC 3986, section 5.2.4). */
const segment = z.coerce
  .string()
  .refine((text) => text !== '' && text !== '.' && text !== '..', 'must not be empty, "." or ".."')
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')

const toEncoder = (operation: Declared): Encoder => {
  const { path, query, body } = operation.shapes
  const segments = Object.fromEntries(
    slotsOf(operation.path).map((name) => [name, path[name]?.pipe(segment) ?? segment]),
  )
  const isNullable = ([, shape]: readonly [string, z.ZodType]): boolean => shape.safeParse(null).success
  const strict = (shape: Shape): z.ZodType<Args> => z.strictObject(shape)
  return {
    placeOf: placesOf(operation),
    takesNull: new Set([...Object.entries(body)].filter(isNullable).map(([name]) => name)),
    check: { path: strict(segments), query: strict(query), body: strict(body) },
  }
}

const encoderOf = (operation: Declared): Encoder => {
  const known = ENCODERS.get(operation)
  if (known) return known
  const made = toEncoder(operation)
  ENCODERS.set(operation, made)
  return made
}

const badInput = (at: Named, issues: readonly { field: string; issue: string }[]): HeadwatersError =>
  new HeadwatersError(
    'BAD_USER_INPUT',
    `${labelOf(at)}: ${issues.map(({ field, issue }) => `${field}: ${issue}`).join('; ')}`,
    { ...at, details: issues, outcome: 'notApplied', beforeSending: true },
  )

/** Where a value has a key `__proto__`, which copying it would lose; null where it has none. */
const protoPathIn = (value: unknown, path: string): string | null => {
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inner] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`
    const found = name === '__proto__' ? at : protoPathIn(inner, at)
    if (found !== null) return found
  }
  return null
}

const sortOut = (encoder: Encoder, args: Args): Readonly<Record<Place, Args>> => {
  const placed: Record<Place, Record<string, unknown>> = { path: {}, query: {}, body: {} }
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || (value === null && !encoder.takesNull.has(name))) continue
    placed[encoder.placeOf.get(name) ?? 'body'][name] = value
  }
  return placed
}

/** Checks an operation's arguments and sorts them by where they go. Throws `BAD_USER_INPUT` that names each wrong one. */
export const checkArgs = (at: Named, operation: Declared, args: Args): Readonly<Record<Place, Args>> => {
  const proto = protoPathIn(args, '')
  if (proto !== null) throw badInput(at, [{ field: proto, issue: 'must not be named __proto__' }])
  const encoder = encoderOf(operation)
  const placed = sortOut(encoder, args)
  const results = (['path', 'query', 'body'] as const).map(
    (place) => [place, encoder.check[place].safeParse(placed[place])] as const,
  )
  const issues = results.flatMap(([, result]) => (result.success ? [] : result.error.issues))
  if (issues.length > 0) {
    throw badInput(
      at,
      issues.map((issue) => ({ field: issue.path.join('.') || 'arguments', issue: issue.message })),
    )
  }
  return Object.fromEntries(results.map(([place, result]) => [place, result.data ?? {}])) as Record<Place, Args>
}

const toUrl = (operation: Declared, api: Api, placed: Readonly<Record<Place, Args>>): string => {
  const path = fillTemplate(operation.path, (slot) => encodeURIComponent(String(placed.path[slot])))
  const query = api.queryLists === 'brackets' ? toForm(placed.query) : toQuery(placed.query)
  const base = api.baseUrl.endsWith('/') || path === '' ? api.baseUrl : `${api.baseUrl}/`
  return `${base}${path ?? ''}${query === '' ? '' : `?${query}`}`
}

const bodyOf = (
  operation: Declared,
  api: Api,
  body: Args,
): { body: string | null; headers: Record<string, string> } => {
  if (Object.keys(operation.shapes.body).length === 0) return { body: null, headers: {} }
  if (operation.encoding === 'json') {
    return { body: JSON.stringify(body), headers: { 'content-type': api.jsonType ?? 'application/json' } }
  }
  return { body: toForm(body), headers: { 'content-type': 'application/x-www-form-urlencoded' } }
}

const documentRequest = (operation: Declared, api: Api, args: Args): UpstreamRequest => {
  const { text = '', name = '' } = operation.document ?? {}
  const variables = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined))
  const document = { query: text, operationName: name, variables }
  return { method: 'POST', url: api.baseUrl, path: name, headers: { ...api.headers }, body: null, document }
}

/** Turns an operation's arguments into the request that will leave. */
export const encodeRequest = (at: Named, operation: Declared, known: { api: Api; args: Args }): UpstreamRequest => {
  const { api, args } = known
  if (operation.document) return documentRequest(operation, api, args)
  const placed = checkArgs(at, operation, args)
  const { body, headers } = bodyOf(operation, api, placed.body)
  return {
    method: operation.method,
    url: toUrl(operation, api, placed),
    path: operation.path,
    headers: { accept: 'application/json', ...api.headers, ...headers },
    body,
  }
}
