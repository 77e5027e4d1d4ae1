import type { Config } from './config/read-config.ts'
import { fingerprint } from './core/fingerprint.ts'
import { ENTITIES } from './entities/index.ts'
import { findGraphiqlPage } from './graphiql/page-files.ts'
import { buildSchema } from './kit/build-schema.ts'
import { mountSource, unmount } from './kit/mount.ts'
import { createRegistry, type Registry } from './kit/registry.ts'
import { createHeadwatersServer } from './server/create-server.ts'
import { openGraphiqlPage } from './server/graphiql-page.ts'
import { createLogEvents, wantsWire } from './server/listeners/log-events.ts'
import { createLogger } from './server/log.ts'
import { createMemoryAnswerStore } from './state/memory/answer-store.ts'
import { createMemoryTagStore } from './state/memory/tag-store.ts'
import { systemClock as clock, systemRandom as random } from './upstream/system-clock.ts'
import { VERSION } from './version.ts'

/** A server that is listening. */
export interface Headwaters {
  /** The GraphQL endpoint; a browser sees GraphiQL there. */
  readonly url: string
  readonly registry: Registry
  /** Lets requests in flight end, then closes everything; false when some had to be cut off. */
  readonly close: () => Promise<boolean>
}

/** Puts the house together, from the bottom up, and opens the door. */
export const startHeadwaters = async (config: Config): Promise<Headwaters> => {
  const logger = createLogger({ level: config.logLevel })
  const observe = createLogEvents(logger)
  const answers = createMemoryAnswerStore({ maxBytes: config.cacheBytes, clock })
  const tags = createMemoryTagStore()
  const userAgent = `headwaters/${VERSION}`
  const parts = { clock, random, answers, tags, userAgent, egress: config.egress, traceWire: wantsWire(logger) }

  const fingerprintKey = fingerprint(config.secret, 'credentials')
  const mounted = await Promise.all(config.mounts.map((plan) => mountSource({ ...plan, parts, fingerprintKey })))
  const registry = createRegistry(mounted, parts, fingerprint(config.secret, 'cursors'))
  const sources = [...new Set(config.mounts.map(({ source }) => source))]
  const schema = buildSchema({ sources, extensions: [...ENTITIES, ...config.extensions] }, registry)

  const { isProduction } = config
  const page = findGraphiqlPage()
  const graphiqlPage = page === null ? null : openGraphiqlPage(page)
  const open = async () => {
    const own = { schema, isProduction, clock, logger, observe, graphiqlPage, yogaPlugins: config.plugins }
    const server = createHeadwatersServer({ ...config.server, ...own })
    return { server, ...(await server.listen()) }
  }
  const unmountAll = () => Promise.all(mounted.map(unmount))
  const { server, url } = await open().catch(async (thrown: unknown) => {
    // Sandboxes that still listen would keep the process from ending.
    await unmountAll()
    throw thrown
  })
  for (const { source, account, mode } of mounted) logger.info({ source, account, mode }, `${source} is ${mode}`)
  logger.info({ url }, `${(config.server.graphiql ?? !isProduction) ? 'GraphiQL' : 'GraphQL'} is at ${url}`)

  const close = async (): Promise<boolean> => {
    const wasClean = await server.close()
    await unmountAll()
    return wasClean
  }
  return { url, registry, close }
}
