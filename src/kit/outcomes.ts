import { misfitOf } from './rows.ts'

/** What became of one key: a value, nothing, or the vendor's word for why not. */
export type Outcome<V> = { readonly value: V } | { readonly missing: true } | { readonly word: string }

/** What became of the keys of a batch, found by name or by place. */
export interface Outcomes<V> {
  readonly of: (key: string, index: number) => Outcome<V>
}

/** Keys that a vendor refused inside a good answer, with its word for it. */
export interface Failed {
  readonly word: string
  readonly keys: readonly string[]
}

/** Says that the vendor refused these keys; its word is looked up in the source's catalogue. */
export const failed = (word: string, keys: readonly string[]): Failed => ({ word, keys })

/** Answers in the order of the keys, null where there is none. */
export const positional = <V>(rows: readonly (V | null | undefined)[]): Outcomes<V> => ({
  of: (_key, index) => {
    const value = rows[index]
    return value === null || value === undefined ? { missing: true } : { value }
  },
})

/** Answers in any order, found by a field that holds the key. A key that is neither answered nor refused is missing. */
export const byKey = <V extends object, N extends keyof V>(
  rows: readonly V[],
  name: N,
  failures: readonly Failed[] = [],
): Outcomes<V> => {
  const found = new Map(rows.map((row) => [String(row[name]), row]))
  const words = new Map(failures.flatMap(({ word, keys }) => keys.map((key) => [key, word])))
  return {
    of: (key) => {
      const value = found.get(key)
      if (value !== undefined) return { value }
      const word = words.get(key)
      return word === undefined ? { missing: true } : { word }
    },
  }
}

/** Every row under each of its names; a row that does not have the declared shape goes by the names it still shows. */
const groupByNames = <V extends object>(
  rows: readonly V[],
  namesOf: (row: V) => readonly string[],
): ReadonlyMap<string, readonly V[]> => {
  const groups = new Map<string, V[]>()
  const safeNames = (row: V): readonly string[] => {
    if (misfitOf(row) === null) return namesOf(row)
    try {
      return namesOf(row)
    } catch {
      return []
    }
  }
  for (const row of rows) {
    for (const name of new Set(safeNames(row))) {
      const group = groups.get(name)
      if (group) group.push(row)
      else groups.set(name, [row])
    }
  }
  return groups
}

const wordsOf = (failures: readonly Failed[]): ReadonlyMap<string, string> =>
  new Map(failures.flatMap(({ word, keys }) => keys.map((key) => [key, word])))

/** Answers in any order, found by names that are worked out: an address in lower case, the first or a further one. */
export const byNames = <V extends object>(
  rows: readonly V[],
  namesOf: (row: V) => readonly string[],
  failures: readonly Failed[] = [],
): Outcomes<V> => {
  const groups = groupByNames(rows, namesOf)
  const words = wordsOf(failures)
  return {
    of: (key) => {
      const value = groups.get(key)?.[0]
      if (value !== undefined) return { value }
      const word = words.get(key)
      return word === undefined ? { missing: true } : { word }
    },
  }
}

/** As {@link byNames}, where a key may have several rows. One malformed row makes its key an error, and no other. */
export const groupedBy = <V extends object>(
  rows: readonly V[],
  namesOf: (row: V) => readonly string[],
  failures: readonly Failed[] = [],
): Outcomes<readonly V[]> => {
  const groups = groupByNames(rows, namesOf)
  const words = wordsOf(failures)
  return {
    of: (key) => {
      const value = groups.get(key)
      const word = words.get(key)
      if (value === undefined) return word === undefined ? { missing: true } : { word }
      const malformed = value.find((row) => misfitOf(row) !== null)
      // The verb turns a malformed row into its error.
      return { value: malformed === undefined ? value : (malformed as unknown as readonly V[]) }
    },
  }
}
