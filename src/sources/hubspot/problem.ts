import { contextOf, type HubspotTrouble } from './shapes.ts'

/** HubSpot's words for errors, each with our code (developers.hubspot.com/docs/api-reference/error-handling). */
export const catalogue = {
  RATE_LIMIT: 'UPSTREAM_RATE_LIMITED',
  RATE_LIMITS: 'UPSTREAM_RATE_LIMITED',
  DAILY: 'UPSTREAM_RATE_LIMITED',
  SECONDLY: 'UPSTREAM_RATE_LIMITED',
  TEN_SECONDLY_ROLLING: 'UPSTREAM_RATE_LIMITED',
  INVALID_AUTHENTICATION: 'UPSTREAM_UNAUTHENTICATED',
  EXPIRED_AUTHENTICATION: 'UPSTREAM_UNAUTHENTICATED',
  REVOKED_AUTHENTICATION: 'UPSTREAM_UNAUTHENTICATED',
  MISSING_SCOPES: 'UPSTREAM_FORBIDDEN',
  BANNED: 'UPSTREAM_FORBIDDEN',
  OBJECT_NOT_FOUND: 'UPSTREAM_NOT_FOUND',
  CONFLICT: 'UPSTREAM_CONFLICT',
  OBJECT_ALREADY_EXISTS: 'UPSTREAM_CONFLICT',
  VALIDATION_ERROR: 'UPSTREAM_REJECTED',
  TOO_MANY_MATCHES: 'UPSTREAM_REJECTED',
  // Many writes to one object lock it for a moment: wait two seconds and send it again.
  423: 'UPSTREAM_RATE_LIMITED',
  477: 'UPSTREAM_RATE_LIMITED',
} as const

/** HubSpot's word for an error; of a rate limit the one that says which. */
export const wordOf = ({ category, errorType, policyName }: HubspotTrouble): string | undefined =>
  policyName ?? category ?? errorType

type Said = Pick<HubspotTrouble, 'message' | 'category' | 'context' | 'errors'>

const SCOPE_NAMES = ['missingScopes', 'requiredGranularScopes', 'requiredScopes'] as const

const scopesOf = (said: Said): readonly string[] => [
  ...new Set([said, ...(said.errors ?? [])].flatMap((part) => SCOPE_NAMES.flatMap((name) => contextOf(part, name)))),
]

/** One entry of the list that a validation message carries as JSON. */
interface Invalid {
  readonly name?: unknown
  readonly error?: unknown
}

const parseInvalid = (text: string): readonly Invalid[] => {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed.filter((one): one is Invalid => typeof one === 'object' && one !== null) : []
  } catch {
    return []
  }
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const PREFIX = 'Property values were not valid: '

/** Which properties HubSpot finds fault with: in the message as JSON, or one by one beside it. Never their values. */
export const detailsOf = ({ message, errors }: Said) => {
  const invalid = message?.startsWith(PREFIX) ? parseInvalid(message.slice(PREFIX.length)) : []
  const inMessage = invalid.map(({ name, error }) => ({
    field: asText(name) ?? 'properties',
    issue: asText(error) ?? 'not valid',
  }))
  const beside = (errors ?? []).flatMap((error) => {
    const field = error.in ?? contextOf(error, 'propertyName')[0]
    return field === undefined ? [] : [{ field, issue: error.code ?? 'not valid' }]
  })
  return [...inMessage, ...beside]
}

/** The id of the object that is there already, where the message of a conflict tells it. */
export const existingIdOf = (message: string | undefined): string | null =>
  /existing id:? (\d+)/i.exec(message ?? '')?.[1] ?? null

/** A sentence for a caller: what is wrong and how to mend it, without the values that were sent. */
export const messageOf = (said: Said): string | undefined => {
  const scopes = scopesOf(said)
  if (scopes.length > 0) {
    return `HubSpot refuses this for want of a scope: grant ${scopes.join(' or ')} to the service key or app whose token is used.`
  }
  const details = detailsOf(said)
  if (details.length === 0) return said.message
  return `HubSpot refuses ${details.map(({ field, issue }) => `${field} (${issue})`).join(', ')}.`
}

/** How long HubSpot's limits last where no header says so, in milliseconds; a rolling window frees a part of itself each second. */
const WAITS: Readonly<Record<string, number>> = { DAILY: 3_600_000, TEN_SECONDLY_ROLLING: 2_000, SECONDLY: 1_000 }

/** How long to leave HubSpot alone. A lock on an object has no policy's name and lasts two seconds. */
export const waitOf = ({ policyName }: HubspotTrouble): number => WAITS[policyName ?? ''] ?? 2_000
