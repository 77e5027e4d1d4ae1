/** Which operation of which source, as the facts of an error say it. */
export interface Named {
  readonly source: string
  /** Its name in the source, without the source's. */
  readonly operation: string
}

/** The facts of a verb's errors. */
export const namedBy = ({ source, name }: { readonly source: string; readonly name: string }): Named => ({
  source,
  operation: name,
})

/** How a message begins that speaks of it. */
export const labelOf = ({ source, operation }: Named): string => `${source}.${operation}`
