import { decodeReset } from '../core/retry-after.ts'
import { parseDictionary, parseList, type FieldItem } from '../core/structured-field.ts'
import type { Headers } from './call.ts'
import type { QuotaReading } from './profile.ts'

const COUNT = /^\d{1,15}$/

const readCount = (text: string | undefined): number | null => {
  const trimmed = text?.trim() ?? ''
  return COUNT.test(trimmed) ? Number(trimmed) : null
}

const numberOf = (item: FieldItem, name: string): number | null => {
  const value = Object.hasOwn(item.parameters, name) ? item.parameters[name] : undefined
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null
}

const nameOf = ({ value }: FieldItem): string | null => {
  if (typeof value === 'string') return value
  return typeof value === 'object' && 'token' in value ? value.token : null
}

interface Told {
  readonly remaining: number
  readonly limit: number | null
  readonly resetsInMs: number | null
}

const toReading = ({ remaining, limit, resetsInMs }: Told): QuotaReading => ({
  remaining,
  ...(limit !== null && { limit }),
  ...(resetsInMs !== null && { resetsInMs }),
})

/** Of several limits, the one that will be met first. */
const tightest = (told: readonly Told[]): Told | null =>
  told.reduce<Told | null>((least, one) => (least === null || one.remaining < least.remaining ? one : least), null)

/** The quotas and windows of `RateLimit-Policy: "default";q=100;w=60`, by name. */
const readPolicies = (text: string | undefined): ReadonlyMap<string, FieldItem> =>
  new Map(
    (text === undefined ? [] : (parseList(text) ?? [])).flatMap((item) => {
      const name = nameOf(item)
      return name === null ? [] : [[name, item]]
    }),
  )

/**
 * `RateLimit: "default";r=50;t=30` with its `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10). A malformed
 * field is ignored as a whole (RFC 9651, section 4.2).
 */
const readNamedLimits = (headers: Headers): readonly Told[] => {
  const policies = readPolicies(headers['ratelimit-policy'])
  return (parseList(headers['ratelimit'] ?? '') ?? []).flatMap((item) => {
    const name = nameOf(item)
    const remaining = numberOf(item, 'r')
    if (name === null || remaining === null) return []
    const seconds = numberOf(item, 't')
    const policy = policies.get(name)
    const limit = policy === undefined ? null : numberOf(policy, 'q')
    return [{ remaining, limit, resetsInMs: seconds === null ? null : seconds * 1_000 }]
  })
}

/** `RateLimit: limit=100, remaining=50, reset=30`, as drafts 07 to 09 had it. */
const readDictionary = (headers: Headers): readonly Told[] => {
  const members = parseDictionary(headers['ratelimit'] ?? '')
  const read = (name: string): number | null => {
    const value = members?.get(name)?.value
    return typeof value === 'number' && value >= 0 ? value : null
  }
  const [remaining, seconds] = [read('remaining'), read('reset')]
  if (remaining === null) return []
  return [{ remaining, limit: read('limit'), resetsInMs: seconds === null ? null : seconds * 1_000 }]
}

/** Reads the `RateLimit` field of the IETF's drafts, old and new; null when there is none or it is malformed. */
export const readRateLimitField = (headers: Headers): QuotaReading | null => {
  if (headers['ratelimit'] === undefined) return null
  const told = tightest([...readNamedLimits(headers), ...readDictionary(headers)])
  return told === null ? null : toReading(told)
}

/** Any wall clock will do to tell seconds to go from a moment: only the size of the number decides. */
const BASE_MS = 0

/** A reset in seconds to go or as a moment, told apart by its size. */
const readResetHeader = (text: string | undefined): Pick<QuotaReading, 'resetsAtMs' | 'resetsInMs'> => {
  const ms = decodeReset(text, BASE_MS)
  if (ms === null) return {}
  // Below this, it counted from our base of nothing: it is a length of time.
  return ms < 1e12 ? { resetsInMs: ms } : { resetsAtMs: ms }
}

/** How a vendor names its three headers. */
export interface QuotaHeaderNames {
  /** Calls left. */
  readonly remaining: string
  /** Calls in all. */
  readonly limit?: string
  /** When it is whole again: seconds to go, seconds or milliseconds since 1970, or an HTTP date. */
  readonly reset?: string
}

/** Makes a reader of a vendor's own three headers (`X-RateLimit-Remaining`, …). What is malformed is ignored. */
export const quotaHeaders = (names: QuotaHeaderNames): ((headers: Headers) => QuotaReading | null) => {
  const [remainingName, limitName, resetName] = [names.remaining, names.limit, names.reset].map((name) =>
    name?.toLowerCase(),
  )
  return (headers) => {
    const remaining = readCount(headers[remainingName ?? ''])
    if (remaining === null) return null
    const limit = readCount(headers[limitName ?? ''])
    return { remaining, ...(limit !== null && { limit }), ...readResetHeader(headers[resetName ?? '']) }
  }
}

/** Reads `X-RateLimit-Limit`, `-Remaining` and `-Reset`. */
export const readXRateLimit = quotaHeaders({
  remaining: 'x-ratelimit-remaining',
  limit: 'x-ratelimit-limit',
  reset: 'x-ratelimit-reset',
})

/** Reads `RateLimit-Limit`, `-Remaining` and `-Reset`, as drafts up to 06 had them. */
const readSplitRateLimit = quotaHeaders({
  remaining: 'ratelimit-remaining',
  limit: 'ratelimit-limit',
  reset: 'ratelimit-reset',
})

/** Reads HubSpot's ten-second window (developers.hubspot.com, "API usage guidelines"). */
export const readHubspotRateLimit = (headers: Headers): QuotaReading | null => {
  const reading = quotaHeaders({
    remaining: 'x-hubspot-ratelimit-remaining',
    limit: 'x-hubspot-ratelimit-max',
  })(headers)
  const intervalMs = readCount(headers['x-hubspot-ratelimit-interval-milliseconds'])
  // It names the length of its window, not how much of it is left: at the longest, that.
  return reading && intervalMs !== null ? { ...reading, resetsInMs: intervalMs } : reading
}

/** Reads whatever of the common headers an answer has. */
export const readCommonQuota = (headers: Headers): QuotaReading | null =>
  readRateLimitField(headers) ?? readSplitRateLimit(headers) ?? readXRateLimit(headers) ?? readHubspotRateLimit(headers)
