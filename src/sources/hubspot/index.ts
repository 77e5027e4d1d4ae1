import { defineSource } from '../../kit/index.ts'
import { config, upstream } from './upstream.ts'
import { webhook } from './webhook.ts'
import { operations } from './operations.ts'
import { sandbox } from './sandbox.ts'
import { schema } from './schema.ts'

/** HubSpot: contacts, companies, deals, tickets and notes, how they are linked, searches, and writes singly and in bulk. */
export const hubspot = defineSource({
  name: 'hubspot',
  description: 'HubSpot, the customers a firm knows: people, firms, deals, tickets and notes.',
  config,
  operations,
  upstream,
  schema,
  webhook,
  sandbox,
})
