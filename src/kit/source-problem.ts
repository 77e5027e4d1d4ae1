/** One thing that is wrong with a source: which of its answers, and how to mend it. */
export interface SourceProblem {
  /** A dotted path within the source (`operations.charge.answer`); empty for the source as a whole. */
  readonly where: string
  readonly issue: string
}

/** What somebody gave in place of what was wanted, without its content. */
export const nameKind = (value: unknown): string => {
  if (value === null || value === undefined) return 'missing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return value instanceof Promise ? 'a promise' : 'an object'
  return value === '' ? 'empty' : `a ${typeof value}`
}

/** Whether a value has properties to look at. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
