import { Kind, print, type OperationDefinitionNode } from 'graphql'
import type { AnySource } from '../../src/kit/define-source.ts'
import type { Declared } from '../../src/kit/operation.ts'
import { slotsOf } from '../../src/kit/template.ts'
import { code, codes, count, table } from './table.ts'

interface Arguments {
  readonly required: readonly string[]
  readonly optional: readonly string[]
}

const ofDocument = ({ node }: NonNullable<Declared['document']>): Arguments => {
  const found = node.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )
  const variables = found?.variableDefinitions ?? []
  const isNeeded = (one: (typeof variables)[number]): boolean =>
    one.type.kind === Kind.NON_NULL_TYPE && one.defaultValue === undefined
  const nameOf = ({ variable, defaultValue }: (typeof variables)[number]): string =>
    `${variable.name.value}${defaultValue === undefined ? '' : ` = ${print(defaultValue)}`}`
  return {
    required: variables.filter(isNeeded).map(nameOf),
    optional: variables.filter((one) => !isNeeded(one)).map(nameOf),
  }
}

const ofRoute = ({ path, shapes }: Declared): Arguments => {
  const entries = Object.entries({ ...shapes.query, ...shapes.body })
  const mayBeLeftOut = (shape: (typeof entries)[number][1]): boolean => shape.safeParse(undefined).success
  return {
    required: [...slotsOf(path), ...entries.filter(([, shape]) => !mayBeLeftOut(shape)).map(([name]) => name)],
    optional: entries.filter(([, shape]) => mayBeLeftOut(shape)).map(([name]) => name),
  }
}

/** What a declared operation has to be given, and what it may be given. */
export const argumentsOf = (operation: Declared): Arguments =>
  operation.document === null ? ofRoute(operation) : ofDocument(operation.document)

const placeOf = ({ kind, method, path, document }: Declared): string =>
  document === null ? code(`${method} ${path}`) : code(`${kind === 'read' ? 'query' : 'mutation'} ${document.name}`)

const togetherOf = ({ key, batch, pages }: Declared): string =>
  [
    batch === null ? '' : `${count(batch.max)} keys a call`,
    key === null ? '' : `one ${code(key)} a call`,
    pages === null ? '' : `pages of up to ${count(pages.max)}`,
  ]
    .filter((part) => part !== '')
    .join(', ')

const keptOf = ({ ttlMs }: Declared): string => (ttlMs === 0 ? 'not kept' : `${count(ttlMs / 1_000)} s`)

const TWICE = {
  natural: () => 'the same as once; repeated after a failure',
  none: () => 'two of them; never repeated once it may have arrived',
  header: (name: string) => `the first outcome, by ${code(name)}; repeated after a failure`,
} as const

const twiceOf = ({ idempotency }: Declared): string =>
  idempotency.kind === 'header' ? TWICE.header(idempotency.name) : TWICE[idempotency.kind]()

const entriesOf = ({ operations }: AnySource, kind: Declared['kind']) =>
  Object.entries(operations).filter(([, operation]) => operation.kind === kind)

const FEW = 3

/** Names as code; a family of numbered ones (`at0`, `at1`, … `at99`) as its first and its last. */
export const namesText = (names: readonly string[]): string => {
  const families = Map.groupBy(names, (name) => /^(\D+)\d+\b/.exec(name)?.[1] ?? name)
  return [...families.values()]
    .map((family) =>
      family.length > FEW ? `${codes(family.slice(0, 1))} to ${codes(family.slice(-1))}` : codes(family),
    )
    .join(', ')
}

const row = ([name, operation]: readonly [string, Declared], more: readonly string[]): readonly string[] => {
  const { required, optional } = argumentsOf(operation)
  return [code(name), placeOf(operation), namesText(required), namesText(optional), ...more]
}

/** Every call to a vendor that reads. */
export const readsTable = (source: AnySource): string =>
  table(
    ['Call', 'Sent as', 'Required', 'Optional', 'Asked together', 'Kept'],
    entriesOf(source, 'read').map((entry) => row(entry, [togetherOf(entry[1]), keptOf(entry[1])])),
  )

/** Every call to a vendor that writes. */
export const writesTable = (source: AnySource): string =>
  table(
    ['Call', 'Sent as', 'Required', 'Optional', 'Sent twice it is'],
    entriesOf(source, 'write').map((entry) => row(entry, [twiceOf(entry[1])])),
  )
