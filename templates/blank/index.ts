import { api, bearer, defineSource, read, refuse, secret, z } from 'headwaters'

const Thing = z.object({ id: z.string(), name: z.string() })

/** Acme: one read, and everything that a source has to answer. */
export const acme = defineSource({
  name: 'acme',
  description: 'Acme: one sentence on what it is.',
  config: { apiKey: secret().describe('The API key, from the page of the account.') },
  upstream: ({ config }) => api({ baseUrl: 'https://api.acme.example/', auth: bearer(config.apiKey) }),
  operations: {
    thing: read('GET v1/things/{id}', { answer: Thing, key: 'id' }),
  },
  schema: ({ node, query, load }) => {
    const AcmeThing = node('AcmeThing', load.thing, {
      description: 'A thing.',
      id: ({ id }) => id,
      fields: (t) => ({ name: t.exposeString('name', { description: 'What it is called.' }) }),
    })
    query((t) => ({
      thing: t.load(load.thing, {
        type: AcmeThing,
        description: 'A thing by its id.',
        args: { id: t.arg.id({ required: true, description: 'Its id.' }) },
        ids: { id: 'AcmeThing' },
        key: (_, { id }) => id,
      }),
    }))
    return { AcmeThing }
  },
  sandbox: () => ({
    operations: {
      thing: ({ id }) => (id === 'th_1' ? { id, name: 'Thing 1' } : refuse(404, { error: 'no such thing' })),
    },
    samples: { thing: { id: 'th_1' } },
    refusal: (status) => ({ error: `Answered with ${status}.` }),
  }),
})
