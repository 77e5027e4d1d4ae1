import { defineSource } from '../../kit/index.ts'
import { config, upstream } from './upstream.ts'
import { webhook } from './webhook.ts'
import { operations } from './operations.ts'
import { sandbox } from './sandbox.ts'
import { schema } from './schema.ts'

/** HubSpot: contacts, companies, deals, tickets and notes, how they are linked, searches, and writes singly and in bulk. */
export const hubspot = defineSource({
  name: 'hubspot',
  description: 'HubSpot: contacts, companies, deals, tickets and notes, and how they are linked.',
  config,
  operations,
  upstream,
  schema,
  webhook,
  sandbox,
})
