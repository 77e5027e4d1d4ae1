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
