import type { FieldMap, MutationFieldsShape } from '@pothos/core'
import type { GraphBuilder, GraphTypes } from '../graph/builder.ts'
import type { DefinedExpected, ExpectedDeclaration } from '../graph/error-types.ts'
import type { AccountRef } from './account-ref.ts'
import type { JsonScalar } from './json-scalar.ts'
import type { DefineNode } from './node.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>

/** The field builder that a mutation's `input` is given, for sources that share fields between inputs. */
export type InputFields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

/** What a source's `schema` is given to write with. */
export interface SchemaDesk {
  /** Pothos, with Headwaters' scalars, `Money`, and `t.load`, `t.loadMany`, `t.call`, `t.pages`, `t.write`. */
  readonly builder: GraphBuilder
  /** An object type with a global id, fetched again by `node(id:)`. */
  readonly node: DefineNode
  /** A scalar of the source's own: JSON as the vendor writes it, checked by the operation that takes it. */
  readonly json: (name: string, description: string) => JsonScalar
  /** Adds reads to the source's namespace field. */
  readonly query: (fields: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, AccountRef>) => FieldMap) => void
  /** Adds mutations; the kit puts the source's name before theirs. */
  readonly mutation: (fields: MutationFieldsShape<Types>) => void
  /** Declares an error of the vendor's own that is an outcome of a mutation. */
  readonly expected: <Facts extends object>(declaration: ExpectedDeclaration<Facts>) => DefinedExpected<Facts>
}
