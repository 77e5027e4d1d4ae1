import { ERROR_TRAITS, type ErrorCode, type ErrorTraits } from './error-code.ts'

/** What became of a write that ended in an error. */
export type WriteOutcome = 'notApplied' | 'unknown' | 'applied'

/** One place of a request or an answer, and what is wrong there. */
export interface ErrorDetail {
  /** Where, as a dotted path (`input.amount`, `data.3.email`). */
  readonly field: string
  /** What is wrong there, without the value. */
  readonly issue: string
}

/** What the vendor said about an error, in its own words. */
export interface VendorFacts {
  /** The vendor's own code for it, if it has one. */
  readonly code?: string
  /** The vendor's id of the request, for its support. */
  readonly requestId?: string
}

/** One attempt of a call that ended in an error. */
export interface FailedTry {
  /** From 1. */
  readonly attempt: number
  readonly code: ErrorCode
  /** Milliseconds that were waited after it, before the next one; null after the last. */
  readonly delayMs: number | null
}

/** Everything that a {@link HeadwatersError} can say beside its code and message. */
export interface ErrorFacts {
  /** The source it came from. */
  readonly source?: string
  /** The operation that was under way. */
  readonly operation?: string
  /** Milliseconds after which trying again makes sense. */
  readonly retryAfterMs?: number
  /** For writes: whether the vendor did it. */
  readonly outcome?: WriteOutcome
  /** Places that are wrong. */
  readonly details?: readonly ErrorDetail[]
  /** The vendor's own words. */
  readonly vendor?: VendorFacts
  /** The vendor's decoded error body, for a source that makes a typed outcome of it. Never shown to a caller. */
  readonly problem?: unknown
  /** How many attempts were made. */
  readonly attempts?: number
  /** Every attempt that failed, first to last. */
  readonly tries?: readonly FailedTry[]
  /** How long the vendor had been given when a deadline or a departure cut the attempt off, in milliseconds. */
  readonly givenMs?: number
  /** Whether no byte of the request had left when it failed. */
  readonly beforeSending?: boolean
  /** A word on repeating that wins over the code's trait: the vendor's own, or ours where repeating is in vain. */
  readonly shouldRetry?: boolean
  /** What caused it. */
  readonly cause?: unknown
}

/** The one error class: a code of the closed list, a message without data or secrets, and facts. */
export class HeadwatersError extends Error {
  override readonly name = 'HeadwatersError'
  readonly code: ErrorCode
  readonly facts: ErrorFacts

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.code = code
    this.facts = facts
  }

  /** What its code means. */
  get traits(): ErrorTraits {
    return ERROR_TRAITS[this.code]
  }

  /** The same error with more facts. */
  with(facts: ErrorFacts): HeadwatersError {
    return new HeadwatersError(this.code, this.message, { ...this.facts, ...facts })
  }
}

/** Whether a thrown value is a {@link HeadwatersError}. */
export const isHeadwatersError = (thrown: unknown): thrown is HeadwatersError => thrown instanceof HeadwatersError
