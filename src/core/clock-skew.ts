import { decodeHttpDate } from './retry-after.ts'

/** A `Date` has whole seconds and was some time under way: below this, clocks agree, in milliseconds. */
const AGREED_MS = 5_000
/** Nobody's clock is off by more than this; such a `Date` is not believed, in milliseconds. */
const BELIEVED_MS = 86_400_000

/**
 * The hour by the vendor's clock, in milliseconds since 1970: ours, corrected by its `Date` (RFC 9110, section 6.6.1)
 * where the two disagree. Moments that it names mean something on its clock only.
 */
export const vendorNow = (date: string | undefined, wallNowMs: number): number => {
  const theirsMs = date === undefined ? null : decodeHttpDate(date)
  if (theirsMs === null) return wallNowMs
  const apartMs = Math.abs(theirsMs - wallNowMs)
  return apartMs < AGREED_MS || apartMs > BELIEVED_MS ? wallNowMs : theirsMs
}
