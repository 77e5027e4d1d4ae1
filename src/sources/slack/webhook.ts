import { hmacSha256, webhook as declareWebhook, z, type Config } from '../../kit/index.ts'
import type { config } from './upstream.ts'

const Event = z.object({
  event_id: z.string(),
  event: z.looseObject({ type: z.string(), channel: z.string().optional(), item: z.looseObject({}).optional() }),
})

/** A message's event names its channel at its first level, a reaction's in its item. */
const channelOf = ({ event }: z.output<typeof Event>): string | undefined => {
  const inItem = event.item?.['channel']
  return event.channel ?? (typeof inItem === 'string' ? inItem : undefined)
}

/**
 * Slack's Events API (https://docs.slack.dev/authentication/verifying-requests-from-slack). The `url_verification`
 * challenge, which is signed as well but is no event, belongs to the route that will serve webhooks.
 */
export const webhook = ({ config: { signingSecret } }: { readonly config: Config<typeof config> }) =>
  signingSecret === undefined
    ? null
    : declareWebhook({
        verify: hmacSha256({
          secret: signingSecret,
          header: 'x-slack-signature',
          signature: /^v0=([0-9a-f]{64})$/,
          atHeader: 'x-slack-request-timestamp',
          at: /^(\d+)$/,
          signs: 'v0:{at}:{raw}',
          toleranceMs: 300_000,
        }),
        event: Event,
        forgets: (event) => {
          const channel = channelOf(event)
          return channel === undefined ? [] : [`messages:${channel}`]
        },
        id: ({ event_id }) => event_id,
      })
