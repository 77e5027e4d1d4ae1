import type { ErrorCode } from '../core/error-code.ts'
import type { LineStatus } from '../upstream/line.ts'
import type { Probe } from './probe.ts'

/** One thing that `doctor` looked at; `ok` is null where there was nothing to see. */
export interface Check {
  readonly name: 'credentials' | 'reachable' | 'clock' | 'quota'
  readonly ok: boolean | null
  readonly detail: string
}

/** How far the clocks may be apart, in milliseconds: signatures with a time stamp are refused by vendors after minutes. */
const MOST_SKEW_MS = 60_000

const UNREACHED: readonly ErrorCode[] = [
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNREACHABLE',
  'EGRESS_REFUSED',
  'DEADLINE_EXCEEDED',
  'CIRCUIT_OPEN',
]
const TROUBLED: readonly ErrorCode[] = ['UPSTREAM_FAILED', 'UPSTREAM_MALFORMED']

const checkCredentials = ({ error, operation }: Probe, isSandbox: boolean): Check => {
  const name = 'credentials'
  if (isSandbox) return { name, ok: null, detail: 'none are set; runs on its sandbox' }
  if (error === null) return { name, ok: true, detail: `accepted (${operation ?? 'nothing was asked'})` }
  if (error.code === 'UPSTREAM_UNAUTHENTICATED')
    return { name, ok: false, detail: 'the vendor does not accept them; make new ones and set them' }
  if (error.code === 'UPSTREAM_FORBIDDEN')
    return { name, ok: true, detail: `accepted, but they may not ${operation}: ${error.message}` }
  if (UNREACHED.includes(error.code) || TROUBLED.includes(error.code))
    return { name, ok: null, detail: 'could not be tried' }
  return { name, ok: true, detail: `accepted (${operation} answered ${error.code})` }
}

/** Whether a place answers, and how quickly. */
export const checkReachable = ({
  error,
  baseUrl,
  durationMs,
}: Pick<Probe, 'error' | 'baseUrl' | 'durationMs'>): Check => {
  const name = 'reachable'
  const isTroubled = error !== null && (UNREACHED.includes(error.code) || TROUBLED.includes(error.code))
  if (isTroubled) return { name, ok: false, detail: `${baseUrl}: ${error.code}: ${error.message}` }
  return { name, ok: true, detail: `${baseUrl} in ${durationMs.toFixed(0)} ms` }
}

/** How far this machine's clock is from the one that wrote a `Date` header. */
export const checkClock = (date: string | null, nowMs: number): Check => {
  const name = 'clock'
  const told = date === null ? NaN : Date.parse(date)
  if (Number.isNaN(told)) return { name, ok: null, detail: 'the answer tells no time' }
  const apartMs = nowMs - told
  const seconds = `${(Math.abs(apartMs) / 1000).toFixed(0)} s`
  if (Math.abs(apartMs) <= MOST_SKEW_MS) return { name, ok: true, detail: `${seconds} apart` }
  const direction = apartMs > 0 ? 'ahead' : 'behind'
  return {
    name,
    ok: false,
    detail: `this machine is ${seconds} ${direction}; set its clock (timedatectl set-ntp true)`,
  }
}

const checkQuota = (quotas: LineStatus['quotas']): Check => {
  const name = 'quota'
  if (quotas.length === 0) return { name, ok: null, detail: 'nothing is known of it' }
  const told = quotas.map(({ quotaClass, remaining, limit }) => {
    const left = Math.max(0, Math.floor(remaining))
    return `${quotas.length > 1 ? `${quotaClass}: ` : ''}${left}${limit === null ? '' : ` of ${limit}`} left`
  })
  return { name, ok: quotas.every(({ remaining }) => remaining >= 1), detail: told.join(', ') }
}

/** What a probe says about a source. */
export const diagnose = (
  probe: Probe,
  known: { readonly isSandbox: boolean; readonly nowMs: number },
): readonly Check[] => [
  checkCredentials(probe, known.isSandbox),
  checkReachable(probe),
  checkClock(probe.date, known.nowMs),
  checkQuota(probe.quotas),
]
