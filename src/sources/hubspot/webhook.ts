import { webhook as declare, z, type Config, type Webhook } from '../../kit/index.ts'
import type { config as shape } from './upstream.ts'

const id = z.union([z.int(), z.string()]).transform(String)

const Event = z.object({
  eventId: id,
  /** `contact.propertyChange`, `company.creation` or, for newer apps, `object.creation`. */
  subscriptionType: z.string(),
  objectId: id.optional(),
  objectTypeId: z.string().optional(),
  fromObjectId: id.optional(),
  toObjectId: id.optional(),
  occurredAt: z.number().optional(),
})

type HubspotEvent = z.output<typeof Event>

/** Nouns by HubSpot's word in older subscriptions, and by the type's id in newer ones. */
const NOUNS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  contact: ['contact', 'contacts'],
  company: ['company', 'companies'],
  deal: ['deal', 'deals'],
  ticket: ['ticket', 'tickets'],
  '0-1': ['contact', 'contacts'],
  '0-2': ['company', 'companies'],
  '0-3': ['deal', 'deals'],
  '0-5': ['ticket', 'tickets'],
  '0-46': ['note', 'notes'],
}

const forgottenBy = (event: HubspotEvent): readonly string[] => {
  const [word = '', happened = ''] = event.subscriptionType.split('.')
  if (happened.startsWith('association')) {
    return [event.fromObjectId, event.toObjectId].flatMap((end) => (end === undefined ? [] : `links:${end}`))
  }
  const noun = NOUNS[word] ?? NOUNS[event.objectTypeId ?? '']
  if (noun === undefined) return []
  return [noun[1], ...(event.objectId === undefined ? [] : [`${noun[0]}:${event.objectId}`, `links:${event.objectId}`])]
}

/**
 * HubSpot's webhooks, version 3 of the signature: base64 HMAC-SHA256 over method, URL, body and time stamp, five minutes
 * (developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation). Deliveries are lists.
 */
export const webhook = ({ config }: { config: Config<typeof shape> }): Webhook | null =>
  config.clientSecret === undefined
    ? null
    : declare({
        verify: {
          scheme: 'hmac',
          hash: 'sha256',
          encoding: 'base64',
          secret: config.clientSecret,
          header: 'x-hubspot-signature-v3',
          signature: /^(.+)$/,
          atHeader: 'x-hubspot-request-timestamp',
          at: /^(\d+)$/,
          atUnit: 'milliseconds',
          signs: '{method}{url}{raw}{at}',
          toleranceMs: 300_000,
        },
        event: z.array(Event),
        forgets: (events) => [...new Set(events.flatMap(forgottenBy))],
        id: (events) => events.map(({ eventId, subscriptionType }) => `${subscriptionType}.${eventId}`).join(','),
      })
