import type { GraphQLSchema } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import type { Clock } from '../core/clock.ts'
import type { UpstreamEvent } from '../core/upstream-event.ts'
import type { CallerOptions } from './callers/identify.ts'
import type { Route } from './edge.ts'
import type { GraphiqlPage } from './graphiql-page.ts'
import type { ReadinessCheck } from './health.ts'
import { ERRORS_PATH } from './errors-page.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import type { PersistedOperations } from './persisted-operations.ts'

/** How the server is set up. */
export interface HeadwatersServerOptions {
  readonly schema: GraphQLSchema
  /** Decides the defaults below: outside production everything is open to this machine, and to nobody else. */
  readonly isProduction: boolean
  readonly clock: Clock
  readonly logger: Logger
  /** Told what the outbound line does. @default nobody is */
  readonly observe?: (event: UpstreamEvent) => void
  /** The address to listen on. @default '127.0.0.1', in production '0.0.0.0' */
  readonly host?: string
  /** The port; 0 takes any free one. @default 4000 */
  readonly port?: number
  /** Who may ask. @default in development everybody, as a local developer; in production it has to be said */
  readonly callers?: CallerOptions
  /** How large an operation may be. @default DEFAULT_LIMITS */
  readonly limits?: Partial<Limits>
  /** Most upstream calls that one operation may make by its estimate, to all sources together. @default 1_000 */
  readonly maxUpstreamCalls?: number
  /** Most upstream calls of one operation to single sources, by name. @default no other limit */
  readonly maxUpstreamCallsBySource?: Readonly<Record<string, number>>
  /** Whether every answer says what it cost in `extensions.cost`; otherwise those to callers who send `x-headwaters-cost: true`. @default false */
  readonly showCost?: boolean
  /** Origins whose pages may ask from a browser; `*` for all. @default none */
  readonly corsOrigins?: readonly string[]
  /** Longest a request may take, in milliseconds; `x-request-timeout-ms` may ask for less. @default 30_000 */
  readonly requestTimeoutMs?: number
  /** Most bytes of a request's body. @default 1_048_576 */
  readonly maxBodyBytes?: number
  /** How long requests in flight may take to end at a shutdown, in milliseconds. @default 10_000 */
  readonly shutdownTimeoutMs?: number
  /** Whether the schema may be asked for. @default outside production only */
  readonly introspection?: boolean
  /** Whether callers without a scope for it may run mutations. @default outside production only */
  readonly allowMutations?: boolean
  /** Operations that clients may name instead of sending them. @default null, none */
  readonly persisted?: PersistedOperations | null
  /** Whether registered operations alone are served. @default false */
  readonly onlyPersisted?: boolean
  /** The page that a browser sees under `/graphql`. @default null, no page */
  readonly graphiqlPage?: GraphiqlPage | null
  /** Whether the page is shown. @default outside production only */
  readonly graphiql?: boolean
  /** The page that lists the error codes; each error's `documentationUrl` leads there. @default '/errors', which this server answers */
  readonly documentationBaseUrl?: string
  /** Plugins of the user's own. @default none */
  readonly yogaPlugins?: readonly Plugin[]
  /** Further paths (webhooks, OAuth). @default none */
  readonly routes?: readonly Route[]
  /** What has to be there before requests are sent here, by name. @default nothing */
  readonly readinessChecks?: Readonly<Record<string, ReadinessCheck>>
}

/** The options with every default filled in. */
export type ServerSettings = Readonly<Required<Omit<HeadwatersServerOptions, 'limits'>>> & { readonly limits: Limits }

/** Fills in the defaults. */
export const toSettings = (options: HeadwatersServerOptions): ServerSettings => ({
  observe: () => undefined,
  host: options.isProduction ? '0.0.0.0' : '127.0.0.1',
  port: 4000,
  callers: {},
  maxUpstreamCalls: 1_000,
  maxUpstreamCallsBySource: {},
  showCost: false,
  corsOrigins: [],
  requestTimeoutMs: 30_000,
  maxBodyBytes: 1_048_576,
  shutdownTimeoutMs: 10_000,
  introspection: !options.isProduction,
  allowMutations: !options.isProduction,
  persisted: null,
  onlyPersisted: false,
  graphiqlPage: null,
  graphiql: !options.isProduction,
  documentationBaseUrl: ERRORS_PATH,
  yogaPlugins: [],
  routes: [],
  readinessChecks: {},
  ...options,
  limits: { ...DEFAULT_LIMITS, ...options.limits },
})
