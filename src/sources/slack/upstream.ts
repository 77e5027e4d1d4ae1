import { api, bearer, secret, z, type Config } from '../../kit/index.ts'
import { problem } from './problem.ts'
import { quota } from './quota.ts'
import { catalogue } from './words.ts'

/** What the operator sets: a bot token (`xoxb-…`), and the signing secret where Slack's events are to be received. */
export const config = {
  baseUrl: z.url().default('https://slack.com/api/'),
  botToken: secret(),
  signingSecret: secret().optional(),
}

/** Where Slack is, how we are known, what it tolerates, how it says no. */
export const upstream = ({ config: { baseUrl, botToken } }: { readonly config: Config<typeof config> }) =>
  api({
    baseUrl,
    auth: bearer(botToken),
    // Without the charset every answer carries a warning (https://docs.slack.dev/apis/web-api).
    jsonType: 'application/json; charset=utf-8',
    problem,
    catalogue,
    quota,
    // Every answer says that browsers must not keep it; what may be kept for seconds stands with each operation.
    cacheControl: 'ignored',
    requestIdHeader: 'x-slack-req-id',
  })
