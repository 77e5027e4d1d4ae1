/** What an author wrote threw while it was mounted; the message says whose it is. */
export class MountError extends Error {
  override readonly name = 'MountError'
}

/** What was thrown, in one line. */
export const toLine = (thrown: unknown): string => {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return text.split('\n').slice(0, 3).join(' ').trim()
}
