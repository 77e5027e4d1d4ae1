import { randomBytes } from 'node:crypto'
import type { HeadwatersConfig } from '../kit/define-config.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { MountOptions } from '../kit/mount.ts'
import type { CallerOptions } from '../server/callers/identify.ts'
import type { LogLevel } from '../server/log.ts'
import { ERRORS_PATH } from '../server/errors-page.ts'
import type { HeadwatersServerOptions } from '../server/options.ts'
import { checkHost } from './check-host.ts'
import { readVariable, type Environment } from './environment.ts'
import { ConfigError, type ConfigProblem } from './problem.ts'
import { readCallers } from './read-callers.ts'
import { readPersisted } from './read-persisted.ts'
import { planSources, type MountPlan } from './read-sources.ts'
import { VARIABLES, type Variable, type Variables } from './variables.ts'

/** What stands across the sources. */
export interface Across extends Pick<HeadwatersConfig, 'extensions' | 'plugins'> {
  /** What was wrong with the config file; told together with what is wrong with the environment. @default nothing */
  readonly problems?: readonly ConfigProblem[]
}

/** Everything that the environment and the config file decide, in one frozen value. */
export interface Config {
  readonly isProduction: boolean
  readonly logLevel: LogLevel
  /** What cursors are signed and credentials named with. */
  readonly secret: string
  readonly cacheBytes: number
  /** The way out to the vendors. */
  readonly egress: NonNullable<MountOptions['parts']['egress']>
  readonly mounts: readonly MountPlan[]
  /** What stands across sources. */
  readonly extensions: NonNullable<HeadwatersConfig['extensions']>
  /** Plugins of GraphQL Yoga. */
  readonly plugins: NonNullable<HeadwatersConfig['plugins']>
  readonly server: Pick<
    HeadwatersServerOptions,
    | 'host'
    | 'port'
    | 'limits'
    | 'maxUpstreamCalls'
    | 'maxUpstreamCallsBySource'
    | 'showCost'
    | 'corsOrigins'
    | 'requestTimeoutMs'
    | 'maxBodyBytes'
    | 'shutdownTimeoutMs'
    | 'introspection'
    | 'allowMutations'
    | 'graphiql'
    | 'documentationBaseUrl'
    | 'persisted'
    | 'onlyPersisted'
  > & { readonly callers: CallerOptions }
}

const readValues = (env: Environment, problems: ConfigProblem[]): Variables => {
  const table: Readonly<Record<string, Variable>> = VARIABLES
  const entries = Object.entries(table).map(([name, variable]) => {
    const reading = readVariable(env, name, variable)
    if (!('problem' in reading)) return [name, reading.value]
    problems.push({ ...reading.problem, issue: `${reading.problem.issue}. ${variable.meaning}` })
    return [name, undefined]
  })
  return Object.fromEntries(entries) as Variables
}

const readSecret = (given: string | undefined, isProduction: boolean, problems: ConfigProblem[]): string => {
  if (given !== undefined) return given
  const isReported = problems.some(({ variable }) => variable.startsWith('HEADWATERS_SECRET'))
  if (isProduction && !isReported) {
    problems.push({
      variable: 'HEADWATERS_SECRET',
      issue: 'is missing; `openssl rand -base64 32` makes one. Every process needs the same',
    })
  }
  return randomBytes(32).toString('base64url')
}

/** Leaves out what is not set, so that the server's own defaults hold. */
const defined = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never

const toEgress = (values: Variables): Config['egress'] => ({
  tls: defined({
    ca: values.HEADWATERS_EGRESS_CA,
    cert: values.HEADWATERS_EGRESS_CERT,
    key: values.HEADWATERS_EGRESS_KEY,
  }),
  ...defined({ allowCidrs: values.HEADWATERS_EGRESS_ALLOW, proxyUrl: values.HEADWATERS_EGRESS_PROXY }),
})

const toErrorsPage = (publicUrl: string | undefined): string | undefined =>
  publicUrl === undefined ? undefined : `${publicUrl.replace(/\/+$/, '')}${ERRORS_PATH}`

const toServer = (values: Variables, read: Pick<Config['server'], 'callers' | 'persisted'>): Config['server'] => ({
  ...read,
  limits: defined({
    maxDepth: values.HEADWATERS_MAX_DEPTH,
    maxAliases: values.HEADWATERS_MAX_ALIASES,
    maxTokens: values.HEADWATERS_MAX_TOKENS,
    maxDirectives: values.HEADWATERS_MAX_DIRECTIVES,
  }),
  ...defined({
    host: values.HOST,
    port: values.PORT,
    maxUpstreamCalls: values.HEADWATERS_MAX_UPSTREAM_CALLS,
    maxUpstreamCallsBySource: values.HEADWATERS_MAX_UPSTREAM_CALLS_BY_SOURCE,
    showCost: values.HEADWATERS_SHOW_COST,
    documentationBaseUrl: toErrorsPage(values.HEADWATERS_PUBLIC_URL),
    corsOrigins: values.HEADWATERS_CORS_ORIGINS,
    requestTimeoutMs: values.HEADWATERS_REQUEST_TIMEOUT_MS,
    maxBodyBytes: values.HEADWATERS_MAX_BODY_BYTES,
    shutdownTimeoutMs: values.HEADWATERS_SHUTDOWN_TIMEOUT_MS,
    introspection: values.HEADWATERS_INTROSPECTION,
    allowMutations: values.HEADWATERS_ALLOW_MUTATIONS,
    graphiql: values.HEADWATERS_GRAPHIQL,
    onlyPersisted: values.HEADWATERS_ONLY_PERSISTED,
  }),
})

/** Reads the environment for a list of sources. Throws {@link ConfigError} with every problem at once. */
export const readConfig = (env: Environment, sources: readonly AnySource[], across: Across = {}): Config => {
  const { extensions = [], plugins = [] } = across
  const problems: ConfigProblem[] = [...(across.problems ?? [])]
  const values = readValues(env, problems)
  const isProduction = values.NODE_ENV === 'production'
  const secret = readSecret(values.HEADWATERS_SECRET, isProduction, problems)
  const wishes = { isProduction, only: values.HEADWATERS_SOURCES, sandbox: values.HEADWATERS_SANDBOX }
  const mounts = planSources(env, { sources, wishes }, problems)
  const callers = readCallers(values, isProduction, problems)
  problems.push(...checkHost(values.HOST, callers, isProduction))
  const persisted = readPersisted(values, problems)
  if (problems.length > 0) throw new ConfigError(problems)
  return Object.freeze({
    isProduction,
    logLevel: (values.LOG_LEVEL ?? 'info') as LogLevel,
    secret,
    cacheBytes: values.HEADWATERS_CACHE_BYTES ?? 67_108_864,
    egress: toEgress(values),
    mounts,
    extensions,
    plugins,
    server: toServer(values, { callers, persisted }),
  })
}
