import type { ErrorCode } from '../core/error-code.ts'
import type { ErrorDetail, HeadwatersError } from '../core/headwaters-error.ts'

/** An outcome of a mutation that a caller should expect; a member of its result union, never an entry in `errors[]`. */
export abstract class ExpectedError extends Error {
  readonly code: ErrorCode
  readonly from: HeadwatersError
  readonly correlationId: string

  constructor(from: HeadwatersError, correlationId: string) {
    super(from.message, { cause: from })
    this.code = from.code
    this.from = from
    this.correlationId = correlationId
  }
}

/** The vendor knows no such object. */
export class NotFoundError extends ExpectedError {
  override readonly name = 'NotFoundError'
}

/** The object is in a state that does not allow this, or somebody else was faster. */
export class ConflictError extends ExpectedError {
  override readonly name = 'ConflictError'
}

/** The request cannot be used as it is, by the vendor's judgement or by ours. */
export class RejectedError extends ExpectedError {
  override readonly name = 'RejectedError'

  /** Which places of the request are wrong; empty when nobody said. */
  get details(): readonly ErrorDetail[] {
    return this.from.facts.details ?? []
  }
}

/** The vendor does not let our credential do this. */
export class ForbiddenError extends ExpectedError {
  override readonly name = 'ForbiddenError'
}
