import { getCACertificates } from 'node:tls'
import { Agent, buildConnector } from 'undici'
import { createLookup, toAllowed, type EgressOptions, type EgressScope } from './egress.ts'
import type { UpstreamProfile } from './profile.ts'
import type { TlsOptions } from './tls-options.ts'
import { TIMEOUT_DEFAULTS } from './timeout.ts'

/** What makes the connections of one line. */
export interface Connector {
  readonly connect: buildConnector.connector
  /** Where calls may go; also asked before a connection is looked for. */
  readonly scope: EgressScope
  /** Whether connecting failed with this: the proof that nothing of a request was sent. */
  readonly isConnectFailure: (thrown: unknown) => boolean
  /** Ends what it keeps for itself (the way to the proxy). */
  readonly close: () => Promise<void>
}

/** Node trusts a given `ca` alone; the system's own authorities are to stay trusted beside it. */
const toTls = ({ ca, cert, key }: TlsOptions) => ({
  ...(ca !== undefined && { ca: [...getCACertificates('default'), ca] }),
  ...(cert !== undefined && { cert }),
  ...(key !== undefined && { key }),
})

type Connect = buildConnector.connector
type Target = buildConnector.Options

const portOf = ({ port, protocol }: Target): string => (port === '' ? (protocol === 'https:' ? '443' : '80') : port)

const authorizationOf = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (username === '') return {}
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(plain).toString('base64')}` }
}

interface Tunnel {
  readonly proxyUrl: string
  readonly timeoutMs: number
  readonly tls: TlsOptions
}

/**
 * Connects through a tunnel of a proxy (CONNECT, RFC 9110, section 9.3.6). The proxy looks the vendor's name up, so it is
 * the proxy that has to keep it from leading inside.
 */
const tunnelThrough = ({ proxyUrl, timeoutMs, tls }: Tunnel): { connect: Connect; close: () => Promise<void> } => {
  const proxy = new URL(proxyUrl)
  const way = new Agent({ connect: { timeout: timeoutMs, ...toTls(tls) } })
  const inside = buildConnector({ timeout: timeoutMs, allowH2: false, ...toTls(tls) })

  const open = async (target: Target): Promise<Parameters<typeof inside>[0]['httpSocket']> => {
    const authority = `${target.hostname}:${portOf(target)}`
    const { socket, statusCode } = await way.connect({
      origin: proxy.origin,
      path: authority,
      headers: { host: authority, ...authorizationOf(proxy) },
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (statusCode === 200) return socket as Target['httpSocket']
    socket.on('error', () => {}).destroy()
    throw Object.assign(new Error('the proxy refused'), { code: `PROXY_${statusCode}` })
  }

  const connect: Connect = (target, done) => {
    const finish = (httpSocket: Target['httpSocket']): void => {
      if (target.protocol === 'https:') inside({ ...target, ...(httpSocket && { httpSocket }) }, done)
      else if (httpSocket) done(null, httpSocket)
    }
    open(target).then(finish, (error: unknown) => done(error instanceof Error ? error : new Error('no tunnel'), null))
  }
  return { connect, close: () => way.close() }
}

/** Straight to the vendor; every address is checked before it is connected to. */
const goStraight = (scope: EgressScope, { timeoutMs, tls }: Omit<Tunnel, 'proxyUrl'>) => ({
  connect: buildConnector({ timeout: timeoutMs, lookup: createLookup(scope), allowH2: false, ...toTls(tls) }),
  close: () => Promise.resolve(),
})

/** Makes the connections of one line, as the operator wants them. A sandbox is on this machine: no proxy leads there. */
export const createConnector = (profile: UpstreamProfile, egress: EgressOptions = {}): Connector => {
  const { connectTimeoutMs: timeoutMs } = { ...TIMEOUT_DEFAULTS, ...profile.timeouts }
  const { source, baseUrl, hosts, isSandbox } = profile
  const scope: EgressScope = { source, baseUrl, hosts, isSandbox, allowed: toAllowed(egress.allowCidrs ?? []) }
  const way = { timeoutMs, tls: { ...egress.tls, ...profile.tls } }
  const { proxyUrl } = egress
  const { connect, close } =
    proxyUrl === undefined || isSandbox ? goStraight(scope, way) : tunnelThrough({ ...way, proxyUrl })
  const failures = new WeakSet<object>()
  return {
    scope,
    connect: (target, done) =>
      connect(target, (...result) => {
        if (result[0] !== null) failures.add(result[0])
        done(...result)
      }),
    isConnectFailure: (thrown) => typeof thrown === 'object' && thrown !== null && failures.has(thrown),
    close,
  }
}
