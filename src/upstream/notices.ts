import type { Clock } from '../core/clock.ts'
import { decodeDeprecation, decodeSunset, type Notice } from '../core/notice.ts'
import type { Exchange, UpstreamCall } from './call.ts'
import type { LineStatus } from './line.ts'

/** What a vendor let us know beside its answers: what it will take away, and where its answers no longer fit. */
export interface Notices {
  /** Hears `Deprecation` and `Sunset` headers. Wraps the exchange, where headers are seen. */
  readonly listen: (next: Exchange) => Exchange
  /** Counts the places where an answer did not fit. */
  readonly drifted: (call: UpstreamCall<unknown>, paths: readonly string[]) => void
  readonly status: () => Pick<LineStatus, 'notices' | 'drift'>
}

/** The same notice is reported once in this time, in milliseconds; it is counted each time. */
const DAY_MS = 86_400_000

/** Most places that are told apart; more are counted together, under this path. */
const MAX_PLACES = 500
const ELSEWHERE = '*'

type Counted<Facts> = Facts & { count: number; lastAtMs: number }
type NoticeEntry = Counted<{ operation: string; kind: Notice['kind']; atMs: number | null }> & { reportedAtMs: number }
type DriftEntry = Counted<{ operation: string; path: string }>

/** `data.3.email` is the same place as `data.4.email`. */
const toPlace = (path: string): string => path.replace(/(^|\.)\d+(?=\.|$)/g, '$1*')

const toNotices = (headers: Readonly<Record<string, string>>): readonly Notice[] =>
  [decodeDeprecation(headers['deprecation']), decodeSunset(headers['sunset'])].filter((notice) => notice !== null)

const announce = (call: UpstreamCall<unknown>, { kind, atMs }: Notice): void => {
  const { source, account, operation, context } = call
  const facts = { source, account, operation: operation.name, requestId: context.requestId }
  context.observe({ type: 'notice', ...facts, notice: kind, ...(atMs !== null && { atMs }) })
}

const createDrift = (clock: Clock) => {
  const entries = new Map<string, DriftEntry>()
  const entryOf = (operation: string, path: string): DriftEntry => {
    const key = `${operation} ${path}`
    const known = entries.get(key)
    if (known !== undefined) return known
    if (entries.size >= MAX_PLACES && path !== ELSEWHERE) return entryOf(operation, ELSEWHERE)
    const made = { operation, path, count: 0, lastAtMs: 0 }
    entries.set(key, made)
    return made
  }
  return {
    add: (operation: string, path: string): void => {
      const entry = entryOf(operation, toPlace(path))
      entry.count += 1
      entry.lastAtMs = clock.wallNow()
    },
    all: (): LineStatus['drift'] => [...entries.values()].map((entry) => ({ ...entry })),
  }
}

/** Makes the memory of what one vendor let us know. */
export const createNotices = (clock: Clock): Notices => {
  const notices = new Map<string, NoticeEntry>()
  const drift = createDrift(clock)

  const hear = (call: UpstreamCall<unknown>, notice: Notice): void => {
    const operation = call.operation.name
    const key = `${operation} ${notice.kind}`
    const known = notices.get(key) ?? { operation, ...notice, count: 0, lastAtMs: 0, reportedAtMs: -Infinity }
    const isNews = clock.now() - known.reportedAtMs >= DAY_MS
    const reportedAtMs = isNews ? clock.now() : known.reportedAtMs
    notices.set(key, { ...known, ...notice, count: known.count + 1, lastAtMs: clock.wallNow(), reportedAtMs })
    if (isNews) announce(call, notice)
  }

  const listen = (next: Exchange): Exchange =>
    async function listening(call) {
      const answer = await next(call)
      for (const notice of toNotices(answer.headers)) hear(call, notice)
      return answer
    }

  return {
    listen,
    drifted: (call, paths) => {
      for (const path of paths) drift.add(call.operation.name, path)
    },
    status: () => ({
      notices: [...notices.values()].map(({ reportedAtMs: _reportedAtMs, ...told }) => told),
      drift: drift.all(),
    }),
  }
}
