import type { IdTypes } from './fields.ts'
import type { Registry } from './registry.ts'
import { toVendorId } from './vendor-id.ts'
import type { From } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>

interface Reading {
  readonly registry: Registry
  readonly source: string
  readonly from: From
  readonly type: string
  /** The whole dotted name, for messages. */
  readonly argument: string
}

const readAt = (value: unknown, steps: readonly string[], reading: Reading): unknown => {
  if (Array.isArray(value)) return value.map((item) => readAt(item, steps, reading))
  const [step, ...rest] = steps
  if (step === undefined) {
    if (typeof value !== 'string') return value
    const { registry, source, from, type, argument } = reading
    return toVendorId(registry, value, { wanted: { source, type, argument }, from })
  }
  if (typeof value !== 'object' || value === null || !(step in value)) return value
  return { ...value, [step]: readAt((value as Args)[step], rest, reading) }
}

/**
 * Reads the arguments that are ids of nodes: vendor ids stay, global ids are checked and opened. Lists are read one by one; a
 * dotted name leads into objects, `items.id`.
 */
export const readIds = (
  registry: Registry,
  args: Args,
  known: { source: string; ids: IdTypes | undefined; from: From },
): Args => {
  const { source, ids, from } = known
  return Object.entries(ids ?? {}).reduce<Args>(
    (read, [argument, type]) => readAt(read, argument.split('.'), { registry, source, from, type, argument }) as Args,
    args,
  )
}
