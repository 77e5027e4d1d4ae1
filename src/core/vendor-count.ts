/** The vendor's own count of what is left, kept up by us between two answers; plain data. */
export interface VendorCount {
  /** Calls left, those under way taken off. */
  readonly left: number
  /** Calls in all, where the vendor says. */
  readonly limit: number | null
  /** When its count begins anew, on the clock that `nowMs` comes from; null when it does not say. */
  readonly resetsAtMs: number | null
  /** When the last call went; null before the first. */
  readonly wentAtMs: number | null
}

/** What an answer told. */
export interface VendorNews {
  readonly remaining: number
  readonly limit: number | null
  readonly resetsAtMs: number | null
  /** Other calls under way now: the vendor may not have counted them yet, so they are taken off. */
  readonly underWay: number
  readonly nowMs: number
}

/** Below this share of the vendor's limit calls are spread evenly over the time until its count begins anew. */
const SLOW_BELOW = 0.1

/** Takes note of what an answer told. News from before a reset that has passed is no news. */
export const hearCount = (known: VendorCount | null, news: VendorNews): VendorCount | null => {
  const { remaining, limit, resetsAtMs, underWay, nowMs } = news
  if (resetsAtMs !== null && resetsAtMs <= nowMs) return known
  return { left: Math.max(0, remaining - underWay), limit, resetsAtMs, wentAtMs: known?.wentAtMs ?? null }
}

const isCurrent = (count: VendorCount | null, nowMs: number): count is VendorCount & { readonly resetsAtMs: number } =>
  count !== null && count.resetsAtMs !== null && nowMs < count.resetsAtMs

/** How far two calls are to be apart, in milliseconds; 0 while there is plenty. */
const spacingMs = ({ left, limit, resetsAtMs }: VendorCount & { resetsAtMs: number }, nowMs: number): number =>
  limit !== null && left > 0 && left < limit * SLOW_BELOW ? (resetsAtMs - nowMs) / left : 0

/**
 * Milliseconds until a call may go that has `ahead` calls before it, by the vendor's own count: nothing while there is
 * plenty, evenly spread when little is left, and until the reset when nothing is. A count without a reset holds nobody.
 */
export const countWaitMs = (count: VendorCount | null, at: { nowMs: number; ahead?: number }): number => {
  const { nowMs, ahead = 0 } = at
  if (!isCurrent(count, nowMs)) return 0
  if (ahead >= count.left) return count.resetsAtMs - nowMs
  const spacing = spacingMs(count, nowMs)
  if (spacing === 0) return 0
  const nextAtMs = count.wentAtMs === null ? nowMs : Math.max(nowMs, count.wentAtMs + spacing)
  return nextAtMs + ahead * spacing - nowMs
}

/** Takes off a call that goes now. */
export const takeFromCount = (count: VendorCount | null, nowMs: number): VendorCount | null =>
  count === null ? null : { ...count, left: Math.max(0, count.left - 1), wentAtMs: nowMs }
