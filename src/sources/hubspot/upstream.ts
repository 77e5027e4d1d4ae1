import { api, baseUrl, bearer, secret, z, type Config } from '../../kit/index.ts'
import { catalogue, detailsOf, messageOf, waitOf, wordOf } from './problem.ts'
import { HubspotProblem } from './shapes.ts'

/** What the operator sets. */
export const config = {
  baseUrl: baseUrl('https://api.hubapi.com/').describe('Where HubSpot’s API is.'),
  accessToken: secret().describe('A service key, or the access token of an app.'),
  clientSecret: secret().describe('The app’s secret, with which HubSpot signs its webhooks.').optional(),
  requestsPerTenSeconds: z.coerce
    .number()
    .int()
    .min(10)
    .max(1_000)
    .default(100)
    .describe('Calls in ten seconds: 100 on free and Starter plans, 190 on Professional and Enterprise.'),
}

type Headers = Readonly<Record<string, string>>

const count = (headers: Headers, name: string): number | null => {
  const text = headers[`x-hubspot-ratelimit-${name}`]
  const value = text === undefined || text.trim() === '' ? NaN : Number(text)
  return Number.isInteger(value) && value >= 0 ? value : null
}

/** When a used-up window is over, by the clock of HubSpot's own answer. */
const resetOf = (headers: Headers): { resetsAtMs?: number } => {
  const sentAtMs = Date.parse(headers['date'] ?? '')
  const windowMs = count(headers, 'interval-milliseconds') ?? 10_000
  return Number.isNaN(sentAtMs) ? {} : { resetsAtMs: sentAtMs + windowMs }
}

/**
 * What HubSpot says of its quota: the window's count and the day's; the smaller one counts. Tokens of public apps get no
 * daily pair, and searches no headers at all (developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines).
 */
const readQuota = (headers: Headers, quotaClass: string) => {
  const inWindow = count(headers, 'remaining')
  if (quotaClass === 'search' || inWindow === null) return null
  const today = count(headers, 'daily-remaining')
  const limit = count(headers, 'max')
  const isDayOver = today !== null && today <= inWindow
  const told = isDayOver ? { remaining: today } : { remaining: inWindow, ...(limit !== null && { limit }) }
  return inWindow === 0 && !isDayOver ? { ...told, ...resetOf(headers) } : told
}

/** Where HubSpot is, how we are known there, what it allows and how it says no. */
export const upstream = ({
  config: { baseUrl, accessToken, requestsPerTenSeconds },
}: {
  config: Config<typeof config>
}) =>
  api({
    baseUrl,
    auth: bearer(accessToken),
    problem: {
      shape: HubspotProblem,
      code: wordOf,
      message: messageOf,
      details: detailsOf,
      retryAfterMs: waitOf,
    },
    catalogue,
    // Every answer says that browsers must not keep it; what may be kept for seconds stands with each operation.
    cacheControl: 'ignored',
    requestIdHeader: 'x-hubspot-correlation-id',
    quota: {
      // A full bucket and what flows into it in ten seconds together make the window's count.
      default: {
        ratePerSecond: requestsPerTenSeconds / 20,
        burst: Math.floor(requestsPerTenSeconds / 2),
        concurrency: 20,
      },
      // Five a second for the account (…/crm/search-the-crm, "limitations"): two at once and three that follow.
      search: { ratePerSecond: 3, burst: 2, concurrency: 4 },
    },
    readQuota,
  })
