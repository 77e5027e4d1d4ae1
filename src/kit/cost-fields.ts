import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isObjectType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql'

/** What a document is read with. */
export interface Reading {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly variables: Readonly<Record<string, unknown>>
}

/** One field of a selection, its repetitions merged. */
export interface Selected {
  readonly type: GraphQLCompositeType
  readonly nodes: FieldNode[]
  /** Whether it comes later than its siblings, so that it shares no batch with them. */
  readonly isDeferred: boolean
}

type Selections = Map<string, Selected>

interface At {
  readonly type: GraphQLCompositeType
  readonly isDeferred: boolean
}

const isLeftOut = (node: SelectionNode, { variables }: Reading): boolean =>
  getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true ||
  getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] === false

const addField = (node: FieldNode, { type, isDeferred }: At, found: Selections): void => {
  const key = `${(node.alias ?? node.name).value}@${type.name}${isDeferred ? '~' : ''}`
  const known = found.get(key)
  if (known) known.nodes.push(node)
  else found.set(key, { type, nodes: [node], isDeferred })
}

/** The type that a fragment's fields belong to: an object stays what it is, and has no part in fragments on another. */
const narrow = (type: GraphQLCompositeType, condition: GraphQLCompositeType | undefined, { schema }: Reading) => {
  if (condition === undefined || condition === type) return type
  if (!isObjectType(type)) return condition
  return !isObjectType(condition) && schema.isSubType(condition, type) ? type : null
}

const isDefer = (node: SelectionNode): boolean => node.directives?.some(({ name }) => name.value === 'defer') ?? false

/** What one collection of fields has found, and the fragments that it has opened: each once for a type, as graphql-js does. */
interface Collecting {
  readonly reading: Reading
  readonly found: Selections
  readonly opened: Set<string>
}

const isOpened = (node: SelectionNode, at: At, { opened }: Collecting): boolean => {
  if (node.kind !== Kind.FRAGMENT_SPREAD) return false
  const key = `${node.name.value}@${at.type.name}${at.isDeferred || isDefer(node) ? '~' : ''}`
  if (opened.has(key)) return true
  opened.add(key)
  return false
}

const addFragment = (node: SelectionNode, at: At, known: Collecting): void => {
  if (isOpened(node, at, known)) return
  const { reading } = known
  const fragment =
    node.kind === Kind.FRAGMENT_SPREAD
      ? reading.fragments.get(node.name.value)
      : node.kind === Kind.INLINE_FRAGMENT
        ? node
        : undefined
  if (fragment === undefined) return
  const condition = fragment.typeCondition && typeFromAST(reading.schema, fragment.typeCondition)
  const type = narrow(at.type, condition as GraphQLCompositeType | undefined, reading)
  if (type === null) return
  const inside = { type, isDeferred: at.isDeferred || isDefer(node) }
  collect(fragment.selectionSet.selections, inside, known)
}

const collect = (selections: readonly SelectionNode[], at: At, known: Collecting): void => {
  for (const node of selections) {
    if (isLeftOut(node, known.reading)) continue
    if (node.kind === Kind.FIELD) addField(node, at, known.found)
    else addFragment(node, at, known)
  }
}

/** The fields that are selected of a type: fragments opened, repetitions merged, what is skipped left out. */
export const selectedOf = (
  type: GraphQLCompositeType,
  nodes: readonly { readonly selectionSet?: FieldNode['selectionSet'] }[],
  reading: Reading,
): readonly Selected[] => {
  const found: Selections = new Map()
  const opened = new Set<string>()
  for (const { selectionSet } of nodes) {
    collect(selectionSet?.selections ?? [], { type, isDeferred: false }, { reading, found, opened })
  }
  return [...found.values()]
}
