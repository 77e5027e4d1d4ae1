import { nearestOf } from '../core/nearest.ts'
import { isSecret, toVariable } from '../kit/config-shape.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { Environment } from './environment.ts'
import type { ConfigProblem } from './problem.ts'
import { VARIABLES, type Variable } from './variables.ts'

/** A source, and the accounts of it that are read. */
export interface ReadSource {
  readonly source: AnySource
  readonly accounts: readonly string[]
}

const isSet = (env: Environment, name: string): boolean => (env[name]?.trim() ?? '') !== ''

const withFile = (name: string, isHidden: boolean): readonly string[] => (isHidden ? [name, `${name}_FILE`] : [name])

const namesOf = (source: AnySource, account: string): readonly string[] =>
  Object.entries(source.config).flatMap(([name, shape]) =>
    withFile(toVariable(source.name, account, name), isSecret(shape)),
  )

const serverNames = (): readonly string[] =>
  Object.entries<Variable>(VARIABLES).flatMap(([name, { isSecret: isHidden }]) => withFile(name, isHidden ?? false))

/**
 * Only what is near to a known name that is not set: orchestrators and build machines set variables with these
 * beginnings too (`HEADWATERS_SERVICE_HOST` of a Kubernetes service, `GITHUB_SHA`), and they are nobody's slip.
 */
const findSlips = (env: Environment, prefix: string, known: readonly string[]): readonly ConfigProblem[] => {
  const ends = known.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && isSet(env, name) && !known.includes(name))
    .flatMap((variable) => {
      const end = nearestOf(variable.slice(prefix.length), ends)
      if (end === null || isSet(env, `${prefix}${end}`)) return []
      return [{ variable, issue: `is no variable that is read; did you mean ${prefix}${end}?` }]
    })
}

/** With accounts of their own names, the variables without one are read by none of them. */
const findWithoutAccount = (env: Environment, { source, accounts }: ReadSource): readonly ConfigProblem[] => {
  const [first] = accounts
  if (first === undefined || accounts.includes('default')) return []
  const list = toVariable(source.name, 'default', 'accounts')
  const right = namesOf(source, first)
  return namesOf(source, 'default').flatMap((variable, index) =>
    isSet(env, variable)
      ? [
          {
            variable,
            issue: `is read by no account, as ${list} is ${accounts.join(',')}; name it ${right[index] ?? ''}`,
          },
        ]
      : [],
  )
}

/** `STRIPE_US_API_KEY`, while nothing says that there is an account `us`. */
const findUnlisted = (env: Environment, { source, accounts }: ReadSource): readonly ConfigProblem[] => {
  const list = toVariable(source.name, 'default', 'accounts')
  const prefix = list.slice(0, -'ACCOUNTS'.length)
  if (isSet(env, list) || accounts.some((account) => namesOf(source, account).some((name) => isSet(env, name))))
    return []
  const ends = namesOf(source, 'default').map((name) => name.slice(prefix.length))
  return Object.keys(env).flatMap((variable) => {
    const end = ends.find((one) => variable.startsWith(prefix) && variable.endsWith(`_${one}`))
    if (end === undefined || !isSet(env, variable)) return []
    const account = variable
      .slice(prefix.length, -end.length - 1)
      .toLowerCase()
      .replaceAll('_', '-')
    if (account === '') return []
    return [{ variable, issue: `belongs to an account that is not named; set ${list}=${account}` }]
  })
}

/** Names in the environment that were meant for Headwaters, and that nobody reads. */
export const checkNames = (env: Environment, read: readonly ReadSource[]): readonly ConfigProblem[] => {
  const known = [
    ...serverNames(),
    ...read.flatMap(({ source, accounts }) => [
      toVariable(source.name, 'default', 'accounts'),
      ...namesOf(source, 'default'),
      ...accounts.flatMap((account) => namesOf(source, account)),
    ]),
  ]
  const unlisted = read.flatMap((one) => findUnlisted(env, one))
  const slips = ['HEADWATERS_', ...read.map(({ source }) => toVariable(source.name, 'default', ''))].flatMap((prefix) =>
    findSlips(env, prefix, known),
  )
  const told = new Set(unlisted.map(({ variable }) => variable))
  return [
    ...unlisted,
    ...slips.filter(({ variable }) => !told.has(variable)),
    ...read.flatMap((one) => findWithoutAccount(env, one)),
  ]
}
