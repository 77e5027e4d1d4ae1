/** One thing that is wrong with the configuration: which variable, and what would be right. */
export interface ConfigProblem {
  readonly variable: string
  readonly issue: string
}

/** The configuration cannot be used; it names every problem at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, issue }) => `  ${variable}: ${issue}`)
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}`,
    )
    this.problems = problems
  }
}
