import { GraphQLEnumType, type GraphQLSchema } from 'graphql'
import { HeadwatersError } from '../core/headwaters-error.ts'
import { createBuilder, type GraphBuilder } from '../graph/builder.ts'
import { addErrorTypes, defineExpected } from '../graph/error-types.ts'
import { addMoney } from '../graph/money.ts'
import { addScalars } from '../graph/scalars.ts'
import { AccountRef } from './account-ref.ts'
import { createVerbs } from './create-verbs.ts'
import { addItemErrors } from './bulk-type.ts'
import type { AnySource } from './define-source.ts'
import { setDesk } from './desk.ts'
import { createExtensionDesk, type Extension } from './extension.ts'
import { MountError, toLine } from './mount-error.ts'
import { defineJsonScalar } from './json-scalar.ts'
import { toMutationName, toTypePrefix } from './names.ts'
import { addNodeFields, createDefineNode, createNodeDesk, type NodeDesk } from './node.ts'
import type { Registry } from './registry.ts'
import type { SchemaDesk } from './schema-desk.ts'
import { addSourcesField } from './sources-field.ts'
import './pages-field.ts'
import './read-fields.ts'
import './write-field.ts'

type QueryFields = Parameters<SchemaDesk['query']>[0]

/** Collects a source's reads, and hangs them under its namespace field once all are told. */
const createNamespace = (builder: GraphBuilder, source: AnySource) => {
  const parts: QueryFields[] = []
  const hang = (): void => {
    if (parts.length === 0) return
    const type = builder.objectRef<AccountRef>(toTypePrefix(source.name)).implement({
      description: source.description,
      fields: (t) => Object.assign({}, ...parts.map((part) => part(t))) as ReturnType<QueryFields>,
    })
    builder.queryField(source.name, (t) =>
      t.field({
        type,
        description: `${source.description} All reads of this source.`,
        args: { account: t.arg.id({ description: 'Which account; the first one when left out.' }) },
        resolve: (_root, { account }) => new AccountRef(source.name, account ?? null),
      }),
    )
  }
  return { query: (part: QueryFields) => void parts.push(part), hang }
}

const prefixed = (source: AnySource, fields: Readonly<Record<string, unknown>>): never =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [toMutationName(source.name, name), field])) as never

/** Adds a source, and answers what it shares. */
const addSource = (
  source: AnySource,
  known: { builder: GraphBuilder; registry: Registry; nodes: NodeDesk },
): unknown => {
  const { builder, registry, nodes } = known
  const verbs = createVerbs(source, registry)
  const namespace = createNamespace(builder, source)
  const loaders = source.loaders?.(verbs as never) ?? {}
  const earned = { ...verbs, load: { ...verbs.load, ...loaders } }
  const types = source.schema({
    builder,
    node: createDefineNode(builder, { registry, desk: nodes, source: source.name }),
    json: (name: string, description: string) => defineJsonScalar(builder, name, description),
    query: namespace.query,
    mutation: (fields: Parameters<SchemaDesk['mutation']>[0]) =>
      builder.mutationFields((t) => prefixed(source, fields(t))),
    expected: (declaration: Parameters<SchemaDesk['expected']>[0]) => defineExpected(builder, declaration),
    ...earned,
  } as never)
  namespace.hang()
  return { ...earned, types }
}

/**
 * Makes an enum refuse a word that it does not know as what it is: an answer of the vendor that no longer fits. The field
 * is null with an `UPSTREAM_SHAPE` error, and its siblings stand.
 */
const guardEnum = (type: GraphQLEnumType): void => {
  const serialize = type.serialize.bind(type)
  type.serialize = (value: unknown) => {
    if (type.getValues().some((known) => known.value === value)) return serialize(value)
    throw new HeadwatersError('UPSTREAM_SHAPE', `The vendor answered a word that ${type.name} does not know.`, {
      details: [{ field: type.name, issue: 'unknown enum value' }],
    })
  }
}

/** Runs what an author wrote; what it throws then says whose it is. */
const withName = <T>(who: string, run: () => T): T => {
  try {
    return run()
  } catch (cause) {
    throw new MountError(`${who} threw while the schema was built: ${toLine(cause)}`, { cause })
  }
}

/** What a schema is built from. */
export interface SchemaParts {
  readonly sources: readonly AnySource[]
  /** What stands across sources. @default none */
  readonly extensions?: readonly Extension[]
}

/** Builds the one schema over a list of sources, and what stands across them. */
export const buildSchema = ({ sources, extensions = [] }: SchemaParts, registry: Registry): GraphQLSchema => {
  const builder = createBuilder()
  builder.queryType({ description: 'Reads. Each source has one field; `node` finds any object by its id.' })
  builder.mutationType({ description: 'Writes, run in the order in which they stand.' })
  addScalars(builder)
  addMoney(builder)
  addErrorTypes(builder)
  addItemErrors(builder)
  const nodes = createNodeDesk(builder)
  setDesk({ builder, registry, nodes })
  const add = (source: AnySource): unknown => addSource(source, { builder, registry, nodes })
  const shared = new Map(
    sources.map((source) => [source.name, withName(`The source ${source.name}`, () => add(source))]),
  )
  const desk = createExtensionDesk(builder, nodes, shared)
  for (const { name, schema } of extensions) withName(`The extension ${name}`, () => schema(desk))
  addNodeFields(builder, nodes)
  addSourcesField(builder, registry)
  const schema = builder.toSchema()
  for (const type of Object.values(schema.getTypeMap())) if (type instanceof GraphQLEnumType) guardEnum(type)
  return schema
}
