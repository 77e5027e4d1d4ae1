import type { Selecting } from '../core/vary.ts'
import type { TagMark } from './tag-store.ts'

/** One remembered answer. */
export interface StoredAnswer {
  readonly value: unknown
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** On {@link Clock.now}. */
  readonly receivedAtMs: number
  /** How old it was when it came, in milliseconds (RFC 9111, section 4.2.3). @default 0 */
  readonly ageMs?: number
  /** Its lifetime's end, on {@link Clock.now}; before `receivedAtMs` for one that was stale when it came. */
  readonly freshUntilMs: number
  /** When even a stale copy is of no more use. @default freshUntilMs */
  readonly keepUntilMs?: number
  readonly tags: readonly string[]
  /** Noted when the call began; once it is no longer current, the answer is not served. */
  readonly mark?: TagMark
  /** What of the request chose it, where its `Vary` names fields. */
  readonly selecting?: Selecting
  /** Answers to the same question that other fields chose, youngest first; their bytes are part of `bytes`. */
  readonly others?: readonly StoredAnswer[]
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
