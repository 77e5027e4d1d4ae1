import type { ObjectRef } from '@pothos/core'
import { sealCursor, type CursorPosition } from '../core/cursor.ts'
import type { GraphBuilder, GraphTypes } from '../graph/builder.ts'
import { costing } from '../graph/field-cost.ts'
import type { Page } from './verbs.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>

/** What a connection's resolvers read: a page, and what its cursors are sealed with. */
export interface ConnectionValue {
  readonly page: Page<unknown>
  readonly seal: (position: CursorPosition) => string
}

interface EdgeValue {
  readonly row: Page<unknown>['rows'][number]
  readonly seal: ConnectionValue['seal']
}

/** Makes {@link ConnectionValue.seal}: cursors good for one list with one set of arguments. */
export const sealWith =
  (key: string, scope: string): ConnectionValue['seal'] =>
  (position) =>
    sealCursor(key, scope, position)

const rowValue = ({ row }: EdgeValue): unknown => {
  if (row.value instanceof Error) throw row.value
  return row.value
}

const PAGE_INFO = new WeakMap<GraphBuilder, ObjectRef<Types, ConnectionValue>>()
const CONNECTIONS = new WeakMap<GraphBuilder, Map<string, ObjectRef<Types, ConnectionValue>>>()

const pageInfoOf = (builder: GraphBuilder): ObjectRef<Types, ConnectionValue> => {
  const known = PAGE_INFO.get(builder)
  if (known) return known
  const cursorAt = (place: 0 | -1) => (value: ConnectionValue) => {
    const position = value.page.rows.at(place)?.position ?? (place === -1 ? value.page.end : null)
    return position ? value.seal(position) : null
  }
  const made = builder.objectRef<ConnectionValue>('PageInfo').implement({
    description: 'Where a page stands in its list (Relay).',
    fields: (t) => ({
      hasNextPage: t.boolean({ description: 'Whether rows follow this page.', resolve: ({ page }) => page.hasNext }),
      hasPreviousPage: t.boolean({
        description: 'Whether rows come before this page.',
        resolve: ({ page }) => page.hasPrevious,
      }),
      startCursor: t.string({
        nullable: true,
        description: "The first row's cursor, for `before`.",
        resolve: cursorAt(0),
      }),
      endCursor: t.string({
        nullable: true,
        description: "The last row's cursor, for `after`; that of the place to go on from where a page has no rows.",
        resolve: cursorAt(-1),
      }),
    }),
  })
  PAGE_INFO.set(builder, made)
  return made
}

/** A type that rows of a list have, by its ref. */
export interface NamedRef {
  readonly name: string
}

const createEdge = (
  builder: GraphBuilder,
  name: string,
  type: ObjectRef<Types, unknown>,
): ObjectRef<Types, EdgeValue> =>
  builder.objectRef<EdgeValue>(`${name}Edge`).implement({
    description: `One ${name} and its place in the list.`,
    fields: (t) => ({
      cursor: t.string({ description: "This row's place; opaque.", resolve: ({ row, seal }) => seal(row.position) }),
      node: t.field({
        type,
        nullable: true,
        description: 'The row; null when it could not be read.',
        resolve: rowValue,
      }),
    }),
  })

const rowsOf = ({ page }: ConnectionValue): readonly unknown[] => page.rows.map((row) => row.value)

const createConnection = (builder: GraphBuilder, node: NamedRef): ObjectRef<Types, ConnectionValue> => {
  const { name } = node
  const type = node as unknown as ObjectRef<Types, unknown>
  const edge = createEdge(builder, name, type)
  return builder.objectRef<ConnectionValue>(`${name}Connection`).implement({
    description: `A page of ${name} rows.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The rows with their cursors.',
        extensions: costing({ rows: 'page' }),
        resolve: ({ page, seal }) => page.rows.map((row) => ({ row, seal })),
      }),
      nodes: t.field({
        type: [type],
        nullable: { list: false, items: true },
        description: 'The rows alone.',
        extensions: costing({ rows: 'page' }),
        resolve: rowsOf as never,
      }),
      pageInfo: t.field({
        type: pageInfoOf(builder),
        description: 'Where this page stands.',
        resolve: (value) => value,
      }),
      totalCount: t.field({
        type: 'SafeInt',
        nullable: true,
        description: 'How many rows there are in all; null where the vendor does not say.',
        resolve: ({ page }) => page.total,
      }),
    }),
  })
}

/** The connection type of a row type; made once per schema. */
export const connectionOf = (builder: GraphBuilder, node: NamedRef): ObjectRef<Types, ConnectionValue> => {
  let known = CONNECTIONS.get(builder)
  if (!known) CONNECTIONS.set(builder, (known = new Map<string, ObjectRef<Types, ConnectionValue>>()))
  let made = known.get(node.name)
  if (!made) known.set(node.name, (made = createConnection(builder, node)))
  return made
}
