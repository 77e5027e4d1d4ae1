import { baseUrl, defineSource, secret, z } from '../../kit/index.ts'
import { operations } from './operations.ts'
import { sandbox } from './sandbox.ts'
import { schema } from './schema.ts'
import { upstream } from './upstream.ts'
import { webhook } from './webhook.ts'

/** Stripe: customers, payments, bills and subscriptions. */
export const stripe = defineSource({
  name: 'stripe',
  description: 'Stripe: customers, payments, bills and subscriptions.',
  config: {
    apiKey: secret().describe('A restricted key (rk_…), or the secret key (sk_…).'),
    webhookSecret: secret().describe('The signing secret of the webhook’s endpoint (whsec_…).').optional(),
    baseUrl: baseUrl('https://api.stripe.com/').describe('Where Stripe’s API is.'),
    ratePerSecond: z.coerce
      .number()
      .positive()
      .optional()
      .describe('Calls per second. When left out: 25 with a test key, else 100, as Stripe allows.'),
  },
  upstream,
  operations,
  schema,
  webhook,
  sandbox,
})
