import type { Clock } from '../core/clock.ts'
import type { LineStatus } from './line.ts'

/** Attempts of the last minute, as `LineStatus` tells them. */
export interface RecentAttempts {
  readonly add: (attempt: { readonly durationMs: number; readonly failed: boolean }) => void
  readonly read: () => LineStatus['recent']
}

interface Attempt {
  readonly atMs: number
  readonly durationMs: number
  readonly failed: boolean
}

/** How far back it looks, in milliseconds. */
const WINDOW_MS = 60_000
/** How many attempts it remembers; of more in a minute, the youngest speak for all. */
const SIZE = 1_024

/** The value that the given share of a sorted list does not exceed (nearest rank); null of an empty list. */
const percentile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null

/** Remembers attempts in a ring of fixed size. */
export const createRecentAttempts = (clock: Clock): RecentAttempts => {
  const ring: Attempt[] = []
  let next = 0
  return {
    add: ({ durationMs, failed }) => {
      ring[next] = { atMs: clock.now(), durationMs, failed }
      next = (next + 1) % SIZE
    },
    read: () => {
      const sinceMs = clock.now() - WINDOW_MS
      const recent = ring.filter(({ atMs }) => atMs > sinceMs)
      const sorted = recent.map(({ durationMs }) => durationMs).toSorted((a, b) => a - b)
      const errors = recent.filter(({ failed }) => failed).length
      const errorRatio = recent.length === 0 ? 0 : errors / recent.length
      return { calls: recent.length, errorRatio, p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95) }
    },
  }
}
