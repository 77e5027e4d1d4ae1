import type { Logger } from 'pino'
import type { OperationNotes } from '../request-facts.ts'

/** One GraphQL operation that was answered, well or not. */
export interface OperationReport extends Readonly<OperationNotes> {
  readonly requestId: string
  /** The HTTP status. */
  readonly status: number
  /** Until the answer began; a stream may last longer. */
  readonly durationMs: number
}

/** Told of every answered operation. */
export type LogOperation = (report: OperationReport) => void

const round = (ms: number): number => Math.round(ms * 10) / 10

/** Writes one line an operation; never its arguments. */
export const createLogOperation =
  (logger: Logger): LogOperation =>
  ({ name, kind, caller, codes, requestId, status, durationMs }) => {
    const line = {
      requestId,
      operation: name,
      kind,
      caller,
      status,
      durationMs: round(durationMs),
      codes: [...new Set(codes)],
    }
    logger[status >= 500 ? 'error' : 'info'](line, 'operation')
  }
