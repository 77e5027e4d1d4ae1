type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null

const holds = (value: unknown, kept: ReadonlySet<string>): boolean =>
  isObject(value) ? Object.values(value).some((inner) => holds(inner, kept)) : kept.has(String(value))

const bentValue = (value: unknown, kept: ReadonlySet<string>): unknown => {
  if (!isObject(value)) return kept.has(String(value)) ? value : { bent: true }
  if (Array.isArray(value) || !holds(value, kept)) return 'bent'
  // An object around the key alone, such as `from: { id }`, is how the row is found.
  return canBend(value, kept) ? bentRow(value, kept) : value
}

/** A row in which nothing has the type that it had, but for the values by which it is found. */
export const bentRow = (row: unknown, kept: ReadonlySet<string>): unknown => {
  if (!isObject(row)) return { bent: true }
  const bent = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, bentValue(value, kept)]))
  return canBend(row, kept) ? bent : { bent: true }
}

/** Whether a row holds more than what it is found by; a list of bare cursors beside the rows does not. */
const canBend = (row: unknown, kept: ReadonlySet<string>): boolean =>
  isObject(row)
    ? Object.values(row).some((value) => isObject(value) || !kept.has(String(value)))
    : !kept.has(String(row))

/** Which rows to bend, and how they are told. */
interface BendPlan {
  /** Whether this list is the one; asked from the outside in. */
  readonly isList: (list: readonly unknown[]) => boolean
  /** Whether this row of it is to be bent. */
  readonly isRow: (row: unknown, index: number) => boolean
  readonly kept: ReadonlySet<string>
}

/** An answer with one row bent; null when the list was not found. Lists are looked for from the outside in. */
const bendRow = (body: unknown, plan: BendPlan): unknown => {
  if (Array.isArray(body) && plan.isList(body))
    return body.map((row: unknown, index) => (plan.isRow(row, index) ? bentRow(row, plan.kept) : row))
  if (!isObject(body)) return null
  for (const [name, inner] of Object.entries(body)) {
    const bent = Array.isArray(inner) && plan.isList(inner) ? bendRow(inner, plan) : null
    if (bent !== null) return { ...body, [name]: bent }
  }
  for (const [name, inner] of Object.entries(body)) {
    const bent = bendRow(inner, plan)
    if (bent !== null) return Array.isArray(body) ? body.with(Number(name), bent) : { ...body, [name]: bent }
  }
  return null
}

/** Bends the first row of a list with so many rows; texts in `kept` stay (positions, ids). */
export const bendFirstRow = (body: unknown, count: number, kept: ReadonlySet<string>): unknown =>
  bendRow(body, {
    isList: (list) => list.length === count && canBend(list[0], kept),
    isRow: (_, index) => index === 0,
    kept,
  })

/** Bends the object that has the key for a value of its own; for answers whose rows stand under names, in no list. */
const bendHolder = (body: unknown, kept: ReadonlySet<string>): unknown => {
  if (!isObject(body)) return null
  if (Object.values(body).some((value) => typeof value === 'string' && kept.has(value))) return bentRow(body, kept)
  for (const [name, inner] of Object.entries(body)) {
    const bent = bendHolder(inner, kept)
    if (bent !== null) return { ...body, [name]: bent }
  }
  return null
}

/** Bends the row that holds a key. */
export const bendRowOf = (body: unknown, key: string): unknown => {
  const kept = new Set([key])
  const isRow = (row: unknown): boolean => holds(row, kept)
  const isList = (list: readonly unknown[]): boolean => list.some((row) => isObject(row) && isRow(row))
  return bendRow(body, { isList, isRow, kept }) ?? bendHolder(body, kept)
}
