import { api, apiKeyHeader, defineSource, secret, z } from 'headwaters'
import { operations } from './operations.ts'
import { sandbox } from './sandbox.ts'
import { Refusal, type OrderRow } from './shapes.ts'

/** Acme, maker of anvils. */
export const acme = defineSource({
  name: 'acme',
  description: 'Acme, maker of anvils: what can be ordered, and orders.',
  config: {
    apiKey: secret().describe('The API key of the shop.'),
    baseUrl: z.url().default('https://api.acme.example/'),
  },
  upstream: ({ config }) =>
    api({
      baseUrl: config.baseUrl,
      auth: apiKeyHeader('x-acme-key', config.apiKey),
      problem: { shape: Refusal, code: ({ code }) => code, message: ({ detail }) => detail },
      catalogue: { sold_out: 'UPSTREAM_CONFLICT' },
      quota: { default: { ratePerSecond: 20, burst: 40, concurrency: 10 } },
      readQuota: (headers) => {
        const left = headers['x-acme-left']
        return left === undefined ? null : { remaining: Number(left), limit: 500 }
      },
    }),
  operations,
  schema: ({ builder, node, query, mutation, call, load, page }) => {
    const AcmeAnvil = node('AcmeAnvil', load.anvil, {
      description: 'An anvil that can be ordered.',
      id: ({ sku }) => sku,
      fields: (t) => ({
        name: t.exposeString('name', { description: 'What it is called.' }),
        weightKg: t.exposeInt('weight_kg', { description: 'What it weighs, in kilograms.' }),
        isInStock: t.exposeBoolean('in_stock', { description: 'Whether it can be sent at once.' }),
      }),
    })
    const AcmeOrderState = builder.enumType('AcmeOrderState', {
      description: 'How far an order has come.',
      values: {
        PLACED: { value: 'placed', description: 'It is being packed.' },
        SHIPPED: { value: 'shipped', description: 'It is on its way.' },
      } as const,
    })
    const AcmeOrder = node('AcmeOrder', load.order, {
      description: 'An order.',
      id: ({ id }: OrderRow) => id,
      fields: (t) => ({
        quantity: t.exposeInt('quantity', { description: 'How many.' }),
        state: t.field({ type: AcmeOrderState, description: 'How far it has come.', resolve: ({ state }) => state }),
        anvil: t.load(load.anvil, { type: AcmeAnvil, description: 'What was ordered.', key: ({ sku }) => sku }),
      }),
    })
    query((t) => ({
      anvil: t.load(load.anvil, {
        type: AcmeAnvil,
        description: 'An anvil by its article number.',
        args: { sku: t.arg.id({ required: true, description: 'The article number, or the id.' }) },
        ids: { sku: 'AcmeAnvil' },
        key: (_, { sku }) => sku,
      }),
      anvils: t.pages(page.anvils, { type: AcmeAnvil, description: 'All anvils.' }),
    }))
    mutation((t) => ({
      placeOrder: t.write(call.placeOrder, {
        type: AcmeOrder,
        description: 'Orders anvils.',
        input: (t) => ({
          sku: t.id({ required: true, description: 'Which anvil.' }),
          quantity: t.int({ required: true, description: 'How many, from 1 to 1000.' }),
        }),
        ids: { sku: 'AcmeAnvil' },
        with: ({ sku, quantity }) => ({ sku, quantity }),
      }),
    }))
    return { AcmeAnvil, AcmeOrder }
  },
  sandbox,
})
