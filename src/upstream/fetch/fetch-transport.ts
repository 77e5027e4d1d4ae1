import { Readable } from 'node:stream'
import { request, type Agent, type Dispatcher } from 'undici'
import type { Clock } from '../../core/clock.ts'
import type { Answer, UpstreamCall } from '../call.ts'
import { createConnector } from '../connector.ts'
import { checkUrl, type EgressOptions } from '../egress.ts'
import { failure, outcomeOf } from '../failure.ts'
import type { UpstreamProfile } from '../profile.ts'
import { TIMEOUT_DEFAULTS } from '../timeout.ts'
import { createAgent, POOL_DEFAULTS } from '../transport.ts'
import { toTransportFailure } from '../transport-failure.ts'
import { joinLines, type Fetched, type HeaderLine } from './fetched.ts'
import { isOnce } from './payload.ts'
import { createReceive, type Watching } from './receive.ts'

/** The lowest step of a fetch: a request goes out, an answer comes in with all its header lines. */
export interface FetchTransport {
  readonly exchange: (call: UpstreamCall<unknown>) => Promise<Answer<Fetched>>
  readonly close: () => Promise<void>
}

/** What the transport of a fetch stands on. */
export interface FetchTransportParts {
  readonly profile: UpstreamProfile
  readonly clock: Clock
  /** What is said of the way out. @default straight out, public addresses only */
  readonly egress?: EgressOptions | undefined
  /** Whether a body has to be read whole, whatever the caller wishes: it will be kept, or is needed to judge the answer. */
  readonly isWhole: (call: UpstreamCall<unknown>, answer: Answer<Fetched>) => boolean
}

/** A signal for one request: the call's, the caller's own where the body outlives the call, and a body's time. */
const watch = (call: UpstreamCall<unknown>, clock: Clock): Watching & { readonly signal: AbortSignal } => {
  const own = new AbortController()
  const signals = [call.context.signal, ...(call.request.fetch?.stream === true ? [call.request.fetch.signal] : [])]
  const leaves = signals.map((signal) => ({ signal, leave: () => own.abort(signal.reason) }))
  let cancel = (): void => {}
  for (const { signal, leave } of leaves) {
    if (signal.aborted) leave()
    signal.addEventListener('abort', leave, { once: true })
  }
  return {
    signal: own.signal,
    limit: (bodyTimeoutMs: number): void => {
      cancel = clock.schedule(bodyTimeoutMs, () => {
        const message = `${call.source} did not finish its answer to ${call.operation.name} within ${bodyTimeoutMs} ms.`
        own.abort(failure(call, 'UPSTREAM_TIMEOUT', { message, ...outcomeOf(call, 'unknown') }))
      })
    },
    stop: (): void => {
      cancel()
      for (const { signal, leave } of leaves) signal.removeEventListener('abort', leave)
    },
  }
}

const toLines = (raw: unknown): readonly HeaderLine[] => {
  if (!Array.isArray(raw)) return []
  const words = raw.map(String)
  return words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1] ?? ''] as const] : []))
}

const send = (agent: Agent, call: UpstreamCall<unknown>, signal: AbortSignal): Promise<Dispatcher.ResponseData> => {
  const { method, url, headers, fetch } = call.request
  const payload = fetch?.payload ?? null
  // Undici takes what can be iterated; its types name only Node's streams.
  const body = isOnce(payload) ? Readable.from(payload, { objectMode: false }) : payload
  return request(url, { dispatcher: agent, method, headers: { ...headers }, body, signal, responseHeaders: 'raw' })
}

const toShell = (call: UpstreamCall<unknown>, data: Dispatcher.ResponseData, clock: Clock): Answer<Fetched> => {
  const { statusCode: status, statusText, headers: raw } = data
  const lines = toLines(raw)
  const rangeAsked = status === 206 ? (call.request.headers['range'] ?? null) : null
  const value: Fetched = { statusText, lines, body: null, rangeAsked }
  return { value, status, headers: joinLines(lines), receivedAtMs: clock.now(), bytes: 0 }
}

/** Makes the transport of one fetch. */
export const createFetchTransport = (parts: FetchTransportParts): FetchTransport => {
  const { profile, clock, isWhole, egress } = parts
  const connector = createConnector(profile, egress)
  const agent = createAgent(profile, connector)
  const { maxBodyBytes } = { ...POOL_DEFAULTS, ...profile.pool }
  const { bodyTimeoutMs } = { ...TIMEOUT_DEFAULTS, ...profile.timeouts }

  const toFailure = (call: UpstreamCall<unknown>, thrown: unknown, answered: boolean) => {
    const beforeSending = connector.isConnectFailure(thrown)
    const error = toTransportFailure(call, thrown, { beforeSending, answered, maxBodyBytes })
    // A stream that was begun cannot be sent again, whatever became of it.
    return isOnce(call.request.fetch?.payload) ? error.with({ shouldRetry: false }) : error
  }

  const receive = createReceive({ maxBodyBytes, bodyTimeoutMs, clock, isWhole, toFailure })

  const exchange: FetchTransport['exchange'] = async (call) => {
    const refusal = checkUrl(call.request.url, connector.scope)
    if (refusal !== null) throw refusal.with({ operation: call.operation.name, ...outcomeOf(call, 'notApplied') })
    const watching = watch(call, clock)
    let answered = false
    let isStream = false
    try {
      const data = await send(agent, call, watching.signal)
      answered = true
      const answer = await receive(call, data.body, { answer: toShell(call, data, clock), watching })
      isStream = answer.value.body instanceof ReadableStream
      return answer
    } catch (thrown) {
      throw toFailure(call, thrown, answered)
    } finally {
      if (!isStream) watching.stop()
    }
  }

  const close = async (): Promise<void> => {
    await Promise.all([agent.close(), connector.close()])
  }
  return { exchange, close }
}
