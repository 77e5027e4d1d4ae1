import type { RequestContext } from '../kit/index.ts'

/** Reads a fact of an entity at one vendor; null where that vendor does not know it. */
export type Telling<Value> = (value: Value, context: RequestContext) => Promise<string | null>

/** The fact from the first vendor that knows it, asked in this order; an error only where nobody knew and one could not say. */
export const firstKnown =
  <Value>(tellings: readonly Telling<Value>[]): Telling<Value> =>
  async (value, context) => {
    let trouble: unknown = null
    for (const tell of tellings) {
      try {
        const told = await tell(value, context)
        if (told) return told
      } catch (thrown) {
        trouble ??= thrown
      }
    }
    if (trouble !== null) throw trouble as Error
    return null
  }
