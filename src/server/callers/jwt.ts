import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose'
import type { Clock } from '../../core/clock.ts'
import { HeadwatersError } from '../../core/headwaters-error.ts'
import type { Caller } from '../../graph/context.ts'

/** Bytes that a shared secret needs at least: as many as its hash puts out (RFC 7518, section 3.2). */
const SECRET_BYTES = { HS256: 32, HS384: 48, HS512: 64 } as const

/** Algorithms with a shared secret. */
export type SecretAlgorithm = keyof typeof SECRET_BYTES

/** Algorithms with a published key. `none` is in neither list. */
export type PublicAlgorithm =
  'RS256' | 'RS384' | 'RS512' | 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA'

interface JwtClaims {
  /** Who must have issued it (`iss`). */
  readonly issuer: string
  /** For whom it must be (`aud`), so that a token for another service is no use here (RFC 8725, section 3.9). */
  readonly audience: string
  /** The claim that names the caller's tenant. @default 'tenant' */
  readonly tenantClaim?: string
  /** How far clocks may differ, in seconds. @default 30 */
  readonly clockToleranceSeconds?: number
}

/** Tokens that are signed with a secret which both sides know. */
export interface SecretJwtOptions extends JwtClaims {
  readonly secret: string
  /** Nothing else is accepted (RFC 8725, section 3.1). */
  readonly algorithms: readonly SecretAlgorithm[]
}

/** Tokens whose keys the issuer publishes. */
export interface JwksJwtOptions extends JwtClaims {
  readonly jwksUrl: string
  /** Nothing else is accepted (RFC 8725, section 3.1). */
  readonly algorithms: readonly PublicAlgorithm[]
}

/** How tokens are checked. */
export type JwtOptions = SecretJwtOptions | JwksJwtOptions

const PUBLIC_ALGORITHM = /^(RS|PS|ES)(256|384|512)$|^EdDSA$/
const isSecretAlgorithm = (word: string): word is SecretAlgorithm => Object.hasOwn(SECRET_BYTES, word)

const findSecretProblems = (options: SecretJwtOptions): readonly string[] => {
  const bytes = Buffer.byteLength(options.secret)
  return options.algorithms.flatMap((word: string) => {
    if (!isSecretAlgorithm(word)) return [`${word} does not go with a shared secret; use HS256, HS384 or HS512`]
    return bytes < SECRET_BYTES[word]
      ? [`the shared secret for ${word} needs at least ${SECRET_BYTES[word]} bytes, it has ${bytes}`]
      : []
  })
}

const findJwksProblems = (options: JwksJwtOptions): readonly string[] => {
  const wrong = options.algorithms.filter((word) => !PUBLIC_ALGORITHM.test(word))
  const url = URL.parse(options.jwksUrl)
  const isLoopback = url !== null && /^(localhost|127\.|\[::1\])/.test(url.hostname)
  const isSafe = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback))
  return [
    ...wrong.map((word) => `${word} does not go with published keys; use one of RS…, PS…, ES… or EdDSA`),
    ...(isSafe ? [] : ['the JWKS URL must be an https URL']),
  ]
}

/** What is wrong with the options; the server does not start on any of it. */
export const findJwtProblems = (options: JwtOptions): readonly string[] => [
  ...(options.algorithms.length === 0 ? ['the list of accepted JWT algorithms is empty; name each one'] : []),
  ...(options.issuer === '' ? ['the JWT issuer is missing'] : []),
  ...(options.audience === '' ? ['the JWT audience is missing'] : []),
  ...('secret' in options ? findSecretProblems(options) : findJwksProblems(options)),
]

const toScopes = (claim: unknown): readonly string[] => {
  if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '')
  return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : []
}

const toCaller = (payload: JWTPayload, tenantClaim: string): Caller => {
  const tenant = payload[tenantClaim]
  return Object.freeze({
    name: payload.sub ?? '',
    by: 'jwt',
    tenant: typeof tenant === 'string' ? tenant : null,
    scopes: toScopes(payload['scope']),
  })
}

// The caller is told what is wrong with its token, but nothing that it could not read in it itself.
const REASONS: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'The token has expired; get a new one.',
  ERR_JWT_CLAIM_VALIDATION_FAILED:
    'A claim of the token is missing or not what is expected here (issuer, audience, sub, exp, nbf).',
  ERR_JOSE_ALG_NOT_ALLOWED: 'The token is signed with an algorithm that is not accepted here.',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "The token's signature does not fit.",
  ERR_JWKS_NO_MATCHING_KEY: 'The token is signed with a key that its issuer does not publish.',
}

const toError = (thrown: unknown): HeadwatersError => {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  const isToken = /^ERR_(JWT|JWS)_/.test(code) || REASONS[code] !== undefined || code === 'ERR_JOSE_NOT_SUPPORTED'
  if (isToken)
    return new HeadwatersError('UNAUTHENTICATED', REASONS[code] ?? 'The token is not a valid JWT.', { cause: thrown })
  return new HeadwatersError('UPSTREAM_UNREACHABLE', "The token issuer's keys cannot be read at the moment.", {
    cause: thrown,
  })
}

const toKey = (jose: typeof import('jose'), options: JwtOptions): JWTVerifyGetKey | Uint8Array =>
  'secret' in options ? new TextEncoder().encode(options.secret) : jose.createRemoteJWKSet(new URL(options.jwksUrl))

/** Makes the check of a token: the caller that it names; rejects with `UNAUTHENTICATED`. */
export const createJwtCheck = (options: JwtOptions, clock: Clock): ((token: string) => Promise<Caller>) => {
  // Loaded beside everything else, so that a server without JWTs never pays for it and one with them does not wait.
  const ready = import('jose').then((jose) => ({ jose, key: toKey(jose, options) }))
  ready.catch(() => undefined)
  const { issuer, audience, tenantClaim = 'tenant', clockToleranceSeconds: clockTolerance = 30 } = options
  return async (token) => {
    const { jose, key } = await ready
    const checks: JWTVerifyOptions = {
      algorithms: [...options.algorithms],
      issuer,
      audience,
      clockTolerance,
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(clock.wallNow()),
    }
    try {
      const { payload } =
        typeof key === 'function' ? await jose.jwtVerify(token, key, checks) : await jose.jwtVerify(token, key, checks)
      return toCaller(payload, tenantClaim)
    } catch (thrown) {
      throw toError(thrown)
    }
  }
}
