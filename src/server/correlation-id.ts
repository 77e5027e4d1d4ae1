import { randomUUID } from 'node:crypto'

/** The header that carries the correlation id in and out. */
export const CORRELATION_HEADER = 'x-request-id'

// Ids go into headers and log lines unescaped, so only characters that mean nothing there are taken.
const SANE_ID = /^[\w.:-]{1,128}$/

/** Takes the caller's id (at most 128 characters of `A-Z a-z 0-9 _ . - :`), or makes a random UUID. */
export const toCorrelationId = (header: string | undefined, random: () => string = randomUUID): string =>
  header !== undefined && SANE_ID.test(header) ? header : random()
