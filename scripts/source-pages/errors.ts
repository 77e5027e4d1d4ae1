import { classifyStatus } from '../../src/core/classify-status.ts'
import { ERROR_CODES, ERROR_TRAITS, type ErrorCode } from '../../src/core/error-code.ts'
import type { AnySource } from '../../src/kit/define-source.ts'
import { upstreamOf } from './quota.ts'
import { code, table } from './table.ts'

const link = (error: ErrorCode): string => `[${error}](../../schema/errors.md#${error.toLowerCase()})`
const isStatus = (word: string): boolean => /^\d{3}$/.test(word)
const wordText = (word: string): string => (isStatus(word) ? `status ${word}` : code(word))
const again = (error: ErrorCode): string => (ERROR_TRAITS[error].retryable ? 'yes' : 'no')

const byCode = (words: readonly (readonly [string, ErrorCode])[]): string =>
  table(
    ['The vendor says', 'Code', 'Worth trying again', 'What to do'],
    ERROR_CODES.flatMap((error) => {
      const own = words.filter(([, known]) => known === error).map(([word]) => wordText(word))
      return own.length === 0 ? [] : [[own.join(', '), link(error), again(error), ERROR_TRAITS[error].meaning]]
    }),
  )

/** A vendor's words for errors, each with our code and what to do. */
export const errorsTable = (source: AnySource): string => {
  const words = Object.entries(upstreamOf(source).catalogue ?? {})
  return byCode([...words.filter(([word]) => !isStatus(word)), ...words.filter(([word]) => isStatus(word))])
}

const STATUSES = [
  400, 401, 402, 403, 404, 405, 408, 409, 410, 412, 413, 415, 422, 423, 425, 429, 451, 500, 502, 503, 504,
]

/** What a status means where a vendor's own words say nothing better. */
export const statusTable = (): string => byCode(STATUSES.map((status) => [String(status), classifyStatus(status)]))
