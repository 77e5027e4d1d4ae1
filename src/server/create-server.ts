import { createServer, type Server } from 'node:http'
import { isIPv6 } from 'node:net'
import { createMask } from './answers.ts'
import { createIdentify, findCallerProblems } from './callers/identify.ts'
import { findPersistedProblems } from './check-persisted.ts'
import type { EdgeHandler } from './edge.ts'
import { createErrorsRoute } from './errors-page.ts'
import { createFetch } from './fetch-adapter.ts'
import { createGraphqlDoor } from './graphql-door.ts'
import { createGraphqlRoutes } from './graphql-routes.ts'
import { createHealthRoutes } from './health.ts'
import { createLogOperation } from './listeners/log-operation.ts'
import { createListener } from './node-adapter.ts'
import { type HeadwatersServerOptions, type ServerSettings, toSettings } from './options.ts'
import { createRouter } from './router.ts'
import { SetupError } from './setup-error.ts'
import { drain } from './shutdown.ts'

/** A server that is ready to listen. */
export interface HeadwatersServer {
  /** The whole server as a function, without a socket. */
  readonly fetch: (request: Request) => Promise<Response>
  readonly httpServer: Server
  /** Listens; the URL is that of the GraphQL endpoint. */
  readonly listen: () => Promise<{ readonly url: string; readonly port: number }>
  /** Takes no more requests and lets those in flight end; false when some had to be cut off. */
  readonly close: () => Promise<boolean>
}

/** Longer than the 60 seconds after which most load balancers drop an idle connection, so that they and not we close it. */
const KEEP_ALIVE_MS = 65_000

/** How long a client may take to send its headers, and its whole request, in milliseconds. */
const RECEIVE_MS = { headersTimeout: 10_000, requestTimeout: 30_000 } as const

const createHandler = (settings: ServerSettings, isDraining: () => boolean): EdgeHandler => {
  const { logger, clock, callers, isProduction, graphiql, graphiqlPage, corsOrigins, readinessChecks, routes } =
    settings
  const { documentationBaseUrl, introspection } = settings
  const mask = createMask({ documentationBaseUrl, hideSuggestions: !introspection }, clock.wallNow)
  const logHidden = (err: unknown, requestId: string): void => logger.error({ err, requestId }, 'unexpected error')
  const logFailure = (check: string, err: unknown): void => logger.warn({ err, check }, 'not ready')
  const identify = createIdentify({ callers, isProduction, clock })
  const door = createGraphqlDoor({ ...settings, identify, mask, logHidden, logOperation: createLogOperation(logger) })
  const health = createHealthRoutes({ checks: readinessChecks, isDraining, clock, logFailure })
  const graphql = createGraphqlRoutes({ door, page: graphiql ? graphiqlPage : null, corsOrigins })
  return createRouter({ routes: [...graphql, ...health, createErrorsRoute(), ...routes], mask, logHidden })
}

const listen = (
  server: Server,
  { host, port }: ServerSettings,
): Promise<{ readonly url: string; readonly port: number }> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      const bound = typeof address === 'object' && address !== null ? address.port : port
      // Nobody can open the address that stands for all addresses.
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : isIPv6(host) ? `[${host}]` : host
      resolve({ url: `http://${name}:${bound}/graphql`, port: bound })
    })
  })

const assertSound = (settings: ServerSettings): void => {
  const { callers, isProduction, persisted } = settings
  const problems = findCallerProblems(callers, isProduction)
  if (problems.length > 0) throw new SetupError('The callers are not set up safely', problems)
  const refused = persisted === null ? [] : findPersistedProblems(persisted, settings)
  if (refused.length > 0) throw new SetupError('Persisted operations do not fit this server', refused)
}

/** Makes the server; it throws a {@link SetupError} when its callers are not set up safely or its persisted operations do not fit. */
export const createHeadwatersServer = (options: HeadwatersServerOptions): HeadwatersServer => {
  const settings = toSettings(options)
  assertSound(settings)
  let draining = false
  const isDraining = (): boolean => draining
  const handle = createHandler(settings, isDraining)
  const logFailure = (err: unknown): void => settings.logger.error({ err }, 'an answer could not be sent')
  const httpServer = createServer(
    { ...RECEIVE_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    createListener({ handle, isDraining, logFailure }),
  )
  return {
    fetch: createFetch(handle),
    httpServer,
    listen: () => listen(httpServer, settings),
    close: () => {
      draining = true
      return drain(httpServer, settings.shutdownTimeoutMs, settings.clock)
    },
  }
}
