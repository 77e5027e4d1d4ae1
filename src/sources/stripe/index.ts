import { defineSource, secret, z } from '../../kit/index.ts'
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
    /** The secret or a restricted key. */
    apiKey: secret(),
    /** The webhook endpoint's signing secret (`whsec_…`); without it no webhook is served. */
    webhookSecret: secret().optional(),
    baseUrl: z.url().default('https://api.stripe.com/').describe('Where Stripe’s API is.'),
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
