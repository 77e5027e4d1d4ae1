import { openCursor, type CursorPosition } from '../core/cursor.ts'
import { HeadwatersError } from '../core/headwaters-error.ts'

/** What a vendor's list allows. */
export interface PageLimits {
  /** The most rows that a caller may ask for with `first`. */
  readonly max: number
  /** The same with `last`. @default max */
  readonly maxBackward?: number
  /** The rows of a page when the caller does not say. */
  readonly defaultSize: number
  /** Whether the list can be read backward; `with-before` when only from a given cursor (Stripe's `ending_before`). */
  readonly backward: 'yes' | 'with-before' | 'no'
}

/** Relay's four arguments, as GraphQL hands them over. */
export interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** One page to be read. */
export interface PageRequest {
  readonly direction: 'forward' | 'backward'
  /** Rows, from 1. */
  readonly size: number
  /** Where to start, in the direction; null for the list's own end. */
  readonly from: CursorPosition | null
}

/** What cursors of a list are read with, and the field's name for messages. */
export interface PageCursors {
  readonly key: string | Uint8Array
  readonly scope: string
  readonly field: string
}

type Argument = 'first' | 'after' | 'last' | 'before'

const wrong = (field: string, argument: Argument, issue: string): HeadwatersError =>
  new HeadwatersError('BAD_USER_INPUT', `${field}: argument \`${argument}\` ${issue}`, {
    details: [{ field: argument, issue }],
  })

const CURSOR_PROBLEMS = {
  malformed: 'is not a cursor. Send an `endCursor`, `startCursor` or `cursor` of this list, or leave it out.',
  elsewhere:
    'is a cursor of another list, or of this list with other arguments. Send one that came from the same arguments.',
  forged: 'was not issued by this server, or its key has changed since. Start again without it.',
} as const

type Given = { readonly [A in Argument]: boolean }

const checkCombination = (given: Given, { backward }: PageLimits, field: string): void => {
  if (backward === 'no' && (given.last || given.before)) {
    const argument = given.last ? 'last' : 'before'
    throw wrong(field, argument, 'is not possible: this list can only be read forward. Use `first` and `after`.')
  }
  if (given.first && given.last) throw wrong(field, 'last', 'cannot be combined with `first`. Send one of them.')
  if (given.last && given.after) throw wrong(field, 'after', 'goes with `first`. With `last`, use `before`.')
  if (given.before && !given.last) throw wrong(field, 'before', 'needs `last`. With `first`, use `after`.')
  if (backward === 'with-before' && given.last && !given.before) {
    throw wrong(field, 'last', 'needs `before`: the vendor cannot start from the end of this list.')
  }
}

const decodeSize = (
  size: number,
  argument: Argument,
  { limits, field }: { limits: PageLimits; field: string },
): number => {
  const most = argument === 'last' ? (limits.maxBackward ?? limits.max) : limits.max
  if (Number.isInteger(size) && size >= 1 && size <= most) return size
  throw wrong(field, argument, `must be a whole number from 1 to ${most}, not ${size}.`)
}

const decodeFrom = (text: string, argument: Argument, { key, scope, field }: PageCursors): CursorPosition => {
  const opened = openCursor(key, scope, text)
  if ('position' in opened) return opened.position
  throw wrong(field, argument, CURSOR_PROBLEMS[opened.problem])
}

/** Checks the four arguments of a connection against what its list allows; throws BAD_USER_INPUT that says what to send. */
export const decodePageArgs = (args: PageArgs, limits: PageLimits, cursors: PageCursors): PageRequest => {
  const { first = null, after = null, last = null, before = null } = args
  const { field } = cursors
  const given = { first: first !== null, after: after !== null, last: last !== null, before: before !== null }
  checkCombination(given, limits, field)
  if (last !== null) {
    const size = decodeSize(last, 'last', { limits, field })
    return { direction: 'backward', size, from: before === null ? null : decodeFrom(before, 'before', cursors) }
  }
  const size = first === null ? limits.defaultSize : decodeSize(first, 'first', { limits, field })
  return { direction: 'forward', size, from: after === null ? null : decodeFrom(after, 'after', cursors) }
}
