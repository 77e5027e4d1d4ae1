import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { basename, extname, join } from 'node:path'
import { createSchema, createYoga } from 'graphql-yoga'
import type { GraphiqlPage } from '../../src/graphiql/page-files.ts'

const CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; img-src 'self' data:; font-src 'self' data:; connect-src 'self'"

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
}

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

/** Serves the page at /graphql and its files at /graphql/assets/, on a free port of the loopback. */
export const servePage = async (page: GraphiqlPage): Promise<PageServer> => {
  const yoga = createYoga({ schema, renderGraphiQL: () => page.html, logging: false })
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', CSP)
    const path = new URL(request.url ?? '/', 'http://page').pathname
    if (!path.startsWith('/graphql/assets/')) return void yoga(request, response)
    readFile(join(page.assetsDir, basename(path))).then(
      (file) => response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain').end(file),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return { origin: `http://127.0.0.1:${port}`, close }
}
