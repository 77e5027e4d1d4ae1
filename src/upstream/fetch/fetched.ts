/** One line of a header, its name as it came. */
export type HeaderLine = readonly [name: string, value: string]

/** An answer as a fetch gets it: every header line, and the body whole or still coming. */
export interface Fetched {
  readonly statusText: string
  readonly lines: readonly HeaderLine[]
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null
  /** The `Range` that was asked for, where the answer is a part. */
  readonly rangeAsked: string | null
}

/** Joins the lines of a header that came several times (RFC 9110, section 5.3). */
export const joinLines = (lines: readonly HeaderLine[]): Readonly<Record<string, string>> => {
  const joined = new Map<string, string>()
  for (const [name, value] of lines) {
    const key = name.toLowerCase()
    const before = joined.get(key)
    joined.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return Object.fromEntries(joined)
}

/** The lines with those of one name replaced by a single one. */
export const withLine = (lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[] => [
  ...lines.filter(([known]) => known.toLowerCase() !== name),
  [name, value],
]
