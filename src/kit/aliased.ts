import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import {
  Kind,
  OperationTypeNode,
  type DirectiveNode,
  type FieldNode,
  type NameNode,
  type OperationDefinitionNode,
  type TypeNode,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
} from 'graphql'
import { z } from 'zod'
import { positional, type Outcomes } from './outcomes.ts'
import { rows } from './rows.ts'

/** The variables of a document that asks its one field for many keys: each key, and whether it is there. */
export type AliasedVariables = Readonly<Record<string, string | boolean>>

/** The answer of such a document: a row, or null, under each alias. */
export type AliasedAnswer<Row> = Readonly<Record<string, Row | null>>

const ALIAS = /^at(\d+)$/

/** The place of a key, told by the alias that it was asked under; null for any other name. */
export const placeOfAlias = (name: string): number | null => {
  const place = ALIAS.exec(name)?.[1]
  return place === undefined ? null : Number(place)
}

const nameOf = (value: string): NameNode => ({ kind: Kind.NAME, value })
const variableOf = (value: string): VariableNode => ({ kind: Kind.VARIABLE, name: nameOf(value) })
const required = (name: string): TypeNode => ({
  kind: Kind.NON_NULL_TYPE,
  type: { kind: Kind.NAMED_TYPE, name: nameOf(name) },
})

/** Both variables of a place have a default, so that places without a key need not be sent. */
const definitionsOf = (place: number, key: VariableDefinitionNode): readonly VariableDefinitionNode[] => [
  {
    kind: Kind.VARIABLE_DEFINITION,
    variable: variableOf(`at${place}`),
    type: key.type,
    defaultValue: { kind: Kind.STRING, value: '' },
  },
  {
    kind: Kind.VARIABLE_DEFINITION,
    variable: variableOf(`has${place}`),
    type: required('Boolean'),
    defaultValue: { kind: Kind.BOOLEAN, value: false },
  },
]

const includeIf = (variable: string): DirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: nameOf('include'),
  arguments: [{ kind: Kind.ARGUMENT, name: nameOf('if'), value: variableOf(variable) }],
})

const fieldAt = (place: number, field: FieldNode, key: string): FieldNode => ({
  ...visit(field, {
    Variable: (node): VariableNode | undefined => (node.name.value === key ? variableOf(`at${place}`) : undefined),
  }),
  alias: nameOf(`at${place}`),
  directives: [...(field.directives ?? []), includeIf(`has${place}`)],
})

const manifold = (operation: OperationDefinitionNode, name: string, places: readonly number[]) => {
  const [key, ...others] = operation.variableDefinitions ?? []
  const [field, ...more] = operation.selectionSet.selections
  const isPlain = others.length === 0 && more.length === 0 && operation.operation === OperationTypeNode.QUERY
  if (!isPlain || key === undefined || field?.kind !== Kind.FIELD)
    throw new TypeError(`${operation.name?.value ?? 'The document'} has to be a query of one field by one variable.`)
  const variable = key.variable.name.value
  return {
    ...operation,
    name: nameOf(name),
    variableDefinitions: places.flatMap((place) => definitionsOf(place, key)),
    selectionSet: {
      kind: Kind.SELECTION_SET as const,
      selections: places.map((place) => fieldAt(place, field, variable)),
    },
  }
}

/**
 * Makes of a query of one object by one text, such as `user(login:)`, a query of up to `max` of them under aliases, for
 * vendors whose GraphQL has no list of keys there. The document stays the same however many keys are sent.
 */
export const aliased = <Row, Key extends object>(
  document: TypedDocumentNode<Readonly<Record<string, Row | null>>, Key>,
  { name, max }: { readonly name: string; readonly max: number },
): TypedDocumentNode<AliasedAnswer<Row>, AliasedVariables> => ({
  kind: Kind.DOCUMENT,
  definitions: document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? manifold(
          definition,
          name,
          Array.from({ length: max }, (_, place) => place),
        )
      : definition,
  ),
})

/** Rows by their places; what was left out is missing. */
const inOrder = (answer: Readonly<Record<string, unknown>>, max: number): readonly unknown[] => {
  const list: unknown[] = []
  for (const [name, row] of Object.entries(answer)) {
    const place = placeOfAlias(name)
    if (place !== null && place < max) list[place] = row
  }
  return Array.from(list, (row: unknown) => row ?? null)
}

/** The answer and batch of an {@link aliased} document. */
export const byAlias = <T, In>(row: z.ZodType<T, In>, max: number) => ({
  answer: z
    .record(z.string(), z.unknown())
    .transform((answer) => inOrder(answer, max))
    .pipe(rows(row.nullable())) as unknown as z.ZodType<(T | null)[], AliasedAnswer<In>>,
  batch: {
    max,
    ask: (keys: readonly string[]): AliasedVariables =>
      Object.fromEntries(
        keys.flatMap((key, place): (readonly [string, string | boolean])[] => [
          [`at${place}`, key],
          [`has${place}`, true],
        ]),
      ),
    // Places are names here, and those of missing rows may be left out: their number says nothing.
    outcomes: (found: readonly (T | null)[]): Outcomes<T> => ({ of: (key, at) => positional(found).of(key, at) }),
  },
})
