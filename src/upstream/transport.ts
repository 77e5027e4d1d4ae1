import { Agent, buildConnector, request, type Dispatcher } from 'undici'
import type { Clock } from '../core/clock.ts'
import type { Exchange, Headers, RawAnswer, UpstreamCall } from './call.ts'
import { checkUrl, createLookup } from './egress.ts'
import { failure, outcomeOf } from './failure.ts'
import type { UpstreamProfile } from './profile.ts'
import { ACCEPT_ENCODING, decompressBody, readBody } from './read-body.ts'
import { TIMEOUT_DEFAULTS } from './timeout.ts'
import { toTransportFailure } from './transport-failure.ts'

/** The lowest step: a request goes out over pooled connections, an answer comes in. */
export interface Transport {
  readonly exchange: Exchange
  /** Ends idle connections at once, and the others when their answers are there. */
  readonly close: () => Promise<void>
}

/** Connections of one line, defaults filled in. */
export const POOL_DEFAULTS = { connections: 64, keepAliveMs: 10_000, maxBodyBytes: 16_777_216 } as const

/** What connecting failed with: the proof that nothing of a request was sent. */
export type ConnectFailures = WeakSet<object>

const createConnector = (profile: UpstreamProfile, failures: ConnectFailures): buildConnector.connector => {
  const { connectTimeoutMs: timeout } = { ...TIMEOUT_DEFAULTS, ...profile.timeouts }
  const lookup = createLookup(profile)
  const connect = buildConnector({ timeout, lookup, allowH2: false })
  return (options, done) =>
    connect(options, (...result) => {
      if (result[0] !== null) failures.add(result[0])
      done(...result)
    })
}

/** Makes the connections of one line: kept alive, every new one's address checked. */
export const createAgent = (profile: UpstreamProfile, failures: ConnectFailures): Agent => {
  const pool = { ...POOL_DEFAULTS, ...profile.pool }
  const timeouts = { ...TIMEOUT_DEFAULTS, ...profile.timeouts }
  return new Agent({
    connect: createConnector(profile, failures),
    connections: pool.connections,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: pool.keepAliveMs,
    headersTimeout: timeouts.headersTimeoutMs,
    bodyTimeout: timeouts.bodyTimeoutMs,
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

const send = (agent: Agent, call: UpstreamCall<unknown>, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
  const { method, url, headers, body } = call.request
  return request(url, {
    dispatcher: agent,
    method,
    headers: { 'accept-encoding': ACCEPT_ENCODING, ...headers },
    body,
    signal,
  })
}

const receive = async (answer: Dispatcher.ResponseData, maxBodyBytes: number): Promise<RawAnswer> => {
  const { statusCode: status, headers, body } = answer
  const packed = await readBody(body, maxBodyBytes)
  const encoding = headers['content-encoding']
  const names = Array.isArray(encoding) ? encoding.join(',') : encoding
  return { status, headers: toHeaders(headers), body: await decompressBody(packed, names, maxBodyBytes) }
}

/** Makes the transport of one line: one agent, keep-alive, no redirect followed, every connection's address checked. */
export const createTransport = (profile: UpstreamProfile, clock: Clock): Transport => {
  const failures: ConnectFailures = new WeakSet()
  const agent = createAgent(profile, failures)
  const { maxBodyBytes } = { ...POOL_DEFAULTS, ...profile.pool }
  const { bodyTimeoutMs } = { ...TIMEOUT_DEFAULTS, ...profile.timeouts }

  const exchange: Exchange = async (call) => {
    const refusal = checkUrl(call.request.url, profile)
    if (refusal !== null) throw refusal.with({ operation: call.operation.name, ...outcomeOf(call, 'notApplied') })
    const watch = watchBody(call, clock, bodyTimeoutMs)
    let answered = false
    try {
      const answer = await send(agent, call, watch.signal)
      answered = true
      watch.begin()
      return await receive(answer, maxBodyBytes)
    } catch (thrown) {
      const beforeSending = typeof thrown === 'object' && thrown !== null && failures.has(thrown)
      throw toTransportFailure(call, thrown, { beforeSending, answered, maxBodyBytes })
    } finally {
      watch.stop()
    }
  }

  return { exchange, close: () => agent.close() }
}
