import { RootFieldBuilder } from '@pothos/core'
import { HeadwatersError } from '../core/headwaters-error.ts'
import { atMostRows, type FieldCost } from '../graph/field-cost.ts'
import { upTo } from './uses.ts'
import {
  fallbackOf,
  verbField,
  type AnyVerb,
  type FieldMaker,
  type LooseFallback,
  type LooseField,
  type Resolving,
} from './verb-field.ts'

/** What one use of a verb costs and one of that which stands in for it, and how many rows its answer has where it is a list. */
const onceOf = (verb: AnyVerb, options: LooseField): FieldCost => {
  const { atMost } = options
  const other = fallbackOf(options)
  const uses = [upTo(1, verb), ...(other ? [upTo(1, other.fallback)] : [])]
  return { uses: () => uses, ...(atMost !== undefined && { rows: () => atMost }) }
}

const prototype = RootFieldBuilder.prototype as unknown as Record<string, unknown>

type OfKey = Pick<LooseFallback, 'key'> & { readonly verb: AnyVerb }

const loadOne = async ({ verb, key }: OfKey, { parent, args, context }: Resolving): Promise<unknown> => {
  const wanted = key?.(parent, args)
  return wanted === null || wanted === undefined ? null : verb(wanted, context, parent)
}

prototype.load = function load(this: FieldMaker, verb: AnyVerb, { key, ...options }: LooseField) {
  const other = fallbackOf(options)
  return verbField(this, verb, {
    ...options,
    ...{ nullable: true },
    cost: onceOf(verb, options),
    resolving: (known, guarded) =>
      guarded(
        () => loadOne({ verb, key }, known),
        other && (() => loadOne({ verb: other.fallback, key: other.key }, known)),
      ),
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
    resolving: ({ parent, args, context, info }, guarded) => {
      const wanted = keys?.(parent, args) ?? []
      if (wanted.length > atMost) throw tooManyKeys(`${info.parentType.name}.${info.fieldName}`, wanted.length, atMost)
      return wanted.map((one, at) => guarded(() => verb(one, context, parent), null, at))
    },
  })
}

prototype.call = function call(this: FieldMaker, verb: AnyVerb, { with: toArgs, ...options }: LooseField) {
  const other = fallbackOf(options)
  return verbField(this, verb, {
    ...options,
    ...{ nullable: Array.isArray(options.type) ? { list: true, items: true } : true },
    cost: onceOf(verb, options),
    resolving: ({ parent, args, context }, guarded) =>
      guarded(
        () => verb(toArgs?.(parent, args) ?? {}, context, parent),
        other && (() => other.fallback(other.with?.(parent, args) ?? {}, context, parent)),
      ),
  })
}
