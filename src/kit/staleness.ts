import type { RequestContext } from '../graph/context.ts'
import type { Stale } from '../upstream/call.ts'

/** What a request was given that is stale. By value, since verbs hand on values alone; weak, so it ends with the request. */
const STALE = new WeakMap<RequestContext, WeakMap<object, Stale>>()

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Notes, for one request, that a value is stale, or with null that it is not. The value is handed back. */
export const noteStale = <T>(context: RequestContext, value: T, stale: Stale | null): T => {
  if (stale === null) {
    if (isObject(value)) STALE.get(context)?.delete(value)
    return value
  }
  // What cannot be marked is not passed off as fresh.
  if (!isObject(value)) {
    if (stale.failure !== null) throw stale.failure
    return value
  }
  let noted = STALE.get(context)
  if (!noted) STALE.set(context, (noted = new WeakMap<object, Stale>()))
  noted.set(value, stale)
  return value
}

/** How stale a value is that a verb has answered in this request; null for a fresh one. */
export const staleIn = (context: RequestContext, value: unknown): Stale | null =>
  isObject(value) ? (STALE.get(context)?.get(value) ?? null) : null

/** The oldest of several, with the first failure among them. */
export const oldestOf = (all: readonly (Stale | null)[]): Stale | null => {
  const stale = all.filter((one) => one !== null)
  if (stale.length === 0) return null
  const failure = stale.find((one) => one.failure !== null)?.failure ?? null
  return { ageMs: Math.max(...stale.map(({ ageMs }) => ageMs)), failure }
}
