import { responsePathAsArray, type GraphQLResolveInfo } from 'graphql'
import type { RequestContext } from '../graph/context.ts'
import { costing, type FieldCost } from '../graph/field-cost.ts'
import type { Carried } from './carried-page.ts'
import { deskOf, type Desk } from './desk.ts'
import { readIds } from './field-ids.ts'
import type { IdTypes } from './fields.ts'
import { guard, policyOf } from './on-failure.ts'
import type { From, Verb } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>

/** A verb with its types worn off. */
export type AnyVerb = Verb & ((...parts: readonly unknown[]) => Promise<unknown>)

/** The options of a verb field with its types worn off; {@link fields.ts} holds authors to the real ones. */
export interface LooseField {
  readonly type: unknown
  readonly args?: object
  readonly ids?: IdTypes
  readonly key?: (parent: unknown, args: Args) => unknown
  readonly keys?: (parent: unknown, args: Args) => readonly unknown[]
  readonly with?: (parent: unknown, args: Args) => Args
  readonly atMost?: number
  readonly defaultSize?: number
  readonly carries?: (parent: unknown) => Carried<unknown> | null
  readonly onFailure?: LoosePolicy
}

/** What is asked when the first verb fails, and with what. */
export interface LooseFallback {
  readonly fallback: AnyVerb
  readonly key?: LooseField['key']
  readonly with?: LooseField['with']
}

type LoosePolicy = 'null' | 'stale' | 'fail' | LooseFallback

/** What a field is resolved with. */
export interface Resolving {
  readonly parent: From
  readonly args: Args
  readonly context: RequestContext
  readonly info: Pick<GraphQLResolveInfo, 'fieldName' | 'path'> & { readonly parentType: { readonly name: string } }
}

/** Asks, and does what the field says of failures; `at` is the place in a list. */
export type Guard = <T>(ask: () => Promise<T>, askFallback?: (() => Promise<T>) | null, at?: number) => Promise<T>

/** The builder's own view of itself in a field method. */
export interface FieldMaker {
  readonly builder: object
  readonly field: (options: object) => never
  readonly arg: Record<'int' | 'string', (options: object) => unknown>
}

/** What a field asks when its first verb fails; null where it asks nothing. */
export const fallbackOf = ({ onFailure }: Pick<LooseField, 'onFailure'>): LooseFallback | null =>
  typeof onFailure === 'object' ? onFailure : null

/** Makes a field that declares the verbs it uses, so that its cost can be known before it runs. */
export const verbField = (
  maker: FieldMaker,
  verb: AnyVerb,
  options: LooseField & { resolving: (known: Resolving, guarded: Guard, desk: Desk) => unknown; cost: FieldCost },
) => {
  const desk = deskOf(maker.builder)
  const { resolving, cost, ids, onFailure, ...rest } = options
  const policy = policyOf(verb, onFailure)
  const toArgs = (parent: From, args: Args): Args =>
    readIds(desk.registry, args, { source: verb.source, ids, from: parent })
  const { source } = verb
  return maker.field({
    ...rest,
    extensions: costing({ source, operation: verb.name, ...cost }),
    resolve: (parent: unknown, args: Args, ...[context, info]: readonly [RequestContext, Resolving['info']]) => {
      const path = responsePathAsArray(info.path)
      const guarded: Guard = (ask, askFallback = null, at) =>
        guard({ policy, context, path: at === undefined ? path : [...path, at], source, ask, askFallback })
      return resolving({ parent, args: toArgs(parent, args), context, info }, guarded, desk)
    },
  })
}
