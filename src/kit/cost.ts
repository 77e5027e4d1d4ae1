import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isCompositeType,
  isInterfaceType,
  isListType,
  isUnionType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql'
import { HeadwatersError } from '../core/headwaters-error.ts'
import { costOf, type CostArgs, type CostExtension } from '../graph/field-cost.ts'
import { selectedOf, type Reading, type Selected } from './cost-fields.ts'
import { createLedger, type Arrival, type Ledger, type Share } from './cost-ledger.ts'

/** What is about to be executed. */
export interface Planned {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** How many calls an operation may make, at most. Repeated attempts are not in it, and what is cached makes it fewer. */
export interface Estimate {
  readonly calls: number
  readonly bySource: Readonly<Record<string, number>>
  /** Which fields ask how often. */
  readonly shares: readonly Share[]
}

/** Rows that a list counts which nobody has bounded. */
const UNBOUNDED_ROWS = 10

/** Most fields that are looked at: fragments inside fragments could make a short document a long walk. */
const MOST_FIELDS = 20_000

/** Where the walk stands: objects of one kind, how many there may be, and how they come. */
interface Place {
  readonly parents: number
  readonly arrival: Arrival
  readonly account: string
  /** Rows of the lists below, where a field above has told. */
  readonly page: number | null
  readonly isWritten: boolean
  readonly path: string
}

interface Walk {
  readonly reading: Reading
  readonly ledger: Ledger
  left: number
}

type Field = GraphQLField<unknown, unknown>

const tooLong = (): HeadwatersError =>
  new HeadwatersError(
    'TOO_COSTLY',
    `The operation selects more than ${MOST_FIELDS} fields, with its fragments opened; ask for less at once.`,
  )

/** The field's arguments; null where they are wrong, in which case the field fails and asks nobody. */
const argsOf = (field: Field, { nodes }: Selected, { variables }: Reading): CostArgs | null => {
  const [node] = nodes
  if (node === undefined) return null
  try {
    return getArgumentValues(field, node, variables)
  } catch {
    return null
  }
}

/** The account that the arguments name, which holds for everything below; otherwise the one from above. */
const accountOf = ({ account, input }: CostArgs, above: string): string => {
  const inside = typeof input === 'object' && input !== null ? (input as CostArgs)['account'] : undefined
  const named = account ?? inside
  return typeof named === 'string' ? named : above
}

/** Notes what a field asks, one after the other or side by side; tells how its value arrives. */
const noteUses = (
  cost: CostExtension | null,
  args: CostArgs,
  known: { walk: Walk; place: Place; seen: Set<string> },
) => {
  const { walk, place, seen } = known
  let { arrival } = place
  const landed = new Set<Arrival>()
  for (const use of cost?.uses?.(args) ?? []) {
    if (use.ofWritten) {
      const name = `${use.source}.${use.operation}`
      if (!place.isWritten || seen.has(name)) continue
      seen.add(name)
    }
    const next = walk.ledger.note(use, { ...place, arrival: cost?.isApart ? place.arrival : arrival })
    landed.add(next)
    arrival = next
  }
  if (!cost?.isApart || landed.size === 0) return arrival
  return { groups: [...landed].reduce((sum, { groups }) => sum + groups, 0) }
}

const rowsOf = (cost: CostExtension | null, args: CostArgs, page: number | null): number => {
  const rows = cost?.rows
  return (rows === 'page' ? page : rows?.(args)) ?? UNBOUNDED_ROWS
}

const isStreamed = ({ nodes }: Selected): boolean =>
  nodes.some(({ directives }) => directives?.some(({ name }) => name.value === 'stream'))

/** What a write answered may be a part; what was read below it is whole. */
const isWrittenBelow = (cost: CostExtension | null, { isWritten }: Place): boolean =>
  cost?.isWrite ?? (cost?.uses === undefined && isWritten)

const walkField = (field: Field, selected: Selected, known: { walk: Walk; place: Place; seen: Set<string> }): void => {
  const { walk, place, seen } = known
  const args = argsOf(field, selected, walk.reading)
  if (args === null) return
  const cost = costOf(field)
  const path = [...(place.path === '' ? [] : [place.path]), field.name].join('.')
  const here = { ...place, account: accountOf(args, place.account), path }
  const arrival = noteUses(cost, args, { walk, place: here, seen })
  const type = getNamedType(field.type)
  const isList = isListType(getNullableType(field.type))
  const parents = place.parents * (isList ? rowsOf(cost, args, place.page) : 1)
  if (!isCompositeType(type) || parents === 0) return
  walkSelections(selectedOf(type, selected.nodes, walk.reading), walk, {
    ...here,
    parents,
    arrival: isList && isStreamed(selected) ? { groups: parents } : arrival,
    page: cost?.page?.(args) ?? (isList ? null : place.page),
    isWritten: isWrittenBelow(cost, place),
  })
}

/** The definitions of a field: one, or of an interface those of every type that may stand for it. */
const fieldsOf = ({ type, nodes }: Selected, { schema }: Reading): readonly Field[] => {
  const name = nodes[0]?.name.value ?? ''
  if (isUnionType(type)) return []
  if (!isInterfaceType(type)) return [type.getFields()[name]].filter((field) => field !== undefined)
  const all = [type, ...schema.getPossibleTypes(type)].flatMap((one) => one.getFields()[name] ?? [])
  const asks = new Map(all.map((field) => [`${costOf(field)?.source ?? ''}.${costOf(field)?.operation ?? ''}`, field]))
  return [...asks.values()]
}

const walkSelections = (selections: readonly Selected[], walk: Walk, place: Place): void => {
  const seen = new Set<string>()
  const later = { ...place, arrival: { groups: place.arrival.groups } }
  for (const selected of selections) {
    walk.left -= 1
    if (walk.left < 0) throw tooLong()
    for (const field of fieldsOf(selected, walk.reading)) {
      walkField(field, selected, { walk, place: selected.isDeferred ? later : place, seen })
    }
  }
}

const fragmentsOf = ({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  )

/**
 * Estimates how many calls a valid operation will make, at most, before any of it runs. Null where it will not run at all:
 * there is no such operation, or its variables do not fit.
 */
export const estimateCost = ({ schema, document, operationName, variables }: Planned): Estimate | null => {
  const operation = getOperationAST(document, operationName)
  const type = operation && schema.getRootType(operation.operation)
  if (!operation || !type) return null
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables }, { maxErrors: 1 })
  if (coerced === undefined) return null
  const ledger = createLedger()
  const reading = { schema, fragments: fragmentsOf(document), variables: coerced }
  const walk = { reading, ledger, left: MOST_FIELDS }
  const selections = selectedOf(type, [operation], reading)
  // Mutations run one after the other, so that no two of them share a batch.
  const steps = operation.operation === OperationTypeNode.MUTATION ? selections.map((one) => [one]) : [selections]
  for (const step of steps) {
    const arrival = { groups: 1 }
    walkSelections(step, walk, { parents: 1, arrival, account: '', page: null, isWritten: false, path: '' })
  }
  const bySource = ledger.bySource()
  return { calls: Object.values(bySource).reduce((sum, calls) => sum + calls, 0), bySource, shares: ledger.shares }
}
