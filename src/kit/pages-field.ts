import { RootFieldBuilder } from '@pothos/core'
import { toStableText } from '../core/fingerprint.ts'
import { isHeadwatersError } from '../core/headwaters-error.ts'
import type { FieldCost } from '../graph/field-cost.ts'
import { decodePageArgs, type PageLimits, type PageRequest } from '../graph/page-args.ts'
import { toCarriedPage } from './carried-page.ts'
import { connectionOf, sealWith, type ConnectionValue, type NamedRef } from './connection.ts'
import { deskOf } from './desk.ts'
import { namedBy } from './named.ts'
import type { Paging } from './operation.ts'
import { pageCost } from './page-cost.ts'
import { mostRows } from './page-walk.ts'
import type { Registry } from './registry.ts'
import { noteStale, staleIn } from './staleness.ts'
import { fallbackOf, verbField, type AnyVerb, type FieldMaker, type LooseField, type Resolving } from './verb-field.ts'
import type { Page } from './verbs.ts'

const limitsOf = (paging: Paging, defaultSize: number): PageLimits => {
  const canGoBack = paging.before !== undefined || paging.sizeBackward !== undefined
  const backward = canGoBack ? (paging.lastNeedsBefore ? 'with-before' : 'yes') : 'no'
  const max = mostRows(paging)
  // Going on backward takes a position of the first row, where going forward takes any.
  const maxBackward = paging.positions ? max : Math.min(max, paging.max)
  return { max, maxBackward, defaultSize: Math.min(defaultSize, paging.max), backward }
}

const BACKWARD_WORDS = {
  yes: '',
  'with-before': ' Needs `before` here: the vendor cannot start from the end.',
  no: " Not possible here: the vendor's list can only be read forward.",
} as const

const prototype = RootFieldBuilder.prototype as unknown as Record<string, unknown>

/** Relay's four arguments, each saying what this list allows. */
const pageArgsOf = (maker: FieldMaker, { max, maxBackward, defaultSize, backward }: PageLimits): object => ({
  first: maker.arg.int({
    description: `Rows of the page, from 1 to ${max}; ${defaultSize} when neither \`first\` nor \`last\` is sent.`,
  }),
  after: maker.arg.string({ description: 'The cursor after which the page begins.' }),
  last: maker.arg.int({
    description: `Rows of the page when reading backward, from 1 to ${maxBackward}.${BACKWARD_WORDS[backward]}`,
  }),
  before: maker.arg.string({
    description: `The cursor before which the page ends.${backward === 'no' ? BACKWARD_WORDS.no : ''}`,
  }),
})

/** A list that a field can be answered from: its verb, what it is asked beside its pages, and what its cursors are good for. */
interface List {
  readonly verb: AnyVerb
  readonly rest: object
  readonly scope: string
}

const listOf = (
  verb: AnyVerb,
  toRest: LooseField['with'],
  known: { resolving: Resolving; registry: Registry },
): List => {
  const { parent, args } = known.resolving
  const rest = toRest?.(parent, args) ?? {}
  const { account } = known.registry.find(verb.source, parent)
  return { verb, rest, scope: `${verb.source}:${account}:${verb.name}:${toStableText(rest)}` }
}

/** What the caller asks for, and of which list: a cursor belongs to one of them. */
interface Wanted {
  readonly list: List
  readonly request: PageRequest
}

const choose = (lists: readonly [List, List | null], toRequest: (list: List) => PageRequest): Wanted => {
  const [first, second] = lists
  try {
    return { list: first, request: toRequest(first) }
  } catch (thrown) {
    if (second === null || !isHeadwatersError(thrown)) throw thrown
    try {
      return { list: second, request: toRequest(second) }
    } catch {
      throw thrown
    }
  }
}

const costOfPages = (verb: AnyVerb, limits: PageLimits, other: AnyVerb | undefined): FieldCost => {
  const first = pageCost(verb, limits)
  if (other === undefined) return first
  const second = pageCost(other, limits)
  return { ...first, uses: (args) => [...(first.uses?.(args) ?? []), ...(second.uses?.(args) ?? [])] }
}

prototype.pages = function pages(this: FieldMaker, verb: AnyVerb, options: LooseField) {
  const { with: toRest, defaultSize = 20, carries, ...field } = options
  const limits = limitsOf(verb.operation.pages as Paging, defaultSize)
  const other = fallbackOf(options)
  const { builder } = deskOf(this.builder)
  return verbField(this, verb, {
    ...field,
    ...{ type: connectionOf(builder, field.type as NamedRef), nullable: true },
    args: { ...field.args, ...pageArgsOf(this, limits) },
    cost: costOfPages(verb, limits, other?.fallback),
    resolving: async (resolving, guarded, { registry }): Promise<ConnectionValue> => {
      const { parent, args, context, info } = resolving
      const main = listOf(verb, toRest, { resolving, registry })
      const second = other && listOf(other.fallback, other.with, { resolving, registry })
      const { list, request } = choose([main, second], ({ scope }) =>
        decodePageArgs(args, limits, { key: registry.cursorKey, scope, field: `${verb.source}.${info.fieldName}` }),
      )
      const carried = list === main && carries?.(parent)
      const atHand = carried && toCarriedPage(carried, request, namedBy(verb))
      const read = async ({ verb: ask, rest, scope }: List, page: PageRequest): Promise<ConnectionValue> => {
        const made = (await ask(rest, page, context, parent)) as Page<unknown>
        const value = { page: made, seal: sealWith(registry.cursorKey, scope) }
        return noteStale(context, value, staleIn(context, made))
      }
      if (atHand) return { page: atHand, seal: sealWith(registry.cursorKey, list.scope) }
      // Another list can stand in from its beginning, not from the middle of this one.
      const canStandIn = second !== null && list === main && request.from === null && request.direction === 'forward'
      return guarded(() => read(list, request), canStandIn ? () => read(second, request) : null)
    },
  })
}
