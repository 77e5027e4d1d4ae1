import type { InterfaceRef, ObjectFieldsShape, ObjectRef } from '@pothos/core'
import { decodeGlobalId, toGlobalId } from '../core/global-id.ts'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { GraphBuilder, GraphTypes } from '../graph/builder.ts'
import type { RequestContext } from '../graph/context.ts'
import { costing, type Use } from '../graph/field-cost.ts'
import { AccountRef } from './account-ref.ts'
import type { NamedRef } from './connection.ts'
import type { Registry } from './registry.ts'
import { upTo } from './uses.ts'
import { globalIdOf } from './vendor-id.ts'
import type { From, Load } from './verbs.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>

/** A type that `node(id:)` can fetch. */
interface NodeKind {
  readonly source: string
  /** What fetching one asks; null where it asks nobody. */
  readonly use: Use | null
  readonly fetch: (id: string, context: RequestContext, from: From) => Promise<unknown>
}

/** What `node` and `nodes` know: every node type of a schema, and the type of each value they fetched. */
export interface NodeDesk {
  readonly ref: InterfaceRef<Types, object>
  readonly kinds: Map<string, NodeKind>
  readonly typeOf: WeakMap<object, string>
}

/** What a node type is made of. */
export interface NodeOptions<Row> {
  readonly description: string
  /** The vendor's own id of a row. */
  readonly id: (row: Row) => string
  readonly fields: ObjectFieldsShape<Types, Row>
  /** Interfaces that the type implements beside `Node`; they say themselves how they resolve to it. */
  readonly interfaces?: readonly NamedRef[]
}

/** What {@link DefineNode} makes, for sources that keep their types in files of their own. */
export type NodeRef<Row> = ObjectRef<Types, Row>

/** The field builder that `fields` is given, for sources that write the fields of a large type in groups. */
export type RowFields<Row> = PothosSchemaTypes.ObjectFieldBuilder<Types, Row>

/** `node(name, load.x, …)`: an object type that has a global id and can be fetched again by it. */
export type DefineNode = <Key extends string, Row extends object>(
  name: string,
  load: Load<Key, Row>,
  options: NodeOptions<Row>,
) => NodeRef<Row>

/** Adds the `Node` interface. */
export const createNodeDesk = (builder: GraphBuilder): NodeDesk => {
  const typeOf = new WeakMap<object, string>()
  const ref = builder.interfaceRef<object>('Node').implement({
    description: 'An object with an id of its own across all sources (Relay).',
    fields: (t) => ({
      id: t.id({ description: "The object's id across all sources; `node(id:)` fetches it again.", resolve: () => '' }),
    }),
    resolveType: (value) => typeOf.get(value) ?? null,
  })
  return { ref, kinds: new Map(), typeOf }
}

/** Makes {@link DefineNode} for one source. */
export const createDefineNode =
  (builder: GraphBuilder, known: { registry: Registry; desk: NodeDesk; source: string }): DefineNode =>
  (name, load, options) => {
    const { registry, desk, source } = known
    desk.kinds.set(name, {
      source,
      use: upTo(1, load),
      fetch: (id, context, from) => load(id as never, context, from),
    })
    const ref = builder.objectRef<Parameters<typeof options.id>[0]>(name)
    ref.implement({
      description: options.description,
      interfaces: [desk.ref, ...(options.interfaces ?? [])] as never,
      fields: (t) => ({
        id: t.id({
          description: "The object's id across all sources; `node(id:)` fetches it again.",
          resolve: (row) => globalIdOf(registry, row, { source, type: name, id: options.id(row) }),
        }),
        vendorId: t.string({ description: "The vendor's own id.", resolve: (row) => options.id(row) }),
        ...options.fields(t),
      }),
    })
    return ref
  }

/** What an entity is made of: a type that no single vendor owns. */
export interface EntityOptions<Value> {
  readonly description: string
  /** What tells one from another: a normalised address, say. */
  readonly id: (value: Value) => string
  /** Makes it from its id again; null for a text that is none. */
  readonly fetch: (id: string) => Value | null
  readonly fields: ObjectFieldsShape<Types, Value>
}

