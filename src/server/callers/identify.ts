import type { Clock } from '../../core/clock.ts'
import { HeadwatersError } from '../../core/headwaters-error.ts'
import type { Caller } from '../../graph/context.ts'
import { assertOwnHost } from '../csrf.ts'
import { API_KEY_PREFIX, type ApiKeyEntry, createApiKeyCheck } from './api-key.ts'
import { createJwtCheck, findJwtProblems, type JwtOptions } from './jwt.ts'

/** Who may ask. */
export interface CallerOptions {
  /** Keys of services. @default none */
  readonly apiKeys?: readonly ApiKeyEntry[]
  /** How the tokens of people are checked. @default none are accepted */
  readonly jwt?: JwtOptions | null
  /** Let callers without a credential read. They never write. @default false */
  readonly allowAnonymous?: boolean
  /** Host names beside localhost to which the server answers in development without callers. @default none */
  readonly allowedHosts?: readonly string[]
}

/** Finds out who asks; rejects with `UNAUTHENTICATED`. */
export type Identify = (headers: Readonly<Record<string, string | undefined>>) => Promise<Caller>

const DEVELOPER: Caller = Object.freeze({ name: 'developer', by: 'development', tenant: null, scopes: ['*'] })
const ANONYMOUS: Caller = Object.freeze({ name: 'anonymous', by: 'anonymous', tenant: null, scopes: [] })

/** Whether anybody can prove who they are. */
export const hasCallers = (options: CallerOptions): boolean =>
  (options.apiKeys ?? []).length > 0 || (options.jwt ?? null) !== null

/** What is wrong with the options; the server does not start on any of it. */
export const findCallerProblems = (options: CallerOptions, isProduction: boolean): readonly string[] => {
  const isOpen = isProduction && !hasCallers(options) && options.allowAnonymous !== true
  const broken = (options.apiKeys ?? []).filter((entry) => !/^[0-9a-f]{64}$/.test(entry.sha256))
  return [
    ...(isOpen
      ? ['no caller is configured; in production give API keys or JWT settings, or allow anonymous reads explicitly']
      : []),
    ...broken.map(
      (entry) =>
        `the hash of API key ${entry.name} must be the SHA-256 of the key: 64 hexadecimal digits in lower case`,
    ),
    ...(options.jwt ? findJwtProblems(options.jwt) : []),
  ]
}

interface Shown {
  readonly apiKey: string | null
  readonly token: string | null
}

const readCredential = (headers: Readonly<Record<string, string | undefined>>): Shown => {
  const apiKey = headers['x-api-key'] ?? null
  const authorization = headers['authorization']
  if (authorization === undefined) return { apiKey, token: null }
  if (apiKey !== null)
    throw new HeadwatersError('UNAUTHENTICATED', 'Send either "x-api-key" or "authorization", not both.')
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization.trim())?.[1]
  if (token === undefined)
    throw new HeadwatersError('UNAUTHENTICATED', 'The header "authorization" must have the form "Bearer <token>".')
  return token.startsWith(API_KEY_PREFIX) ? { apiKey: token, token: null } : { apiKey: null, token }
}

const withoutCredential = (options: CallerOptions, isOpen: boolean, host: string | undefined): Caller => {
  if (isOpen) {
    assertOwnHost(host, options.allowedHosts ?? [])
    return DEVELOPER
  }
  if (options.allowAnonymous === true) return ANONYMOUS
  throw new HeadwatersError(
    'UNAUTHENTICATED',
    'No credential. Send "x-api-key: <key>" or "authorization: Bearer <token>".',
  )
}

/** What {@link createIdentify} needs to know. */
export interface IdentifyOptions {
  readonly callers: CallerOptions
  readonly isProduction: boolean
  readonly clock: Clock
}

/** Makes the answer to "who asks?". In development without configured callers that is everybody's local developer. */
export const createIdentify = ({ callers, isProduction, clock }: IdentifyOptions): Identify => {
  const isOpen = !isProduction && !hasCallers(callers) && callers.allowAnonymous !== true
  const checkKey = createApiKeyCheck(callers.apiKeys ?? [])
  const checkToken = callers.jwt ? createJwtCheck(callers.jwt, clock) : null
  return async (headers) => {
    // An open development server has nothing to hold a credential against, so it does not look at one.
    const { apiKey, token } = isOpen ? { apiKey: null, token: null } : readCredential(headers)
    if (apiKey !== null) {
      const caller = checkKey(apiKey)
      if (caller === null) throw new HeadwatersError('UNAUTHENTICATED', 'The API key is not known.')
      return caller
    }
    if (token === null) return withoutCredential(callers, isOpen, headers['host'])
    if (checkToken === null)
      throw new HeadwatersError('UNAUTHENTICATED', 'Tokens are not accepted here; send "x-api-key: <key>".')
    return checkToken(token)
  }
}
