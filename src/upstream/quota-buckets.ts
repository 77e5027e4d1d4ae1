import type { Clock } from '../core/clock.ts'
import type { GovernorRule } from '../core/governor.ts'
import { UNLIMITED, type QuotaRule } from '../core/quota.ts'
import type { UpstreamCall } from './call.ts'
import type { LineStatus } from './line.ts'
import type { QuotaClass, QuotaReading, UpstreamProfile } from './profile.ts'
import { createBucket, type QuotaBucket } from './quota-bucket.ts'

/** A bucket, whose it is, and what the vendor told of it last. */
export interface KeptBucket {
  readonly fingerprint: string
  readonly quotaClass: string
  readonly rule: GovernorRule
  readonly bucket: QuotaBucket
  reading: QuotaReading | null
}

/** The buckets of one line: one for each credential and class of calls. */
export interface QuotaBuckets {
  readonly of: (call: UpstreamCall<unknown>) => KeptBucket
  /** How the classes stand, of one credential or (the worst of each) of all. */
  readonly status: (credentialFingerprint?: string) => LineStatus['quotas']
}

type QuotaStatus = LineStatus['quotas'][number]

/** Buckets that are kept before idle ones are thrown away. */
const MAX_BUCKETS = 10_000

const toRate = ({ ratePerSecond = Infinity, burst }: QuotaClass): QuotaRule =>
  ratePerSecond === Infinity ? UNLIMITED : { ratePerSecond, burst: Math.max(1, burst ?? ratePerSecond) }

const toRule = (quota: QuotaClass): GovernorRule => ({
  rate: toRate(quota),
  windows: quota.windows ?? [],
  adaptive: quota.adaptive ?? true,
})

/** The bound that the status names: the burst, or the smallest window where no rate is declared. */
const limitOf = ({ rate, windows }: GovernorRule): number =>
  rate.ratePerSecond === Infinity ? Math.min(...windows.map(({ calls }) => calls)) : rate.burst

/** What the vendor told, as long as it holds; else our own count; null where there is none. */
const toStatus = ({ quotaClass, rule, bucket, reading }: KeptBucket, clock: Clock): QuotaStatus | null => {
  if (reading !== null && (reading.resetsAtMs ?? Infinity) > clock.wallNow()) {
    const { remaining, limit = null, resetsAtMs = null } = reading
    return { quotaClass, remaining, limit, resetsAtMs }
  }
  const remaining = bucket.available()
  if (remaining === Infinity) return null
  const limit = limitOf(rule)
  return { quotaClass, remaining, limit: limit === Infinity ? null : limit, resetsAtMs: null }
}

const worstOfEach = (all: readonly QuotaStatus[]): QuotaStatus[] => {
  const worst = new Map<string, QuotaStatus>()
  for (const status of all) {
    const known = worst.get(status.quotaClass)
    if (known === undefined || status.remaining < known.remaining) worst.set(status.quotaClass, status)
  }
  return [...worst.values()]
}

/** Makes the buckets of one line, on demand. */
export const createBuckets = (quotas: UpstreamProfile['quota'], clock: Clock): QuotaBuckets => {
  const kept = new Map<string, KeptBucket>()

  const makeRoom = (): void => {
    if (kept.size < MAX_BUCKETS) return
    for (const [key, { bucket }] of kept) if (bucket.isIdle()) kept.delete(key)
  }

  const make = (fingerprint: string, quotaClass: string): KeptBucket => {
    const quota: QuotaClass = (Object.hasOwn(quotas, quotaClass) ? quotas[quotaClass] : undefined) ?? {}
    const rule = toRule(quota)
    const bucket = createBucket({ rule, concurrency: quota.concurrency ?? Infinity, clock })
    return { fingerprint, quotaClass, rule, bucket, reading: null }
  }

  return {
    of: ({ credential, operation }) => {
      const key = `${credential.fingerprint}\0${operation.quotaClass}`
      const known = kept.get(key)
      if (known !== undefined) return known
      makeRoom()
      const made = make(credential.fingerprint, operation.quotaClass)
      kept.set(key, made)
      return made
    },
    status: (asked) => {
      const chosen = [...kept.values()].filter(({ fingerprint }) => asked === undefined || fingerprint === asked)
      return worstOfEach(chosen.map((bucket) => toStatus(bucket, clock)).filter((status) => status !== null))
    },
  }
}