/** `entity(name, …)`: an object type with a global id whose parts come from several sources. */
export type DefineEntity = <Value extends object>(name: string, options: EntityOptions<Value>) => NodeRef<Value>

/** What stands in an entity's global id in place of an account. */
const NO_ACCOUNT = 'default'

/** Makes {@link DefineEntity}. */
export const createDefineEntity =
  (builder: GraphBuilder, desk: NodeDesk): DefineEntity =>
  <Value extends object>(name: string, { description, id, fetch, fields }: EntityOptions<Value>) => {
    desk.kinds.set(name, { source: name, use: null, fetch: async (given) => fetch(given) })
    const ref = builder.objectRef<Value>(name)
    ref.implement({
      description,
      interfaces: [desk.ref] as never,
      fields: (t) => ({
        id: t.id({
          description: "The object's id across all sources; `node(id:)` fetches it again.",
          resolve: (value) => toGlobalId({ type: name, account: NO_ACCOUNT, id: id(value) }),
        }),
        ...fields(t),
      }),
    })
    return ref
  }

const notAnId = (given: string): HeadwatersError =>
  new HeadwatersError(
    'BAD_USER_INPUT',
    `Argument \`id\`: "${given.slice(0, 40)}" is not the id of a node. Send the \`id\` field of an object; a vendor's own id goes to the field of its type.`,
    { details: [{ field: 'id', issue: 'not the id of a node' }] },
  )

const fetchNode = async (desk: NodeDesk, given: string, context: RequestContext): Promise<object | null> => {
  const id = decodeGlobalId(given.trim())
  const kind = id === null ? undefined : desk.kinds.get(id.type)
  if (id === null || kind === undefined) throw notAnId(given)
  const row = await kind.fetch(id.id, context, new AccountRef(kind.source, id.account))
  if (typeof row !== 'object' || row === null) return null
  desk.typeOf.set(row, id.type)
  return row
}

/** The most ids that `nodes` takes. */
const MAX_NODES = 100

const tooMany = (count: number): HeadwatersError =>
  new HeadwatersError('BAD_USER_INPUT', `Argument \`ids\` has ${count} ids; send at most ${MAX_NODES}.`, {
    details: [{ field: 'ids', issue: `more than ${MAX_NODES}` }],
  })

/** What fetching these ids asks: their types and accounts stand in them. */
const usesOf = (desk: NodeDesk, ids: readonly unknown[]): readonly Use[] =>
  ids.slice(0, MAX_NODES).flatMap((given) => {
    const id = decodeGlobalId(String(given).trim())
    const use = id === null ? null : desk.kinds.get(id.type)?.use
    return id && use ? [{ ...use, account: id.account }] : []
  })

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Adds `node` and `nodes` to the query type. */
export const addNodeFields = (builder: GraphBuilder, desk: NodeDesk): void => {
  builder.queryFields((t) => ({
    node: t.field({
      type: desk.ref,
      nullable: true,
      description: 'Fetches any object by its id.',
      args: { id: t.arg.id({ required: true, description: 'The `id` of the object.' }) },
      extensions: costing({ uses: ({ id }) => usesOf(desk, [id]) }),
      resolve: (_root, { id }, context) => fetchNode(desk, String(id), context),
    }),
    nodes: t.field({
      type: [desk.ref],
      nullable: { list: false, items: true },
      description: `Fetches objects by their ids, in their order; at most ${MAX_NODES}.`,
      args: { ids: t.arg.idList({ required: true, description: 'The `id`s of the objects.' }) },
      extensions: costing({
        uses: ({ ids }) => usesOf(desk, listOf(ids)),
        rows: ({ ids }) => Math.min(MAX_NODES, listOf(ids).length),
        isApart: true,
      }),
      resolve: (_root, { ids }, context) => {
        if (ids.length > MAX_NODES) throw tooMany(ids.length)
        return ids.map((id) => fetchNode(desk, String(id), context)) as never
      },
    }),
  }))
}
