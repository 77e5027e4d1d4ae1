import {
  api,
  bearer,
  defineSource,
  gql,
  positional,
  readDocument,
  refuse,
  rows,
  secret,
  writeDocument,
  z,
  type TypedDocumentNode,
} from 'headwaters'

// The shapes of what the documents below select. Put the vendor's page and the date beside them.
const Thing = z.object({ id: z.string(), name: z.string() })
const Things = z.object({ nodes: rows(Thing.nullable()) })
const ThingPage = z.object({
  things: z.object({
    nodes: rows(Thing),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})
// The answer of a write is taken out of its wrapper, since that is what the graph answers.
const Renamed = z.object({ renameThing: Thing }).transform(({ renameThing }) => renameThing)

type ThingRow = z.output<typeof Thing>
type ThingPageRow = z.output<typeof ThingPage>

// Documents with the types of their answers and variables; graphql-codegen can write these from the vendor's schema.
const THINGS: TypedDocumentNode<{ nodes: (ThingRow | null)[] }, { ids: readonly string[] }> = gql`
  query Things($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Thing {
        id
        name
      }
    }
  }
`

interface PageResult {
  things: { nodes: ThingRow[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
}

const THING_PAGE: TypedDocumentNode<PageResult, { first?: number | null; after?: string | null }> = gql`
  query ThingPage($first: Int, $after: String) {
    things(first: $first, after: $after) {
      nodes {
        id
        name
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`

const RENAME_THING: TypedDocumentNode<{ renameThing: ThingRow }, { id: string; name: string }> = gql`
  mutation RenameThing($id: ID!, $name: String!) {
    renameThing(id: $id, name: $name) {
      id
      name
    }
  }
`

/** The vendor's errors, as it writes them: with status 200 as well. */
const refusal = (status: number) => ({
  errors: [{ message: `Answered with ${status}.`, extensions: { code: `HTTP_${status}` } }],
})

/** Acme, told completely: what it wants, what it can do, what it adds to the graph, and how it behaves when it is not there. */
export const acme = defineSource({
  name: 'acme',
  description: 'Acme: one sentence on what it is.',

  // Each setting is an environment variable: ACME_TOKEN. Secrets may also come from the file that ACME_TOKEN_FILE names.
  config: {
    token: secret().describe('The access token, from the page of the account.'),
    url: z.url().default('https://api.acme.example/graphql'),
  },

  upstream: ({ config }) =>
    api({
      baseUrl: config.url,
      auth: bearer(config.token),
      // How the vendor says no: one shape, and its words with a code each.
      problem: {
        shape: z.object({
          errors: z
            .array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).optional() }))
            .min(1),
        }),
        code: ({ errors }) => errors[0]?.extensions?.code,
        message: ({ errors }) => errors[0]?.message,
        also200: true,
      },
      catalogue: { NOT_FOUND: 'UPSTREAM_NOT_FOUND', RATE_LIMITED: 'UPSTREAM_RATE_LIMITED' },
      // What the vendor tolerates: calls per second, and calls at once.
      quota: { default: { ratePerSecond: 10, burst: 20, concurrency: 10 } },
      requestIdHeader: 'x-request-id',
    }),

  operations: {
    // A batch makes it loadable: up to a hundred things of one request are asked for at once.
    things: readDocument(THINGS, {
      answer: Things,
      batch: { max: 100, ask: (ids: readonly string[]) => ({ ids }), outcomes: ({ nodes }) => positional(nodes) },
      cache: { ttlMs: 30_000, tags: ['thing:{key}'] },
    }),
    // Pages make it a connection.
    thingPage: readDocument(THING_PAGE, {
      answer: ThingPage,
      pages: {
        after: 'after',
        size: 'first',
        max: 100,
        items: ({ things }: ThingPageRow) => things.nodes,
        next: ({ things }) => (things.pageInfo.hasNextPage ? things.pageInfo.endCursor : null),
      },
      cache: { ttlMs: 5_000, tags: ['things'] },
    }),
    // A write says what happens when it is sent twice, and which answers it makes stale.
    renameThing: writeDocument(RENAME_THING, {
      answer: Renamed,
      idempotency: 'natural',
      forgets: ['things', 'thing:{id}'],
    }),
  },

  schema: ({ node, query, mutation, call, load, page }) => {
    const AcmeThing = node('AcmeThing', load.things, {
      description: 'A thing.',
      id: ({ id }) => id,
      fields: (t) => ({ name: t.exposeString('name', { description: 'What it is called.' }) }),
    })
    query((t) => ({
      thing: t.load(load.things, {
        type: AcmeThing,
        description: 'A thing by its id.',
        args: { id: t.arg.id({ required: true, description: 'Its id, ours or that of the vendor.' }) },
        ids: { id: 'AcmeThing' },
        key: (_, { id }) => id,
      }),
      things: t.pages(page.thingPage, { type: AcmeThing, description: 'All things.' }),
    }))
    mutation((t) => ({
      renameThing: t.write(call.renameThing, {
        type: AcmeThing,
        description: 'Gives a thing another name.',
        input: (t) => ({
          id: t.id({ required: true, description: 'The thing.' }),
          name: t.string({ required: true, description: 'Its new name.' }),
        }),
        ids: { id: 'AcmeThing' },
        with: ({ id, name }) => ({ id, name }),
      }),
    }))
    return { AcmeThing }
  },

  // The vendor when it is not there: used without credentials, in tests and in demonstrations. It keeps its state.
  sandbox: () => {
    const things: ThingRow[] = Array.from({ length: 7 }, (_, at) => ({ id: `th_${at + 1}`, name: `Thing ${at + 1}` }))
    const find = (id: string): ThingRow | undefined => things.find((thing) => thing.id === id)
    return {
      operations: {
        things: ({ ids }) => ({ nodes: ids.map((id) => find(id) ?? null) }),
        thingPage: ({ first, after }) => {
          const from = after == null ? 0 : things.findIndex(({ id }) => id === after) + 1
          const nodes = things.slice(from, from + (first ?? 10))
          const hasNextPage = from + nodes.length < things.length
          return { things: { nodes, pageInfo: { hasNextPage, endCursor: nodes.at(-1)?.id ?? null } } }
        },
        renameThing: ({ id, name }) => {
          const thing = find(id)
          if (thing === undefined)
            return refuse(200, { errors: [{ message: 'No such thing.', extensions: { code: 'NOT_FOUND' } }] })
          thing.name = name
          return { renameThing: thing }
        },
      },
      samples: {
        things: { ids: ['th_1', 'th_2'] },
        thingPage: { first: 3 },
        renameThing: { id: 'th_1', name: 'Another name' },
      },
      refusal,
    }
  },
})
