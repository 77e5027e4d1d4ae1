/** The server cannot be set up as it is asked to; it names every problem at once. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
  readonly problems: readonly string[]

  constructor(what: string, problems: readonly string[]) {
    super(`${what}:\n${problems.map((line) => `- ${line}`).join('\n')}`)
    this.problems = problems
  }
}
