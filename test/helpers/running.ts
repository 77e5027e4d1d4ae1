import { readConfig } from '../../src/config/read-config.ts'
import type { AnySource } from '../../src/kit/define-source.ts'
import type { Mounted } from '../../src/kit/registry.ts'
import type { ServedSandbox } from '../../src/kit/served-sandbox.ts'
import { startHeadwaters } from '../../src/main.ts'
import { SOURCES } from '../../src/sources/index.ts'

/** What a GraphQL answer looks like to a client. */
export interface ClientAnswer {
  readonly data?: unknown
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: Readonly<Record<string, unknown>>
  }[]
}

/** The whole server, listening on loopback, every source on its sandbox. */
export interface RunningServer {
  readonly url: string
  readonly of: (source: string, account?: string) => Mounted & { readonly sandbox: ServedSandbox }
  /** Sends a query as a front end would. */
  readonly ask: (
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<ClientAnswer>
  /** How many requests each sandbox has had since the last call of `forget`. */
  readonly upstreamCalls: () => Readonly<Record<string, number>>
  readonly forget: () => void
  readonly close: () => Promise<unknown>
}

/** Starts the whole server as `headwaters start` does, on a free port. */
export const startServer = async (
  env: Readonly<Record<string, string>> = {},
  sources: readonly AnySource[] = SOURCES,
): Promise<RunningServer> => {
  const server = await startHeadwaters(readConfig({ PORT: '0', LOG_LEVEL: 'silent', ...env }, sources))
  const mounted = server.registry.all
  return {
    url: server.url,
    of: (source, account = 'default') => {
      const found = mounted.find((one) => one.source === source && one.account === account)
      if (!found?.sandbox) throw new Error(`${source} (${account}) is not on a sandbox`)
      return { ...found, sandbox: found.sandbox }
    },
    ask: async (query, variables = {}, headers = {}) => {
      const body = JSON.stringify({ query, variables })
      const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }
      return (await (await fetch(server.url, init)).json()) as ClientAnswer
    },
    upstreamCalls: () => {
      const counts = mounted.map(({ source, sandbox }) => [source, sandbox?.seen().length ?? 0] as const)
      return Object.fromEntries(counts.filter(([, count]) => count > 0))
    },
    forget: () => {
      for (const { sandbox } of mounted) sandbox?.forgetSeen()
    },
    close: server.close,
  }
}
