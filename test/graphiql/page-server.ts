import { createSchema } from 'graphql-yoga'
import { createHeadwatersServer } from '../../src/server/create-server.ts'
import { openGraphiqlPage } from '../../src/server/graphiql-page.ts'
import { createLogger } from '../../src/server/log.ts'
import { systemClock } from '../../src/upstream/system-clock.ts'

async function* countdown(): AsyncGenerator<{ countdown: number }> {
  for (const count of [3, 2, 1]) yield { countdown: count }
}

async function* endless(): AsyncGenerator<{ endless: string }> {
  yield { endless: 'begun' }
  await new Promise(() => undefined)
}

const schema = createSchema({
  typeDefs: /* GraphQL */ `
    "Where every operation starts."
    type Query {
      "A greeting, to anyone."
      hello(name: String = "world"): String!
    }
    type Subscription {
      countdown: Int!
      endless: String!
    }
  `,
  resolvers: {
    Query: { hello: (_root: unknown, { name }: { name: string }) => `Hello, ${name}` },
    Subscription: { countdown: { subscribe: countdown }, endless: { subscribe: endless } },
  },
})

/** A server that is thrown away, with the page over a toy schema under the content security policy of the house. */
export interface PageServer {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** Serves the page as the server does, over the toy schema, on a free port of the loopback. */
export const servePage = async (directory: string): Promise<PageServer> => {
  const logger = createLogger({ level: 'silent' })
  const graphiqlPage = openGraphiqlPage(directory)
  const server = createHeadwatersServer({
    schema,
    isProduction: false,
    clock: systemClock,
    logger,
    port: 0,
    graphiqlPage,
  })
  const { url } = await server.listen()
  const close = async (): Promise<void> => {
    server.httpServer.closeAllConnections()
    await server.close()
  }
  return { origin: new URL(url).origin, close }
}
