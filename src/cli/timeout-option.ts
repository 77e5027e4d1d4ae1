import { UsageError } from './usage-error.ts'

/** Reads `--timeout`, in milliseconds. */
export const readTimeout = (text: string): number => {
  const timeoutMs = Number(text)
  if (Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= 600_000) return timeoutMs
  throw new UsageError(`--timeout ${text}: give whole milliseconds from 1 to 600000`)
}
