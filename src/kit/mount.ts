import { randomBytes } from 'node:crypto'
import { fingerprint } from '../core/fingerprint.ts'
import type { Credential } from '../upstream/call.ts'
import { createLine } from '../upstream/create-line.ts'
import type { LineParts } from '../upstream/line.ts'
import type { UpstreamProfile } from '../upstream/profile.ts'
import type { Api } from './api.ts'
import { isSecret } from './config-shape.ts'
import type { AnySource } from './define-source.ts'
import type { Mounted } from './registry.ts'
import { serveSandbox, type SandboxCredential } from './sandbox-server.ts'
import type { ServedSandbox } from './served-sandbox.ts'

/** Something on loopback that is called in place of the vendor. */
export interface StandIn {
  /** Where it is, with a closing slash. */
  readonly baseUrl: string
  readonly close: () => Promise<void>
}

/** Which account of which source is mounted, and how. */
export interface MountOptions {
  readonly source: AnySource
  /** @default 'default' */
  readonly account?: string
  /** The checked configuration; null mounts the sandbox, with credentials made for this start alone. */
  readonly config: Readonly<Record<string, unknown>> | null
  readonly parts: LineParts
  /** What answers on loopback in the vendor's place: a recorder before it, or a player of what was recorded. @default none */
  readonly standIn?: (api: Api) => Promise<StandIn>
  /** What fingerprints of credentials are made with. */
  readonly fingerprintKey: string
}

/** Everything of an `Api` that the line has to know, with its gaps filled in. */
const toProfile = (source: AnySource, api: Api, isSandbox: boolean): UpstreamProfile => ({
  source: source.name,
  baseUrl: api.baseUrl,
  hosts: api.hosts ?? [],
  isSandbox,
  problem: api.problem ?? null,
  catalogue: api.catalogue ?? {},
  quota: api.quota ?? {},
  readQuota: api.readQuota ?? null,
  requestIdHeader: api.requestIdHeader ?? null,
  shouldRetry: api.shouldRetry ?? null,
  timeouts: api.timeouts ?? {},
  pool: api.pool ?? {},
  retry: api.retry ?? {},
  breaker: api.breaker ?? {},
  ...(api.tls && { tls: api.tls }),
})

/** A configuration for a sandbox: secrets random per start, everything else by its default. */
export const sandboxConfig = ({ config }: AnySource): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(config).map(([name, shape]) => {
      if (isSecret(shape)) return [name, `sandbox_${randomBytes(18).toString('base64url')}`]
      const byDefault = shape.safeParse(undefined)
      return [name, byDefault.success ? byDefault.data : `sandbox-${name}`]
    }),
  )

const toApi = (source: AnySource, config: Readonly<Record<string, unknown>>): Api =>
  source.upstream({ config: config as never })

/** What a request of ours carries once it is signed: what the sandbox expects of each. */
const signedParts = async (credential: Credential): Promise<SandboxCredential> => {
  const sign = await credential.obtain({ renew: false, signal: AbortSignal.timeout(10_000) })
  const { headers, url } = sign({ method: 'GET', url: 'http://sandbox/', path: '', headers: {}, body: null })
  return { headers, query: Object.fromEntries(new URL(url).searchParams) }
}

interface Place {
  readonly api: Api
  readonly credential: Credential
  readonly sandbox: ServedSandbox | null
}

/** Credentials of two accounts are two credentials, even where the same secret was set for both. */
const credentialOf = (api: Api, { source, account = 'default', fingerprintKey }: MountOptions): Credential =>
  api.auth.toCredential(fingerprint(fingerprintKey, source.name, account))

const mountSandbox = async (options: MountOptions): Promise<Place> => {
  const { source, parts } = options
  const api = toApi(source, sandboxConfig(source))
  const credential = credentialOf(api, options)
  const expected = await signedParts(credential)
  const sandbox = await serveSandbox(source, { wallNow: parts.clock.wallNow, expects: () => expected })
  return { api: { ...api, baseUrl: sandbox.baseUrl, hosts: [] }, credential, sandbox }
}

const mountLive = (options: MountOptions, config: Readonly<Record<string, unknown>>): Place => {
  const api = toApi(options.source, config)
  return { api, credential: credentialOf(api, options), sandbox: null }
}

/** Mounts an account on something that stands before the vendor, or in its place; without a config, with made-up credentials. */
const mountStandIn = async (options: MountOptions, open: NonNullable<MountOptions['standIn']>): Promise<Mounted> => {
  const { source, account = 'default', parts } = options
  const api = toApi(source, options.config ?? sandboxConfig(source))
  const standIn = await open(api)
  const near = { ...api, baseUrl: standIn.baseUrl, hosts: [] }
  const line = createLine(toProfile(source, near, true), parts)
  const close = async (): Promise<void> => {
    await line.close()
    await standIn.close()
  }
  const { name, description } = source
  const mode = options.config === null ? 'sandbox' : 'live'
  const credential = credentialOf(api, options)
  return { source: name, description, account, mode, line: { ...line, close }, api: near, credential, sandbox: null }
}

/** Mounts one account of a source: gives it its config and its line, and its sandbox where it has no config. */
export const mountSource = async (options: MountOptions): Promise<Mounted> => {
  const { source, account = 'default', config, parts } = options
  if (options.standIn !== undefined) return mountStandIn(options, options.standIn)
  const place = config === null ? await mountSandbox(options) : mountLive(options, config)
  const line = createLine(toProfile(source, place.api, place.sandbox !== null), parts)
  const { name, description } = source
  return { source: name, description, account, mode: place.sandbox ? 'sandbox' : 'live', line, ...place }
}

/** Ends a mounted account: its connections, and its sandbox. */
export const unmount = async ({ line, sandbox }: Mounted): Promise<void> => {
  await line.close()
  await sandbox?.close()
}
