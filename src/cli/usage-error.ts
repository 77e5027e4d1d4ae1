/** The command was asked for in a way that cannot be understood; it leaves with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command could not do what it was asked for; it leaves with 1, and the message is all there is to say. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
