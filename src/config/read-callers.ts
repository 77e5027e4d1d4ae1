import { parseApiKeyEntry, type ApiKeyEntry } from '../server/callers/api-key.ts'
import { findCallerProblems, type CallerOptions } from '../server/callers/identify.ts'
import type { JwtOptions } from '../server/callers/jwt.ts'
import type { ConfigProblem } from './problem.ts'
import type { Variables } from './variables.ts'

const readKeys = (text: string | undefined, problems: ConfigProblem[]): readonly ApiKeyEntry[] =>
  (text ?? '')
    .split(/[\s;]+/)
    .filter((entry) => entry !== '')
    .flatMap((entry, index) => {
      const parsed = parseApiKeyEntry(entry)
      if (parsed) return [parsed]
      const issue = `entry ${index + 1} must have the form name:sha256:scope,scope (the SHA-256 has 64 hexadecimal digits)`
      problems.push({ variable: 'HEADWATERS_API_KEYS', issue })
      return []
    })

const readJwt = (values: Variables, problems: ConfigProblem[]): JwtOptions | null => {
  const { HEADWATERS_JWT_SECRET: secret, HEADWATERS_JWT_JWKS_URL: jwksUrl } = values
  if (secret === undefined && jwksUrl === undefined) return null
  if (secret !== undefined && jwksUrl !== undefined) {
    problems.push({
      variable: 'HEADWATERS_JWT_SECRET',
      issue: 'is set, and so is HEADWATERS_JWT_JWKS_URL; set one of them',
    })
  }
  const claims = { issuer: values.HEADWATERS_JWT_ISSUER ?? '', audience: values.HEADWATERS_JWT_AUDIENCE ?? '' }
  const algorithms = (values.HEADWATERS_JWT_ALGORITHMS ?? []) as never
  return secret === undefined ? { jwksUrl: jwksUrl ?? '', algorithms, ...claims } : { secret, algorithms, ...claims }
}

const VARIABLE_OF = [
  [/issuer/, 'HEADWATERS_JWT_ISSUER'],
  [/audience/, 'HEADWATERS_JWT_AUDIENCE'],
  [/algorithm|accepted|go with/, 'HEADWATERS_JWT_ALGORITHMS'],
  [/secret/, 'HEADWATERS_JWT_SECRET'],
  [/JWKS/i, 'HEADWATERS_JWT_JWKS_URL'],
] as const

const variableOf = (issue: string): string =>
  VARIABLE_OF.find(([words]) => words.test(issue))?.[1] ?? 'HEADWATERS_API_KEYS'

/** Reads who may ask. Adds every problem to `problems`. */
export const readCallers = (values: Variables, isProduction: boolean, problems: ConfigProblem[]): CallerOptions => {
  const callers: CallerOptions = {
    apiKeys: readKeys(values.HEADWATERS_API_KEYS, problems),
    jwt: readJwt(values, problems),
    allowAnonymous: values.HEADWATERS_ALLOW_ANONYMOUS ?? false,
  }
  problems.push(...findCallerProblems(callers, isProduction).map((issue) => ({ variable: variableOf(issue), issue })))
  return callers
}
