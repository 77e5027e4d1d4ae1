/** A name and a value of a form or query. */
type Pair = readonly [name: string, value: string]

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !(value instanceof Date)

const toText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))

const pairsOf = (name: string, value: unknown): readonly Pair[] => {
  if (value === undefined) return []
  if (value === null) return [[name, '']]
  if (!isBranch(value)) return [[name, toText(value)]]
  return Object.entries(value).flatMap(([key, inner]) => pairsOf(`${name}[${key}]`, inner))
}

/** Writes values as a form with nested names in brackets: `items[0][price]=p&metadata[a]=b`. Null empties a value. */
export const toForm = (values: Readonly<Record<string, unknown>>): string => {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) for (const pair of pairsOf(name, value)) form.append(...pair)
  return form.toString()
}

/** Writes values as a query whose lists repeat their name: `a=1&a=2`. */
export const toQuery = (values: Readonly<Record<string, unknown>>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) query.append(name, toText(item))
  }
  return query.toString()
}

const stepsOf = (name: string): readonly string[] => name.replaceAll(']', '').split('[')

/** Reads what {@link toForm} writes: a sandbox's view of a form. Lists come back as lists. */
export const fromForm = (text: string): Readonly<Record<string, unknown>> => {
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [name, value] of new URLSearchParams(text)) plant(root, stepsOf(name), value)
  return listsIn(root) as Readonly<Record<string, unknown>>
}

const plant = (into: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: string): void => {
  const key = step === '' ? String(Object.keys(into).length) : step
  if (rest.length === 0) {
    into[key] = value
    return
  }
  const next = (into[key] ??= Object.create(null)) as Record<string, unknown>
  plant(next, rest, value)
}

const listsIn = (value: unknown): unknown => {
  if (!isBranch(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, listsIn(inner)] as const)
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}
