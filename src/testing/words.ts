import { strict as assert } from 'node:assert'
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import { buildSchema } from '../kit/build-schema.ts'
import { toMutationName, toTypePrefix } from '../kit/names.ts'
import { promise, type ListPromises } from './promise.ts'
import type { Stage } from './stage.ts'

interface Described {
  readonly name: string
  readonly description?: string | null | undefined
}

type Part = readonly [path: string, part: Described]

/** Everything of a type that a reader meets. */
const partsOf = (type: GraphQLNamedType): readonly Part[] => {
  const own: Part = [type.name, type]
  const inner = (parts: Iterable<Described>): Part[] => [...parts].map((part) => [`${type.name}.${part.name}`, part])
  if (isEnumType(type)) return [own, ...inner(type.getValues())]
  if (isInputObjectType(type)) return [own, ...inner(Object.values(type.getFields()))]
  if (!isObjectType(type) && !isInterfaceType(type)) return [own]
  const fields = Object.values(type.getFields())
  const args = fields.flatMap((field) =>
    field.args.map((arg): Part => [`${type.name}.${field.name}(${arg.name}:)`, arg]),
  )
  return [own, ...inner(fields), ...args]
}

const typesOf = (schema: GraphQLSchema): readonly GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))

const describeAll = async ({ graph }: Stage): Promise<void> => {
  const mute = typesOf(graph.schema)
    .flatMap(partsOf)
    .filter(([, { description }]) => !description?.trim())
  assert.deepEqual(
    mute.map(([path]) => path),
    [],
    'what is not described',
  )
}

/** Types that every schema has, and the one that comes with the first connection. */
const commonTypes = ({ graph }: Stage): ReadonlySet<string> =>
  new Set([...typesOf(buildSchema({ sources: [] }, graph.registry)).map(({ name }) => name), 'PageInfo'])

const prefixAll = async (stage: Stage): Promise<void> => {
  const { graph, source } = stage
  const prefix = toTypePrefix(source.name)
  const common = commonTypes(stage)
  const own = typesOf(graph.schema).filter(({ name }) => !common.has(name))
  assert.deepEqual(
    own.filter(({ name }) => !name.startsWith(prefix)).map(({ name }) => name),
    [],
    `types without ${prefix}`,
  )
  const mutations = Object.keys(graph.schema.getMutationType()?.getFields() ?? {})
  const start = toMutationName(source.name, '')
  assert.deepEqual(
    mutations.filter((name) => !name.startsWith(start)),
    [],
    `mutations without ${start}`,
  )
  const reads = Object.keys(graph.schema.getQueryType()?.getFields() ?? {})
  const others = reads.filter((name) => !['node', 'nodes', 'sources', source.name].includes(name))
  assert.deepEqual(others, [], 'reads that are not in the namespace field')
}

const verifyWebhook = async ({ source, configs, secrets }: Stage): Promise<void> => {
  const config = configs[0] ?? {}
  const verify = source.webhook?.({ config: config as never })?.verify
  assert.ok(verify, 'a webhook has to say how it is verified')
  assert.ok(secrets().includes(verify.secret), 'its secret has to be one of the configuration, marked by `secret()`')
  assert.ok(verify.signs.includes('{raw}'), 'the raw body has to be signed')
  if (verify.at === undefined) return
  assert.ok(verify.signs.includes('{at}'), 'a time stamp that is not signed proves nothing')
  const { toleranceMs = 0 } = verify
  assert.ok(toleranceMs > 0 && toleranceMs <= 3_600_000, 'a stamped delivery needs `toleranceMs`, an hour at most')
}

/** How a source speaks: in the graph, and by webhook. */
export const wordPromises: ListPromises = (source) => [
  promise(source, 'types and mutations carry the prefix of the source', prefixAll),
  promise(source, 'every type, field, argument and enum value is described', describeAll),
  ...(source.webhook === undefined
    ? []
    : [promise(source, 'the webhook is verified, within a tolerance where it is stamped', verifyWebhook)]),
]
