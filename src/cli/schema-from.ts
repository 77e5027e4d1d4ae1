import { existsSync, readFileSync } from 'node:fs'
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql'
import { CommandError, UsageError } from './usage-error.ts'

const TIMEOUT_MS = 15_000

const toSchema = (where: string, build: () => GraphQLSchema): GraphQLSchema => {
  try {
    return build()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it cannot be read'
    throw new CommandError(`${where} holds no schema: ${why}`, { cause })
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const fromJson = (where: string, json: unknown): GraphQLSchema => {
  const data = isObject(json) && isObject(json['data']) ? json['data'] : json
  return toSchema(where, () => buildClientSchema(data as IntrospectionQuery))
}

const fromUrl = async (url: string, headers: Readonly<Record<string, string>>): Promise<GraphQLSchema> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new CommandError(`${url} does not answer; check the address, and that the server is running`, { cause })
  })
  const json: unknown = await response.json().catch(() => null)
  if (isObject(json) && isObject(json['data'])) return fromJson(url, json)
  throw new CommandError(
    `${url} answered ${response.status} and no schema; it may need --header 'authorization: Bearer …', and introspection switched on`,
  )
}

/** Reads a schema from a file (SDL, or the answer of an introspection as JSON) or from a GraphQL endpoint. */
export const readSchema = async (place: string, headers: Readonly<Record<string, string>>): Promise<GraphQLSchema> => {
  if (/^https?:\/\//.test(place)) return fromUrl(place, headers)
  if (!existsSync(place)) throw new UsageError(`${place} does not exist; give a file or a URL with https://`)
  const text = readFileSync(place, 'utf8')
  if (!place.endsWith('.json')) return toSchema(place, () => buildSchema(text))
  return toSchema(place, () => fromJson(place, JSON.parse(text)))
}
