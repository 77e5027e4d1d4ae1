import { GraphQLScalarType, valueFromASTUntyped } from 'graphql'
import type { GraphBuilder, GraphTypes } from '../graph/builder.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>

/** A scalar whose values are JSON. */
export type JsonScalar = PothosSchemaTypes.ScalarRef<Types, unknown, unknown>

/** Adds a scalar that takes and shows JSON as it is: lists, objects, texts, numbers, truths. */
export const defineJsonScalar = (builder: GraphBuilder, name: string, description: string): JsonScalar => {
  const scalar = new GraphQLScalarType({
    name,
    description,
    parseValue: (value) => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
    serialize: (value) => value,
  })
  // Pothos knows scalars by the names of its type parameter; those of sources are known only here.
  return builder.addScalarType(name as never, scalar)
}
