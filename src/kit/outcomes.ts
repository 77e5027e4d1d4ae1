import { misfitOf } from './rows.ts'

/** What became of one key: a value, nothing, the vendor's word for why not, or why the answer cannot be believed of it. */
export type Outcome<V> =
  | { readonly value: V }
  | { readonly missing: true }
  | { readonly word: string }
  | { readonly misfit: readonly string[] }

/** What became of the keys of a batch, found by name or by place. */
export interface Outcomes<V> {
  /** `keys` are all keys of the batch, in the order in which they were asked for. */
  readonly of: (key: string, index: number, keys?: readonly string[]) => Outcome<V>
}

/** Keys that a vendor refused inside a good answer, with its word for it. */
export interface Failed {
  readonly word: string
  readonly keys: readonly string[]
}

/** Says that the vendor refused these keys; its word is looked up in the source's catalogue. */
export const failed = (word: string, keys: readonly string[]): Failed => ({ word, keys })

type Rows<V> = readonly (V | null | undefined)[]

/** How rows that are found by their place are checked. */
export interface PositionalOptions<V> {
  /** The key that a row says it has; a row at the place of another key fails that key. @default rows are not asked */
  readonly id?: (row: V, key: string) => string
}

/** A row that does not have the declared shape may not show its id; its own misfit is what is told. */
const isInPlace = <V>(row: V | null | undefined, key: string, { id }: PositionalOptions<V>): boolean =>
  row === null || row === undefined || id === undefined || misfitOf(row) !== null || id(row, key) === key

/**
 * Answers in the order of the keys, null where there is none. With `id` a row has to be the one that was asked for. Once a
 * row is out of place, or rows are too few or too many, no null is believed either: it may be the null of another key.
 */
export const positional = <V>(rows: Rows<V>, options: PositionalOptions<V> = {}): Outcomes<V> => {
  const isAligned = (keys: readonly string[]): boolean =>
    rows.length === keys.length && keys.every((key, index) => isInPlace(rows[index], key, options))
  return {
    of: (key, index, keys) => {
      const row = rows[index]
      if (!isInPlace(row, key, options)) return { misfit: [`${index}: is not the row that was asked for`] }
      const isNamed = row !== null && row !== undefined && options.id !== undefined
      if (!isNamed && keys !== undefined && !isAligned(keys))
        return { misfit: [`${index}: the rows do not follow the order of the keys`] }
      return row === null || row === undefined ? { missing: true } : { value: row }
    },
  }
}

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
