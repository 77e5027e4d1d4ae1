import { HeadwatersError } from '../core/headwaters-error.ts'

/** The header in which a caller says how long it will wait, in milliseconds. */
export const TIMEOUT_HEADER = 'x-request-timeout-ms'

const WHOLE_NUMBER = /^[1-9]\d{0,9}$/

/** How long the caller waits, in milliseconds: what it asks for, never more than the server's own limit. */
export const toTimeoutMs = (header: string | undefined, maxMs: number): number => {
  if (header === undefined) return maxMs
  if (WHOLE_NUMBER.test(header)) return Math.min(Number(header), maxMs)
  throw new HeadwatersError(
    'BAD_USER_INPUT',
    `The header ${TIMEOUT_HEADER} must be a whole number of milliseconds, at least 1.`,
    {
      details: [{ field: TIMEOUT_HEADER, issue: 'not a whole number of milliseconds' }],
    },
  )
}

/** The header in which a caller says that nobody waits for the answer (`background`). */
export const PRIORITY_HEADER = 'x-request-priority'

/** Whom the answer is for; a person unless the caller says otherwise. */
export const toPriority = (header: string | undefined): 'person' | 'background' =>
  header === 'background' ? 'background' : 'person'
