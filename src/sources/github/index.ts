import { defineSource } from '../../kit/index.ts'
import { operations } from './operations.ts'
import { sandbox } from './sandbox.ts'
import { schema } from './schema.ts'
import { config, upstream } from './upstream.ts'
import { githubWebhook } from './webhook.ts'

/** GitHub, by its GraphQL API. */
export const github = defineSource({
  name: 'github',
  description: 'GitHub: people, organizations, repositories, issues, pull requests and releases.',
  config,
  upstream,
  operations,
  schema,
  webhook: githubWebhook,
  sandbox,
})
