import type { TagMark } from './tag-store.ts'

/** One remembered answer. */
export interface StoredAnswer {
  readonly value: unknown
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** On {@link Clock.now}. */
  readonly receivedAtMs: number
  readonly freshUntilMs: number
  /** When even a stale copy is of no more use. @default freshUntilMs */
  readonly keepUntilMs?: number
  readonly tags: readonly string[]
  /** Noted when the call began; once it is no longer current, the answer is not served. */
  readonly mark?: TagMark
  /** About how many bytes it takes. */
  readonly bytes: number
}

/** Answers between requests, bounded in bytes. Keys carry the credential's fingerprint, so scopes are apart by construction. */
export interface AnswerStore {
  readonly get: (key: string) => StoredAnswer | undefined
  readonly set: (key: string, answer: StoredAnswer) => void
  readonly delete: (key: string) => void
  /** Forgets everything. */
  readonly clear: () => void
  readonly bytes: () => number
}
