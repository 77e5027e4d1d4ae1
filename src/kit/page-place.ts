import type { CursorPosition } from '../core/cursor.ts'
import type { Headers } from '../upstream/call.ts'
import type { Paging } from './operation.ts'

/** What a vendor answered to the question for a page. */
export interface PageAnswer {
  readonly value: unknown
  readonly headers: Headers
}

/** A place in a list that can be synchronized: a page's position, the token of a list read to its end, or both. */
type SyncPlace = readonly [page: string | null, token: string | null]

const NOWHERE: SyncPlace = [null, null]

const toText = (place: unknown): string | null => (typeof place === 'string' ? place : null)

const readSync = (at: string | null): SyncPlace => {
  if (at === null) return NOWHERE
  // Only what we have sealed ourselves comes here.
  const parsed: unknown = JSON.parse(at)
  return Array.isArray(parsed) ? [toText(parsed[0]), toText(parsed[1])] : NOWHERE
}

/** The arguments that go on from a position. */
export const argsAt = (paging: Paging, at: string | null): Readonly<Record<string, string>> => {
  if (paging.sync === undefined) return at === null || at === '' ? {} : { [paging.after]: at }
  const [page, token] = readSync(at)
  return { ...(page !== null && { [paging.after]: page }), ...(token !== null && { [paging.sync.after]: token }) }
}

/** What lies beyond a page: where to go on, and whether there are rows already. */
export interface Beyond {
  readonly at: string | null
  readonly hasMore: boolean
}

/** Where the vendor says that its list goes on, or from where it can be asked for what has changed. */
export const beyond = (paging: Paging, { value, headers }: PageAnswer, from: CursorPosition | null): Beyond => {
  const next = paging.next(value, headers) || null
  const { sync } = paging
  if (sync === undefined) return { at: next, hasMore: next !== null }
  if (next !== null) {
    const token = sync.withPages === true ? readSync(from?.at ?? null)[1] : null
    return { at: JSON.stringify([next, token]), hasMore: true }
  }
  const token = sync.token(value) || null
  return { at: token === null ? null : JSON.stringify([null, token]), hasMore: false }
}
