import { api, baseUrl, bearer, type Api, type Config, type ErrorCode, secret, z } from '../../kit/index.ts'

/** What the operator sets: `GITHUB_TOKEN`, and where it differs `GITHUB_BASE_URL` and `GITHUB_WEBHOOK_SECRET`. */
export const config = {
  token: secret().describe('A personal, OAuth or installation token.'),
  baseUrl: baseUrl('https://api.github.com/graphql').describe(
    'The GraphQL endpoint; of GitHub Enterprise Server https://<host>/api/graphql.',
  ),
  webhookSecret: secret().describe('The secret that the webhook was set up with.').optional(),
}

const Problem = z.object({
  /** REST's way to say no, which the GraphQL endpoint has too before it looks at the query (401, 403, 429). */
  message: z.string().optional(),
  /** Beside a value, errors belong to their place in it; only an answer without data is a "no" as a whole. */
  data: z.null().optional(),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        message: z.string().optional(),
        extensions: z.object({ code: z.string().optional() }).optional(),
      }),
    )
    .min(1)
    .optional(),
})

const isComplaint = ({ message, errors }: z.output<typeof Problem>): boolean =>
  message !== undefined || errors !== undefined

/** What GitHub says in prose only. The sentences are those of its API; matched loosely, since they are nobody's contract. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/secondary rate limit|abuse detection/i, 'SECONDARY_RATE_LIMIT'],
  [/rate limit (already )?exceeded/i, 'RATE_LIMITED'],
  [/bad credentials/i, 'BAD_CREDENTIALS'],
  [/something went wrong|respond to your request in time/i, 'SOMETHING_WENT_WRONG'],
]

const messageOf = ({ message, errors }: z.output<typeof Problem>): string | undefined => message ?? errors?.[0]?.message

const wordOf = (problem: z.output<typeof Problem>): string | undefined => {
  const first = problem.errors?.[0]
  const said = messageOf(problem) ?? ''
  return first?.type ?? first?.extensions?.code ?? SENTENCES.find(([sentence]) => sentence.test(said))?.[1]
}

/** GitHub Docs, "Rate limits for the GraphQL API": without `retry-after`, wait at least one minute. */
const SECONDARY_WAIT_MS = 60_000

const LIMITED = ['RATE_LIMITED', 'RATE_LIMIT', 'SECONDARY_RATE_LIMIT']

/** Types of `errors[]`, codes of `extensions`, and the words of {@link SENTENCES}. */
const catalogue: Readonly<Record<string, ErrorCode>> = {
  NOT_FOUND: 'UPSTREAM_NOT_FOUND',
  FORBIDDEN: 'UPSTREAM_FORBIDDEN',
  INSUFFICIENT_SCOPES: 'UPSTREAM_FORBIDDEN',
  RATE_LIMITED: 'UPSTREAM_RATE_LIMITED',
  RATE_LIMIT: 'UPSTREAM_RATE_LIMITED',
  SECONDARY_RATE_LIMIT: 'UPSTREAM_RATE_LIMITED',
  BAD_CREDENTIALS: 'UPSTREAM_UNAUTHENTICATED',
  UNAUTHENTICATED: 'UPSTREAM_UNAUTHENTICATED',
  UNPROCESSABLE: 'UPSTREAM_REJECTED',
  VALIDATION: 'UPSTREAM_REJECTED',
  MAX_NODE_LIMIT_EXCEEDED: 'UPSTREAM_REJECTED',
  RESOURCE_LIMITS_EXCEEDED: 'UPSTREAM_REJECTED',
  EXCESSIVE_PAGINATION: 'UPSTREAM_REJECTED',
  MISSING_PAGINATION_BOUNDARIES: 'UPSTREAM_REJECTED',
  INVALID_CURSOR_ARGUMENTS: 'UPSTREAM_REJECTED',
  argumentLiteralsIncompatible: 'UPSTREAM_REJECTED',
  undefinedField: 'UPSTREAM_REJECTED',
  variableMismatch: 'UPSTREAM_REJECTED',
  STALE_DATA: 'UPSTREAM_CONFLICT',
  SERVICE_UNAVAILABLE: 'UPSTREAM_FAILED',
  INTERNAL: 'UPSTREAM_FAILED',
  SOMETHING_WENT_WRONG: 'UPSTREAM_FAILED',
}

/** `x-ratelimit-reset` is in seconds since 1970; GitHub's own client waits one second past it. */
const readQuota: NonNullable<Api['readQuota']> = (headers, quotaClass) => {
  const [remaining, limit, reset] = ['remaining', 'limit', 'reset'].map((name) => headers[`x-ratelimit-${name}`])
  // Content has a limit that no header tells.
  if (quotaClass !== 'default' || !remaining || !limit || !reset) return null
  return { remaining: Number(remaining), limit: Number(limit), resetsAtMs: (Number(reset) + 1) * 1000 }
}

/** Where GitHub is, what it tolerates and how it says no. */
export const upstream = ({ config: { baseUrl, token } }: { readonly config: Config<typeof config> }): Api =>
  api({
    baseUrl,
    auth: bearer(token),
    // Ids in the form that GitHub calls the next one, whatever the token (GitHub Docs, "Migrating GraphQL global node IDs").
    headers: { 'x-github-next-global-id': '1' },
    problem: {
      shape: Problem.refine(isComplaint),
      code: wordOf,
      message: messageOf,
      retryAfterMs: (problem) => (LIMITED.includes(wordOf(problem) ?? '') ? SECONDARY_WAIT_MS : undefined),
      also200: true,
    },
    catalogue,
    // GitHub Docs, "Rate limits for the GraphQL API": 5,000 points an hour and 2,000 a minute; at most 100 calls at once, both
    // classes together; at most 80 pieces of content a minute and 500 an hour.
    quota: {
      default: { ratePerSecond: 5_000 / 3_600, burst: 2_000, concurrency: 90 },
      content: { ratePerSecond: 500 / 3_600, burst: 80, concurrency: 10 },
    },
    readQuota,
    // Every answer says that browsers must not keep it; what may be kept for seconds stands with each operation.
    cacheControl: 'ignored',
    requestIdHeader: 'x-github-request-id',
  })
