import { isSecretName, REDACTED } from '../core/redact.ts'
import type { Cassette } from './cassette-shape.ts'

/** What secrets look like, whoever the vendor is: their own prefixes, tokens of HTTP, keys in armour. */
const LOOKS: readonly RegExp[] = [
  /\b[rs]k_(live|test)_[A-Za-z0-9]{8,}/,
  /\bwhsec_[A-Za-z0-9+/=]{8,}/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{8,}/,
  /\bpat-[a-z]{2}\d-[0-9a-f-]{20,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bhw_[A-Za-z0-9_-]{40,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/,
  /\b(bearer|basic)\s+[A-Za-z0-9+/._~=-]{12,}/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
]

/** Shorter values would be found everywhere. */
const LEAST_CHARS = 6

const holdsSecret = (text: string, known: readonly string[]): boolean =>
  LOOKS.some((look) => look.test(text)) ||
  known.some(
    (secret) => secret.length >= LEAST_CHARS && (text.includes(secret) || text.includes(encodeURIComponent(secret))),
  )

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Values under names that are secret whoever the vendor is, and that nobody has redacted. */
const barelyNamed = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) => {
    const isBare = typeof inner === 'string' && inner !== '' && inner !== REDACTED
    return (isBare && isSecretName(name)) || barelyNamed(inner)
  })
}

/** Where a cassette holds a secret: one that is known, one that looks like one, or a value under a secret's name. */
export const findSecrets = (cassette: Cassette, known: readonly string[] = []): readonly string[] =>
  cassette.exchanges.flatMap(({ request, response }, index) => {
    const at = `exchanges.${index}`
    const texts: readonly (readonly [string, string])[] = [
      [`${at}.request.path`, decodeURIComponent(request.path.replace(/%(?![0-9a-f]{2})/gi, '%25'))],
      [`${at}.request.body`, request.body],
      ...Object.entries(response.headers).map(([name, value]) => [`${at}.response.headers.${name}`, value] as const),
      [`${at}.response.body`, response.body],
    ]
    return [
      ...texts.filter(([, text]) => holdsSecret(text, known) || barelyNamed(parse(text))).map(([place]) => place),
      ...(barelyNamed(response.headers) ? [`${at}.response.headers`] : []),
    ]
  })
