import type { RequestContext, Use } from '../kit/index.ts'

/** Reads a fact of an entity at one vendor; null where that vendor does not know it. */
export interface Telling<Value> {
  (value: Value, context: RequestContext): Promise<string | null>
  /** What it asks. */
  readonly uses: readonly Use[]
}

/** A telling that follows a link, and so asks what the link asks. */
export const telling = <Value>(
  { uses }: Pick<Telling<Value>, 'uses'>,
  tell: (value: Value, context: RequestContext) => Promise<string | null>,
): Telling<Value> => Object.assign(tell, { uses })

/** The fact from the first vendor that knows it, asked in this order; an error only where nobody knew and one could not say. */
export const firstKnown = <Value>(tellings: readonly Telling<Value>[]): Telling<Value> =>
  telling({ uses: [...new Set(tellings.flatMap(({ uses }) => uses))] }, async (value, context) => {
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
  })
