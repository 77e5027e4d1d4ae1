import type { IdTypes } from './fields.ts'
import type { Registry } from './registry.ts'
import { toVendorId } from './vendor-id.ts'
import type { From } from './verbs.ts'

type Args = Readonly<Record<string, unknown>>

/** Reads the arguments that are ids of nodes: vendor ids stay, global ids are checked and opened. Lists are read one by one. */
export const readIds = (
  registry: Registry,
  args: Args,
  known: { source: string; ids: IdTypes | undefined; from: From },
): Args => {
  if (known.ids === undefined) return args
  const read = (argument: string, type: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => read(argument, type, item))
    if (typeof value !== 'string') return value
    return toVendorId(registry, value, { wanted: { source: known.source, type, argument }, from: known.from })
  }
  const opened = Object.entries(known.ids).map(([name, type]) => [name, read(name, type, args[name])])
  return { ...args, ...(Object.fromEntries(opened) as Args) }
}
