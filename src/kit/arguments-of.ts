import { Kind } from 'graphql'
import type { z } from 'zod'
import type { Declared } from './operation.ts'
import { slotsOf } from './template.ts'

/** One argument of an operation. */
export interface Argument {
  readonly name: string
  /** Whether a call cannot be made without it. */
  readonly isRequired: boolean
}

const variablesOf = ({ document }: Declared): readonly Argument[] =>
  (document?.node.definitions ?? []).flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? (definition.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => ({
          name: variable.name.value,
          isRequired: type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
        }))
      : [],
  )

const isRequired = (shape: z.ZodType): boolean => !shape.safeParse(undefined).success

/** The arguments of an operation, in the order in which they are declared. */
export const argumentsOf = (operation: Declared): readonly Argument[] => {
  if (operation.document !== null) return variablesOf(operation)
  const { query, body } = operation.shapes
  const fields = [...Object.entries(query), ...Object.entries(body)]
  return [
    ...slotsOf(operation.path).map((name) => ({ name, isRequired: true })),
    ...fields.map(([name, shape]) => ({ name, isRequired: isRequired(shape) })),
  ]
}
