import { api, bearer, defineSource, header, read, refuse, rows, secret, write, z } from 'headwaters'

// The shapes of the vendor's answers: only what the graph shows. Put the vendor's page and the date beside them.
const Thing = z.object({ id: z.string(), name: z.string() })
const ThingList = z.object({ data: rows(Thing), next_cursor: z.string().nullable() })

type ThingRow = z.output<typeof Thing>

/** The vendor's error body, as it writes it. */
const refusal = (status: number) => ({ error: { code: `http_${status}`, message: `Answered with ${status}.` } })

/** Acme, told completely: what it wants, what it can do, what it adds to the graph, and how it behaves when it is not there. */
export const acme = defineSource({
  name: 'acme',
  description: 'Acme: one sentence on what it is.',

  // Each setting is an environment variable: ACME_API_KEY. Secrets may also come from the file that ACME_API_KEY_FILE names.
  config: {
    apiKey: secret().describe('The API key, from the page of the account.'),
    baseUrl: z.url().default('https://api.acme.example/'),
  },

  upstream: ({ config }) =>
    api({
      baseUrl: config.baseUrl,
      auth: bearer(config.apiKey),
      // How the vendor says no: one shape, and its words with a code each. A status that is not listed has a code already.
      problem: {
        shape: z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
        code: ({ error }) => error.code,
        message: ({ error }) => error.message,
      },
      catalogue: { name_taken: 'UPSTREAM_CONFLICT' },
      // What the vendor tolerates: calls per second, and calls at once.
      quota: { default: { ratePerSecond: 10, burst: 20, concurrency: 10 } },
      requestIdHeader: 'x-request-id',
    }),

  operations: {
    // A key makes it loadable: things of one request are asked for once, and remembered for half a minute.
    thing: read('GET v1/things/{id}', {
      answer: Thing,
      key: 'id',
      cache: { ttlMs: 30_000, tags: ['thing:{id}'] },
    }),
    // Pages make it a connection.
    things: read('GET v1/things', {
      query: { cursor: z.string().optional(), limit: z.int().min(1).max(100).optional() },
      answer: ThingList,
      pages: {
        after: 'cursor',
        size: 'limit',
        max: 100,
        items: ({ data }) => data,
        next: (answer) => answer.next_cursor,
      },
      cache: { ttlMs: 5_000, tags: ['things'] },
    }),
    // A write says what happens when it is sent twice, and which answers it makes stale.
    createThing: write('POST v1/things', {
      body: { name: z.string().trim().min(1).max(200) },
      answer: Thing,
      idempotency: header('Idempotency-Key'),
      forgets: ['things', 'thing:{answer.id}'],
    }),
  },

  schema: ({ node, query, mutation, call, load, page }) => {
    const AcmeThing = node('AcmeThing', load.thing, {
      description: 'A thing.',
      id: ({ id }) => id,
      fields: (t) => ({ name: t.exposeString('name', { description: 'What it is called.' }) }),
    })
    query((t) => ({
      thing: t.load(load.thing, {
        type: AcmeThing,
        description: 'A thing by its id.',
        args: { id: t.arg.id({ required: true, description: 'Its id, ours or that of the vendor.' }) },
        ids: { id: 'AcmeThing' },
        key: (_, { id }) => id,
      }),
      things: t.pages(page.things, { type: AcmeThing, description: 'All things.' }),
    }))
    mutation((t) => ({
      createThing: t.write(call.createThing, {
        type: AcmeThing,
        description: 'Adds a thing.',
        input: (t) => ({ name: t.string({ required: true, description: 'What it will be called.' }) }),
        with: ({ name }) => ({ name }),
      }),
    }))
    return { AcmeThing }
  },

  // The vendor when it is not there: used without credentials, in tests and in demonstrations. It keeps its state.
  sandbox: () => {
    const things: ThingRow[] = Array.from({ length: 7 }, (_, at) => ({ id: `th_${at + 1}`, name: `Thing ${at + 1}` }))
    const outcomes = new Map<string, ThingRow>()
    return {
      operations: {
        thing: ({ id }) => things.find((thing) => thing.id === id) ?? refuse(404, refusal(404)),
        things: ({ cursor, limit = 10 }) => {
          const from = cursor === undefined ? 0 : things.findIndex(({ id }) => id === cursor) + 1
          const data = things.slice(from, from + limit)
          const hasMore = from + limit < things.length
          return { data, next_cursor: hasMore ? (data.at(-1)?.id ?? null) : null }
        },
        // Sent again under the same key, a write is answered by its first outcome.
        createThing: ({ name }, { headers }) => {
          const key = headers['idempotency-key'] ?? ''
          const made = outcomes.get(key) ?? { id: `th_${things.length + 1}`, name }
          if (!outcomes.has(key)) things.push(made)
          outcomes.set(key, made)
          return made
        },
      },
      samples: { thing: { id: 'th_1' }, things: {}, createThing: { name: 'Another thing' } },
      refusal,
    }
  },
})
