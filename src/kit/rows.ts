import { z } from 'zod'
import { HeadwatersError } from '../core/headwaters-error.ts'
import { labelOf, type Named } from './named.ts'

/** Marks a row that does not have the declared shape. */
const MALFORMED = Symbol('malformed row')

interface Malformed {
  readonly [MALFORMED]: readonly string[]
}

const pathsOf = (error: z.ZodError): readonly string[] =>
  error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)

/** Where rows that do not fit are noted while an answer is being decoded; null outside of that. Decoding never waits. */
let noted: string[] | null = null

/** Runs a decoding and gathers the paths of the rows in it that do not fit. */
export const gatherMisfits = <T>(decode: () => T): { readonly value: T; readonly paths: readonly string[] } => {
  const before = noted
  const paths: string[] = []
  noted = paths
  try {
    return { value: decode(), paths }
  } finally {
    noted = before
  }
}

/** What of a raw row can be kept: its own fields, so that a cursor or a key can still be read off it. */
const toMalformed = (raw: unknown, error: z.ZodError): object => ({
  ...(typeof raw === 'object' && raw !== null ? raw : {}),
  [MALFORMED]: pathsOf(error),
})

/**
 * A list whose rows are checked one by one, so that one malformed row fails one field and not the page. Verbs turn such
 * rows into errors before a resolver sees them.
 */
export const rows = <S extends z.ZodType>(row: S): z.ZodType<z.output<S>[], z.input<S>[]> =>
  z.array(z.unknown()).transform((items) =>
    items.map((raw) => {
      const result = row.safeParse(raw)
      if (result.success) return result.data
      noted?.push(...result.error.issues.map((issue) => ['*', ...issue.path].join('.')))
      return toMalformed(raw, result.error)
    }),
  ) as unknown as z.ZodType<z.output<S>[], z.input<S>[]>

/** The paths at which a row does not fit; null for a good one. */
export const misfitOf = (row: unknown): readonly string[] | null =>
  typeof row === 'object' && row !== null && MALFORMED in row ? (row as Malformed)[MALFORMED] : null

/** The error of an answer, or a row of it, that parses but does not fit; a text where others add source and operation. */
export const shapeError = (at: Named | string, paths: readonly string[]): HeadwatersError =>
  new HeadwatersError(
    'UPSTREAM_SHAPE',
    `${typeof at === 'string' ? at : labelOf(at)}: the vendor's answer does not have the declared shape.`,
    {
      ...(typeof at === 'string' ? {} : at),
      details: paths.map((path) => {
        const [field = '', ...issue] = path.split(': ')
        return { field, issue: issue.join(': ') }
      }),
    },
  )
