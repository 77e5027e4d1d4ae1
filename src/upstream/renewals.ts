import { LRUCache } from 'lru-cache'
import type { Credential, Sign } from './call.ts'

/** One renewal under way, for all who wait for it. */
interface Renewal {
  readonly done: Promise<Sign>
  readonly stop: AbortController
  waiting: number
}

/** Renewals of credentials, one at a time for each. */
export interface Renewals {
  /** A mark to note before a credential is obtained; hand it to {@link Renewals.renew}. */
  readonly mark: (credential: Credential) => number
  /** A fresh way to sign. Who was refused with a credential older than the last renewal gets what that renewal brought. */
  readonly renew: (credential: Credential, mark: number, signal: AbortSignal) => Promise<Sign>
}

/** Credentials whose last renewal is remembered; a forgotten one costs at most one renewal too many. */
const REMEMBERED = 10_000

const startRenewal = (credential: Credential): Renewal => {
  const stop = new AbortController()
  return { done: credential.obtain({ renew: true, signal: stop.signal }), stop, waiting: 0 }
}

/** Waits for a renewal as long as the caller does; the last who leaves stops it. */
const joinRenewal = async (renewal: Renewal, signal: AbortSignal): Promise<Sign> => {
  renewal.waiting += 1
  const { promise, reject } = Promise.withResolvers<never>()
  const leave = (): void => reject(signal.reason)
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([renewal.done, promise])
  } finally {
    signal.removeEventListener('abort', leave)
    renewal.waiting -= 1
    if (renewal.waiting === 0) renewal.stop.abort()
  }
}

/** Makes the renewals of one line. */
export const createRenewals = (): Renewals => {
  const underWay = new Map<string, Renewal>()
  const counts = new LRUCache<string, number>({ max: REMEMBERED })

  const start = (credential: Credential): Renewal => {
    const key = credential.fingerprint
    const renewal = startRenewal(credential)
    underWay.set(key, renewal)
    const end = (): void => {
      if (underWay.get(key) === renewal) underWay.delete(key)
    }
    const succeed = (): void => {
      counts.set(key, (counts.get(key) ?? 0) + 1)
      end()
    }
    renewal.done.then(succeed, end)
    renewal.stop.signal.addEventListener('abort', end, { once: true })
    return renewal
  }

  return {
    mark: ({ fingerprint }) => counts.get(fingerprint) ?? 0,
    renew: (credential, mark, signal) => {
      const key = credential.fingerprint
      if ((counts.get(key) ?? 0) > mark) return credential.obtain({ renew: false, signal })
      return joinRenewal(underWay.get(key) ?? start(credential), signal)
    },
  }
}
