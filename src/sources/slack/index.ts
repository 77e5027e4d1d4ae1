import { defineSource } from '../../kit/index.ts'
import { operations } from './operations.ts'
import { sandbox } from './sandbox.ts'
import { schema } from './schema.ts'
import { config, upstream } from './upstream.ts'
import { webhook } from './webhook.ts'

/** Slack, over its Web API with a bot's token. */
export const slack = defineSource({
  name: 'slack',
  description: 'Slack: members, channels, messages, user groups and files of a workspace.',
  config,
  upstream,
  operations,
  schema,
  webhook,
  sandbox,
})
