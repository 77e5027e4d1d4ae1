import type { Api } from '../../kit/index.ts'

/** So many calls a minute; Slack tolerates that they come at once (https://docs.slack.dev/apis/web-api/rate-limits). */
const perMinute = (count: number) => ({ ratePerSecond: count / 60, burst: count })

const TIER_2 = perMinute(20)
const TIER_3 = perMinute(50)
const TIER_4 = perMinute(100)

/**
 * Slack counts each method by itself, for each app and workspace; so each has its own class, of its method's tier. Posting
 * has rules of its own: one message a second in a channel, with short bursts, and several hundred a minute in a workspace.
 * The latter is kept here; a channel that is too full answers 429 with `Retry-After`, and that is waited for.
 */
export const quota = {
  'users.info': TIER_4,
  'users.lookupByEmail': TIER_3,
  'users.list': TIER_2,
  'conversations.list': TIER_2,
  'conversations.info': TIER_3,
  'conversations.members': TIER_4,
  'conversations.history': TIER_3,
  'conversations.replies': TIER_3,
  'usergroups.list': TIER_2,
  'files.list': TIER_3,
  'files.info': TIER_4,
  'chat.postMessage': { ratePerSecond: 5, burst: 10 },
  'chat.update': TIER_3,
  'chat.delete': TIER_3,
  'reactions.add': TIER_3,
  'chat.getPermalink': { ratePerSecond: 5, burst: 100 },
} as const satisfies Api['quota']

/** A method whose calls are counted. */
export type Method = keyof typeof quota
