import { toCorsHeaders, answerPreflight } from './cors.ts'
import type { EdgeHandler, Route } from './edge.ts'
import { answerFile, answerPage, type GraphiqlPage, wantsPage } from './graphiql-page.ts'
import { GRAPHQL_PATH } from './graphql-door.ts'

/** What stands under `/graphql`. */
export interface GraphqlRoutesOptions {
  readonly door: EdgeHandler
  /** Null where the page is not shown. */
  readonly page: GraphiqlPage | null
  readonly corsOrigins: readonly string[]
}

/** The GraphQL endpoint, the page that a browser sees there, and the page's files. */
export const createGraphqlRoutes = ({ door, page, corsOrigins }: GraphqlRoutesOptions): readonly Route[] => {
  const handle: EdgeHandler = async (request) => {
    if (request.method === 'OPTIONS') return answerPreflight(request, corsOrigins)
    if (page !== null && wantsPage(request.method, request.headers['accept'])) return answerPage(page)
    const answer = await door(request)
    const cors = toCorsHeaders(request.headers['origin'], corsOrigins)
    return { ...answer, headers: { 'cache-control': 'no-store', ...answer.headers, ...cors } }
  }
  // The door refuses other methods itself, with a GraphQL error.
  const endpoint: Route = { path: GRAPHQL_PATH, methods: ['*'], handle }
  if (page === null) return [endpoint]
  const file: EdgeHandler = ({ path }) => answerFile(page, path.slice(GRAPHQL_PATH.length + 1))
  return [endpoint, { path: `${GRAPHQL_PATH}/*`, methods: ['GET'], handle: file }]
}
