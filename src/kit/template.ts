const SLOT = /\{([^}]+)\}/g

/** The slot names of a template, in order. */
export const slotsOf = (template: string): readonly string[] =>
  [...template.matchAll(SLOT)].map((match) => match[1] ?? '')

/**
 * Fills a template with values; null when a slot has none, so that a tag with an optional slot is left out rather than
 * written with a hole.
 */
export const fillTemplate = (template: string, values: (name: string) => unknown): string | null => {
  let whole = true
  const filled = template.replace(SLOT, (_slot, name: string) => {
    const value = values(name)
    if (value === undefined || value === null || value === '') whole = false
    return String(value)
  })
  return whole ? filled : null
}
