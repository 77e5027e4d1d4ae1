import type { MutationFieldsShape, QueryFieldsShape } from '@pothos/core'
import type { GraphBuilder, GraphTypes } from '../graph/builder.ts'
import type { AnySource } from './define-source.ts'
import { createDefineEntity, type DefineEntity, type NodeDesk } from './node.ts'
import type { Operations } from './operation.ts'
import type { Calls, Loads, Pages } from './verbs.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>

/** The operations of a source, as its type tells them. */
type OperationsOf<S> = S extends { readonly operations: infer O extends Operations } ? O : never
type LoadersOf<S> = S extends { readonly loaders?: (known: never) => infer L } ? L : unknown

/** What a source shares with those who build on it: the types that its `schema` returned, and its verbs. */
export interface Shared<S> {
  readonly types: S extends { readonly schema: (known: never) => infer T } ? T : never
  readonly call: Calls<OperationsOf<S>>
  readonly load: Loads<OperationsOf<S>> & LoadersOf<S>
  readonly page: Pages<OperationsOf<S>>
}

/** What an extension is given to write with. */
export interface ExtensionDesk {
  /** Pothos, with Headwaters' scalars and the fields that are made from verbs. */
  readonly builder: GraphBuilder
  /** What a source shares; null when it is not mounted on this server. */
  readonly of: <S extends AnySource>(source: S) => Shared<S> | null
  /** An object type that no single source owns, with a global id, fetched again by `node(id:)`. */
  readonly entity: DefineEntity
  /** Adds reads to the root. */
  readonly query: (fields: QueryFieldsShape<Types>) => void
  /** Adds mutations, under their own names. */
  readonly mutation: (fields: MutationFieldsShape<Types>) => void
}

/** Types and resolvers across sources: an entity that several of them feed, or fields of an application's own. */
export interface Extension {
  /** A word for messages. */
  readonly name: string
  readonly schema: (desk: ExtensionDesk) => void
}

/** Declares an extension. */
export const defineExtension = (extension: Extension): Extension => Object.freeze(extension)

/** Makes the desk of extensions over what the sources of a schema share. */
export const createExtensionDesk = (
  builder: GraphBuilder,
  nodes: NodeDesk,
  shared: ReadonlyMap<string, unknown>,
): ExtensionDesk => ({
  builder,
  entity: createDefineEntity(builder, nodes),
  of: <S extends AnySource>(source: S) => (shared.get(source.name) ?? null) as Shared<S> | null,
  query: (fields) => builder.queryFields((t) => fields(t)),
  mutation: (fields) => builder.mutationFields((t) => fields(t)),
})
