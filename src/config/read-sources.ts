import { isSecret, toVariable } from '../kit/config-shape.ts'
import type { AnySource } from '../kit/define-source.ts'
import { checkNames } from './check-names.ts'
import { readText, readVariable, type Environment } from './environment.ts'
import type { ConfigProblem } from './problem.ts'

/** One account of one source that is to be mounted; without a config it is mounted on its sandbox. */
export interface MountPlan {
  readonly source: AnySource
  readonly account: string
  readonly config: Readonly<Record<string, unknown>> | null
}

/** What decides between live and sandbox. */
export interface SourceWishes {
  readonly isProduction: boolean
  /** Sources to mount; all when left out. */
  readonly only?: readonly string[] | undefined
  /** Sources whose sandbox is asked for by name, or `all`. */
  readonly sandbox?: readonly string[] | undefined
}

const ACCOUNT = /^[a-z0-9][a-z0-9-]*$/

const accountsOf = (env: Environment, source: AnySource, problems: ConfigProblem[]): readonly string[] => {
  const variable = toVariable(source.name, 'default', 'accounts')
  const names = (env[variable] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const wrong = names.filter((name, index) => !ACCOUNT.test(name) || names.indexOf(name) !== index)
  if (wrong.length > 0) {
    problems.push({
      variable,
      issue: `"${wrong.join(', ')}": account names are lower-case letters, digits and dashes, each once`,
    })
  }
  return names.length === 0 ? ['default'] : names
}

interface ReadAccount {
  readonly config: Readonly<Record<string, unknown>>
  readonly problems: readonly ConfigProblem[]
  /** Whether every secret that has to be there is missing: then nobody has tried to set this account up. */
  readonly isUnset: boolean
}

const readAccount = (env: Environment, source: AnySource, account: string): ReadAccount => {
  const config: Record<string, unknown> = {}
  const problems: ConfigProblem[] = []
  let isUnset = true
  for (const [name, shape] of Object.entries(source.config)) {
    const variable = toVariable(source.name, account, name)
    const reading = readVariable(env, variable, { shape, isSecret: isSecret(shape) })
    if ('problem' in reading) problems.push(reading.problem)
    else config[name] = reading.value
    const text = readText(env, variable, isSecret(shape))
    if ('problem' in text || text.value !== undefined) isUnset = false
  }
  return { config, problems, isUnset }
}

const sandboxHint = (source: AnySource): string =>
  `, or ask for its sandbox with HEADWATERS_SANDBOX=${source.name}, or leave it out with HEADWATERS_SOURCES`

const isOnSandbox = (source: AnySource, { sandbox = [] }: SourceWishes): boolean =>
  sandbox.some((name) => name === 'all' || name === source.name)

const planAccount = (
  env: Environment,
  known: { source: AnySource; account: string; wishes: SourceWishes },
  problems: ConfigProblem[],
): MountPlan => {
  const { source, account, wishes } = known
  const wanted = isOnSandbox(source, wishes)
  const read = readAccount(env, source, account)
  if (wanted) {
    // Nothing is missing to a sandbox; but who sets a wrong value believes that it does something.
    problems.push(...read.problems.filter(({ issue }) => issue !== 'is missing'))
    return { source, account, config: null }
  }
  if (read.problems.length === 0) return { source, account, config: read.config }
  if (read.isUnset && !wishes.isProduction) return { source, account, config: null }
  const hint = read.isUnset ? sandboxHint(source) : ''
  problems.push(
    ...read.problems.map(({ variable, issue }) => ({
      variable,
      issue: `${issue}${issue === 'is missing' ? hint : ''}`,
    })),
  )
  return { source, account, config: null }
}

const unknownNames = (
  names: readonly string[] | undefined,
  sources: readonly AnySource[],
  variable: string,
): readonly ConfigProblem[] =>
  (names ?? [])
    .filter((name) => name !== 'all' && !sources.some((source) => source.name === name))
    .map((name) => ({
      variable,
      issue: `there is no source "${name}"; there are ${sources.map((source) => source.name).join(', ')}`,
    }))

/** Plans which accounts of which sources are mounted, live or on their sandbox. Adds every problem to `problems`. */
export const planSources = (
  env: Environment,
  known: { readonly sources: readonly AnySource[]; readonly wishes: SourceWishes },
  problems: ConfigProblem[],
): readonly MountPlan[] => {
  const { sources, wishes } = known
  problems.push(...unknownNames(wishes.only, sources, 'HEADWATERS_SOURCES'))
  problems.push(...unknownNames(wishes.sandbox, sources, 'HEADWATERS_SANDBOX'))
  const mounted = sources
    .filter((source) => wishes.only === undefined || wishes.only.includes('all') || wishes.only.includes(source.name))
    .map((source) => ({ source, accounts: accountsOf(env, source, problems) }))
  problems.push(
    ...checkNames(
      env,
      mounted.filter(({ source }) => !isOnSandbox(source, wishes)),
    ),
  )
  return mounted.flatMap(({ source, accounts }) =>
    accounts.map((account) => planAccount(env, { source, account, wishes }, problems)),
  )
}
