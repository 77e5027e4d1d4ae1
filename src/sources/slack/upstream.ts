import { api, baseUrl, bearer, secret, type Config } from '../../kit/index.ts'
import { problem } from './problem.ts'
import { quota } from './quota.ts'
import { catalogue } from './words.ts'

/** What the operator sets. */
export const config = {
  baseUrl: baseUrl('https://slack.com/api/').describe('Where Slack’s Web API is.'),
  botToken: secret().describe('The token of the app’s bot (xoxb-…).'),
  signingSecret: secret().describe('The app’s signing secret, with which Slack signs its events.').optional(),
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
