/** What a run has made at a vendor, and how to take it back. */
export interface Tidy {
  /** Remembers something that was made. */
  readonly made: (what: string, undo: () => Promise<unknown>) => void
  /** Takes everything back, newest first; one that fails does not keep the others. Throws at the end when something is left. */
  readonly up: () => Promise<void>
}

const toReason = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/** Makes an empty list of things to take back. */
export const createTidy = (): Tidy => {
  const things: { readonly what: string; readonly undo: () => Promise<unknown> }[] = []
  return {
    made: (what, undo) => void things.push({ what, undo }),
    up: async () => {
      const left: string[] = []
      for (const { what, undo } of things.splice(0).reverse())
        await undo().catch((thrown: unknown) => left.push(`${what} (${toReason(thrown)})`))
      if (left.length > 0) throw new Error(`Please delete by hand what is left: ${left.join(', ')}.`)
    },
  }
}
