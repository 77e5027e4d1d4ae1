import { suggest } from '../core/nearest.ts'
import { UsageError } from './usage-error.ts'

/** The one with this name; a usage error that names the nearest when there is none. */
export const findByName = <T extends { readonly name: string }>(name: string, all: readonly T[], kind: string): T => {
  const found = all.find((one) => one.name === name)
  if (found !== undefined) return found
  const names = all.map((one) => one.name)
  throw new UsageError(`There is no ${kind} "${name}"; ${suggest(name, names)}`)
}
