import { RootFieldBuilder } from '@pothos/core'
import { toStableText } from '../core/fingerprint.ts'
import { HeadwatersError } from '../core/headwaters-error.ts'
import type { RequestContext } from '../graph/context.ts'
import { atMostRows, costing, type FieldCost } from '../graph/field-cost.ts'
import { decodePageArgs, type PageLimits } from '../graph/page-args.ts'
import { toCarriedPage, type Carried } from './carried-page.ts'
import { connectionOf, sealWith, type NamedRef } from './connection.ts'
import { deskOf, type Desk } from './desk.ts'
import { readIds } from './field-ids.ts'
import type { IdTypes } from './fields.ts'
import type { Paging } from './operation.ts'
import { pageCost } from './page-cost.ts'
import { upTo } from './uses.ts'
import type { From, Page, Verb } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>
type AnyVerb = Verb & ((...parts: readonly unknown[]) => Promise<unknown>)

/** The options of a verb field with its types worn off; {@link fields.ts} holds authors to the real ones. */
interface LooseField {
  readonly type: unknown
  readonly args?: object
  readonly ids?: IdTypes
  readonly key?: (parent: unknown, args: Args) => unknown
  readonly keys?: (parent: unknown, args: Args) => readonly unknown[]
  readonly with?: (parent: unknown, args: Args) => Args
  readonly atMost?: number
  readonly defaultSize?: number
  readonly carries?: (parent: unknown) => Carried<unknown> | null
}

interface Resolving {
  readonly parent: From
  readonly args: Args
  readonly context: RequestContext
  readonly info: { readonly fieldName: string; readonly parentType: { readonly name: string } }
}

/** The builder's own view of itself in a field method. */
interface FieldMaker {
  readonly builder: object
  readonly field: (options: object) => never
  readonly arg: Record<'int' | 'string', (options: object) => unknown>
}

/** Makes a field that declares the verb it uses, so that its cost can be known before it runs. */
const verbField = (
  maker: FieldMaker,
  verb: AnyVerb,
  options: LooseField & { resolving: (known: Resolving, desk: Desk) => unknown; cost: FieldCost },
) => {
  const desk = deskOf(maker.builder)
  const { resolving, cost, ids, ...rest } = options
  const toArgs = (parent: From, args: Args): Args =>
    readIds(desk.registry, args, { source: verb.source, ids, from: parent })
  return maker.field({
    ...rest,
    extensions: costing({ source: verb.source, operation: verb.name, ...cost }),
    resolve: (parent: unknown, args: Args, ...[context, info]: readonly [RequestContext, Resolving['info']]) =>
      resolving({ parent, args: toArgs(parent, args), context, info }, desk),
  })
}

/** What one use of a verb costs, and how many rows its answer has where it is a list. */
const onceOf = (verb: AnyVerb, { atMost }: LooseField): FieldCost => {
  const uses = [upTo(1, verb)]
  return { uses: () => uses, ...(atMost !== undefined && { rows: () => atMost }) }
}

const prototype = RootFieldBuilder.prototype as unknown as Record<string, unknown>

prototype.load = function load(this: FieldMaker, verb: AnyVerb, { key, ...options }: LooseField) {
  return verbField(this, verb, {
    ...options,
    ...{ nullable: true },
    cost: onceOf(verb, options),
    resolving: ({ parent, args, context }) => {
      const wanted = key?.(parent, args)
      return wanted === null || wanted === undefined ? null : verb(wanted, context, parent)
    },
  })
}

const tooManyKeys = (field: string, count: number, atMost: number): HeadwatersError =>
  new HeadwatersError('BAD_USER_INPUT', `${field}: ${count} keys were sent; at most ${atMost} are taken at once.`, {
    details: [{ field, issue: `more than ${atMost} keys` }],
  })

prototype.loadMany = function loadMany(
  this: FieldMaker,
  verb: AnyVerb,
  { keys, atMost = 100, ...options }: LooseField,
) {
  return verbField(this, verb, {
    ...options,
    ...{ type: [options.type], nullable: { list: true, items: true } },
    cost: { uses: (args) => [upTo(atMostRows(atMost)(args), verb)], rows: atMostRows(atMost) },
    resolving: ({ parent, args, context, info }) => {
      const wanted = keys?.(parent, args) ?? []
      if (wanted.length > atMost) throw tooManyKeys(`${info.parentType.name}.${info.fieldName}`, wanted.length, atMost)
      return wanted.map((one) => verb(one, context, parent))
    },
  })
}

prototype.call = function call(this: FieldMaker, verb: AnyVerb, { with: toArgs, ...options }: LooseField) {
  return verbField(this, verb, {
    ...options,
    ...{ nullable: Array.isArray(options.type) ? { list: true, items: true } : true },
    cost: onceOf(verb, options),
    resolving: ({ parent, args, context }) => verb(toArgs?.(parent, args) ?? {}, context, parent),
  })
}

const limitsOf = (paging: Paging, defaultSize: number): PageLimits => {
  const canGoBack = paging.before !== undefined || paging.sizeBackward !== undefined
  const backward = canGoBack ? (paging.lastNeedsBefore ? 'with-before' : 'yes') : 'no'
  return { max: paging.max, defaultSize: Math.min(defaultSize, paging.max), backward }
}

const BACKWARD_WORDS = {
  yes: '',
  'with-before': ' Needs `before` here: the vendor cannot start from the end.',
  no: " Not possible here: the vendor's list can only be read forward.",
} as const

/** Relay's four arguments, each saying what this list allows. */
const pageArgsOf = (maker: FieldMaker, { max, defaultSize, backward }: PageLimits): object => ({
  first: maker.arg.int({
    description: `Rows of the page, from 1 to ${max}; ${defaultSize} when neither \`first\` nor \`last\` is sent.`,
  }),
  after: maker.arg.string({ description: 'The cursor after which the page begins.' }),
  last: maker.arg.int({
    description: `Rows of the page when reading backward, from 1 to ${max}.${BACKWARD_WORDS[backward]}`,
  }),
  before: maker.arg.string({
    description: `The cursor before which the page ends.${backward === 'no' ? BACKWARD_WORDS.no : ''}`,
  }),
})

prototype.pages = function pages(this: FieldMaker, verb: AnyVerb, options: LooseField) {
  const { with: toRest, defaultSize = 20, carries, ...field } = options
  const paging = verb.operation.pages as Paging
  const limits = limitsOf(paging, defaultSize)
  const { builder } = deskOf(this.builder)
  return verbField(this, verb, {
    ...field,
    ...{ type: connectionOf(builder, field.type as NamedRef), nullable: true },
    args: { ...field.args, ...pageArgsOf(this, limits) },
    cost: pageCost(verb, limits),
    resolving: async ({ parent, args, context, info }, { registry }) => {
      const rest = toRest?.(parent, args) ?? {}
      const { account } = registry.find(verb.source, parent)
      const scope = `${verb.source}:${account}:${verb.name}:${toStableText(rest)}`
      const cursors = { key: registry.cursorKey, scope, field: `${verb.source}.${info.fieldName}` }
      const request = decodePageArgs(args, limits, cursors)
      const carried = carries?.(parent)
      const atHand = carried && toCarriedPage(carried, request, `${verb.source}.${verb.name}`)
      const page = atHand ?? ((await verb(rest, request, context, parent)) as Page<unknown>)
      return { page, seal: sealWith(registry.cursorKey, scope) }
    },
  })
}
