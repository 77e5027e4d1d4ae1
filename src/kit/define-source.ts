import type { Api } from './api.ts'
import type { Config, ConfigShape } from './config-shape.ts'
import type { Declared, Of, Operations, Read, Write } from './operation.ts'
import type { Sandbox, World } from './sandbox.ts'
import type { SchemaDesk } from './schema-desk.ts'
import type { Simplify } from './shape.ts'
import type { Calls, Loads, Pages } from './verbs.ts'
import type { Webhook } from './webhook.ts'

/** The family of a tag template: `customer:{id}` is of the family `customer`. */
type Family<Tag extends string> = Tag extends `${infer Name}:${string}` ? Name : Tag

/** Families that some read wears. */
type Worn<O extends Operations> = { [K in keyof O]: O[K] extends Read<infer T> ? Family<T['tags']> : never }[keyof O]

/** A write may forget only what some read wears; otherwise a sentence stands in its place. */
type Checked<O extends Operations> = {
  [K in keyof O]: O[K] extends Write<infer T>
    ? [Family<T['tags']>] extends [Worn<O>]
      ? O[K]
      : { readonly forgets: readonly ['no read wears', Exclude<Family<T['tags']>, Worn<O>>] }
    : O[K]
}

/** What a source's `schema` is given, for sources that keep it in files of its own. */
export type DeskOf<O extends Operations, L = unknown> = SchemaDesk & {
  readonly call: Calls<O>
  readonly load: Simplify<Loads<O> & L>
  readonly page: Pages<O>
}

/** What a source answers. Answers are inferred top to bottom; each sees only what those above it produced. */
export interface SourceAnswers<C extends ConfigShape, O extends Operations, L, T> {
  /** A lower-case word: the namespace field, the prefix of types and mutations, the prefix of environment variables. */
  readonly name: string
  /** One sentence on what the vendor is, for the graph. */
  readonly description: string
  /** What must the operator set? */
  readonly config: C
  /** Where is it, how are we known, what does it tolerate, how does it tell errors? */
  readonly upstream: (known: { readonly config: Config<C> }) => Api
  /** Each call by name. */
  readonly operations: O
  /** What no descriptor can say. */
  readonly loaders?: (known: { readonly call: Calls<O>; readonly load: Loads<O>; readonly page: Pages<O> }) => L
  /** What does it add to the graph? */
  readonly schema: (known: DeskOf<O, L>) => T
  /** How is it verified, what does it say? Null where its secret is not set. Declared now, served later. */
  readonly webhook?: (known: { readonly config: Config<C> }) => Webhook | null
  /** How does it behave when it is not there? */
  readonly sandbox: (world: World) => Sandbox<O>
}

/** A vendor as a value: nothing in it has run yet. */
export interface Source<
  C extends ConfigShape = ConfigShape,
  O extends Operations = Operations,
  T = unknown,
> extends Omit<SourceAnswers<C, O, unknown, T>, 'operations'> {
  readonly operations: O
}

/** Any source, where its types do not matter. */
export interface AnySource {
  readonly name: string
  readonly description: string
  readonly config: ConfigShape
  readonly upstream: (known: { readonly config: never }) => Api
  readonly operations: Operations
  readonly loaders?: ((known: never) => unknown) | undefined
  readonly schema: (known: never) => unknown
  readonly webhook?: ((known: { readonly config: never }) => Webhook | null) | undefined
  readonly sandbox: (world: World) => {
    readonly operations: Readonly<Record<string, (args: never, request: never) => unknown>>
    readonly samples: Readonly<Record<string, object>>
    readonly headers?: Sandbox<Operations>['headers']
    readonly refusal: (status: number) => unknown
  }
}

/** Declares a source. */
export const defineSource = <C extends ConfigShape, O extends Operations, L = unknown, T = void>(
  source: Omit<SourceAnswers<C, O, L, T>, 'operations'> & { readonly operations: O & Checked<NoInfer<O>> },
): SourceAnswers<C, O, L, T> => Object.freeze(source)

/** What an operation of a source is told, for tests and tools. */
export type ToldOf<S extends AnySource, Name extends keyof S['operations']> = Of<S['operations'][Name]>

/** A declared operation with the name it has in its source. */
export interface NamedOperation {
  readonly name: string
  readonly operation: Declared
}
