import { api, bearer, type Api } from '../../kit/index.ts'
import { detailsOf, messageOf, Problem, wordOf } from './problem.ts'

/** The version that shapes and words are written for: what stripe-node 23.1 pins. */
export const VERSION = '2026-10-28.endive'

/** What of the configuration the upstream reads. */
export interface StripeConfig {
  readonly apiKey: string
  readonly baseUrl: string
  readonly ratePerSecond?: number | undefined
}

/** Calls per second that Stripe allows an account: 100 with live keys, 25 with test keys (docs.stripe.com/rate-limits). */
const rateOf = (apiKey: string): number => (/^(sk|rk)_test_/.test(apiKey) ? 25 : 100)

/** Reads of the search API per second (docs.stripe.com/rate-limits). */
const SEARCHES_PER_SECOND = 20

/** Stripe's words and statuses, each with our code (docs.stripe.com/error-codes). What is missing goes by its status. */
const CATALOGUE = {
  // Also sent with the status 400; a lock is not about quota, though its status is 429.
  rate_limit: 'UPSTREAM_RATE_LIMITED',
  lock_timeout: 'UPSTREAM_CONFLICT',
  idempotency_key_in_use: 'UPSTREAM_CONFLICT',
  idempotency_error: 'UPSTREAM_REJECTED',
  resource_missing: 'UPSTREAM_NOT_FOUND',
  api_key_expired: 'UPSTREAM_UNAUTHENTICATED',
  platform_api_key_expired: 'UPSTREAM_UNAUTHENTICATED',
  secret_key_required: 'UPSTREAM_FORBIDDEN',
  testmode_charges_only: 'UPSTREAM_FORBIDDEN',
  resource_already_exists: 'UPSTREAM_CONFLICT',
  charge_already_captured: 'UPSTREAM_CONFLICT',
  charge_already_refunded: 'UPSTREAM_CONFLICT',
  charge_disputed: 'UPSTREAM_CONFLICT',
  intent_invalid_state: 'UPSTREAM_CONFLICT',
  payment_intent_unexpected_state: 'UPSTREAM_CONFLICT',
  status_transition_invalid: 'UPSTREAM_CONFLICT',
  '402': 'UPSTREAM_REJECTED',
  '424': 'UPSTREAM_FAILED',
} as const

/** Stripe's own word on repeating, which it gives for locks, conflicts and stored outcomes. */
const shouldRetry = (headers: Readonly<Record<string, string>>): boolean | null => {
  const word = headers['stripe-should-retry']
  if (word === 'true') return true
  return word === 'false' ? false : null
}

/** Where Stripe is, how we are known there, what it tolerates and how it says no. */
export const upstream = ({ config }: { readonly config: StripeConfig }): Api =>
  api({
    baseUrl: config.baseUrl,
    auth: bearer(config.apiKey),
    headers: { 'stripe-version': VERSION },
    queryLists: 'brackets',
    // Every answer says that browsers must not keep it; what may be kept for seconds stands with each operation.
    cacheControl: 'ignored',
    requestIdHeader: 'request-id',
    shouldRetry,
    problem: { shape: Problem, code: wordOf, message: messageOf, details: detailsOf },
    catalogue: CATALOGUE,
    quota: {
      default: { ratePerSecond: config.ratePerSecond ?? rateOf(config.apiKey) },
      search: { ratePerSecond: Math.min(SEARCHES_PER_SECOND, config.ratePerSecond ?? SEARCHES_PER_SECOND) },
    },
    // A charge waits for a bank, which may take longer than other calls.
    timeouts: { headersTimeoutMs: 20_000 },
  })
