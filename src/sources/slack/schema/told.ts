/** Slack writes what is not set as an empty text. */
export const told = (text: string | null | undefined): string | null => (text ? text : null)

/** Seconds since 1970, in a number or a `ts`, as a moment; 0 is "never". */
export const toMoment = (seconds: number | string | null | undefined): Date | null => {
  const value = Number(seconds ?? 0)
  return Number.isFinite(value) && value > 0 ? new Date(Math.floor(value * 1000)) : null
}

/** A field of text that may be unset. */
export const text = <Row>(description: string, read: (row: Row) => string | null | undefined) =>
  ({ nullable: true, description, resolve: (row: Row) => told(read(row)) }) as const

/** A field of a moment that may be unset. */
export const moment = <Row>(description: string, read: (row: Row) => number | string | null | undefined) =>
  ({ type: 'DateTime', nullable: true, description, resolve: (row: Row) => toMoment(read(row)) }) as const

/** A field of any type that Slack may leave out. */
export const maybe = <Row, Value>(description: string, read: (row: Row) => Value | null | undefined) =>
  ({ nullable: true, description, resolve: (row: Row) => read(row) ?? null }) as const
