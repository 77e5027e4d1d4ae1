import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Agent, request, type Dispatcher } from 'undici'
import type { Clock } from '../core/clock.ts'
import type { Exchange, Headers, RawAnswer, UpstreamCall, UpstreamRequest } from './call.ts'
import { createConnector, type Connector } from './connector.ts'
import { checkUrl, type EgressOptions } from './egress.ts'
import { failure, outcomeOf } from './failure.ts'
import type { PoolOptions, UpstreamProfile } from './profile.ts'
import { ACCEPT_ENCODING, decompressBody, readBody } from './read-body.ts'
import { TIMEOUT_DEFAULTS } from './timeout.ts'
import { toTransportFailure } from './transport-failure.ts'

/** The lowest step: a request goes out over pooled connections, an answer comes in. */
export interface Transport {
  readonly exchange: Exchange
  /** Ends idle connections at once, and the others when their answers are there. */
  readonly close: () => Promise<void>
}

/** Connections of one line, and what goes over them, defaults filled in. */
export const POOL_DEFAULTS = {
  connections: 64,
  keepAliveMs: 10_000,
  maxBodyBytes: 16_777_216,
  maxRequestBytes: 16_777_216,
  maxHeaderBytes: 16_384,
  gzipFromBytes: Infinity,
} as const

/** Makes the pool of one line: kept alive, every new connection's address checked. */
export const createAgent = (profile: UpstreamProfile, connector: Connector): Agent => {
  const pool = { ...POOL_DEFAULTS, ...profile.pool }
  const timeouts = { ...TIMEOUT_DEFAULTS, ...profile.timeouts }
  return new Agent({
    connect: connector.connect,
    connections: pool.connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: pool.keepAliveMs,
    headersTimeout: timeouts.headersTimeoutMs,
    bodyTimeout: timeouts.idleTimeoutMs ?? timeouts.bodyTimeoutMs,
    maxHeaderSize: pool.maxHeaderBytes,
  })
}

/** Headers as the line knows them: one value a name. A body is handed on plain, so what spoke of its packing goes. */
const toHeaders = (headers: Dispatcher.ResponseData['headers']): Headers => {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = typeof value === 'string' ? value : value.join(', ')
  }
  const { 'content-encoding': _encoding, 'content-length': _length, ...rest } = plain
  return rest
}

/** An abort signal for one request that also ends it when its body takes too long as a whole. */
const watchBody = (
  call: UpstreamCall<unknown>,
  clock: Clock,
  bodyTimeoutMs: number,
): { readonly signal: AbortSignal; readonly begin: () => void; readonly stop: () => void } => {
  const { signal } = call.context
  const own = new AbortController()
  let cancel = (): void => {}
  const leave = (): void => own.abort(signal.reason)
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  const begin = (): void => {
    cancel = clock.schedule(bodyTimeoutMs, () => {
      const message = `${call.source} did not finish its answer to ${call.operation.name} within ${bodyTimeoutMs} ms.`
      own.abort(failure(call, 'UPSTREAM_TIMEOUT', { message, ...outcomeOf(call, 'unknown') }))
    })
  }
  const stop = (): void => {
    cancel()
    signal.removeEventListener('abort', leave)
  }
  return { signal: own.signal, begin, stop }
}

type Packed = Pick<UpstreamRequest, 'headers'> & { readonly body: string | Uint8Array | null }

const pack: (body: string) => Promise<Uint8Array> = promisify(gzip)

/** The body as it leaves: not too large, and compressed where the source says that its vendor takes that. */
const packBody = async (call: UpstreamCall<unknown>, pool: PoolOptions): Promise<Packed> => {
  const { headers, body } = call.request
  if (body === null) return { headers, body }
  const { maxRequestBytes, gzipFromBytes } = { ...POOL_DEFAULTS, ...pool }
  const bytes = Buffer.byteLength(body)
  if (bytes > maxRequestBytes) {
    throw failure(call, 'PAYLOAD_TOO_LARGE', {
      message: `The request of ${call.operation.name} has ${bytes} bytes; ${call.source} is sent at most ${maxRequestBytes}. Send less at once.`,
      beforeSending: true,
      ...outcomeOf(call, 'notApplied'),
    })
  }
  if (bytes < gzipFromBytes || headers['content-encoding'] !== undefined) return { headers, body }
  return { headers: { ...headers, 'content-encoding': 'gzip' }, body: await pack(body) }
}

const send = (
  agent: Agent,
  call: UpstreamCall<unknown>,
  { headers, body, signal }: Packed & { readonly signal: AbortSignal },
): Promise<Dispatcher.ResponseData> =>
  request(call.request.url, {
    dispatcher: agent,
    method: call.request.method,
    headers: { 'accept-encoding': ACCEPT_ENCODING, ...headers },
    body,
    signal,
  })

const receive = async (answer: Dispatcher.ResponseData, maxBodyBytes: number): Promise<RawAnswer> => {
  const { statusCode: status, headers, body } = answer
  const packed = await readBody(body, maxBodyBytes)
  const encoding = headers['content-encoding']
  const names = Array.isArray(encoding) ? encoding.join(',') : encoding
  return { status, headers: toHeaders(headers), body: await decompressBody(packed, names, maxBodyBytes) }
}

/** Makes the transport of one line: one agent, keep-alive, no redirect followed, every connection's address checked. */
export const createTransport = (profile: UpstreamProfile, clock: Clock, egress: EgressOptions = {}): Transport => {
  const connector = createConnector(profile, egress)
  const agent = createAgent(profile, connector)
  const { maxBodyBytes } = { ...POOL_DEFAULTS, ...profile.pool }
  const { bodyTimeoutMs } = { ...TIMEOUT_DEFAULTS, ...profile.timeouts }

  const exchange: Exchange = async (call) => {
    const refusal = checkUrl(call.request.url, connector.scope)
    if (refusal !== null) throw refusal.with({ operation: call.operation.name, ...outcomeOf(call, 'notApplied') })
    const packed = await packBody(call, profile.pool)
    const watch = watchBody(call, clock, bodyTimeoutMs)
    let answered = false
    try {
      const answer = await send(agent, call, { ...packed, signal: watch.signal })
      answered = true
      watch.begin()
      return await receive(answer, maxBodyBytes)
    } catch (thrown) {
      throw toTransportFailure(call, thrown, {
        beforeSending: connector.isConnectFailure(thrown),
        answered,
        maxBodyBytes,
      })
    } finally {
      watch.stop()
    }
  }

  let closing: Promise<unknown> | null = null
  const close = async (): Promise<void> => {
    closing ??= Promise.all([agent.close(), connector.close()])
    await closing
  }
  return { exchange, close }
}
