import type { UpstreamEvent } from '../core/upstream-event.ts'
import { isHeadwatersError, type HeadwatersError } from '../core/headwaters-error.ts'
import type { UpstreamCall, UpstreamRequest } from '../upstream/call.ts'
import { createLine } from '../upstream/create-line.ts'
import type { UpstreamProfile } from '../upstream/profile.ts'
import { loadEgress } from './configured.ts'
import { commandContext, commandParts } from './mounted-for-command.ts'
import { UsageError } from './usage-error.ts'

/** What came of a request to any URL. */
export interface AnyAnswer {
  /** Null where no answer came. */
  readonly status: number | null
  /** Redacted. */
  readonly headers: Readonly<Record<string, string>>
  /** Redacted. */
  readonly body: string
  readonly attempts: readonly {
    readonly status: number | null
    readonly durationMs: number
    readonly code: string | null
  }[]
  readonly durationMs: number
  /** What the line made of it; null when it is good. */
  readonly error: HeadwatersError | null
}

/** A request to any URL. */
export interface AnyRequest extends Pick<UpstreamRequest, 'method' | 'url' | 'headers' | 'body'> {
  readonly timeoutMs: number
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Reads a URL that somebody typed. */
export const readUrl = (text: string): URL => {
  if (!URL.canParse(text)) throw new UsageError(`"${text}" is no URL; write it whole: https://api.example.com/v1`)
  const url = new URL(text)
  if (url.protocol === 'https:' || url.protocol === 'http:') return url
  throw new UsageError(`"${url.protocol}" cannot be called; use https://`)
}

const toProfile = (url: URL): UpstreamProfile => ({
  source: 'endpoint',
  baseUrl: url.origin,
  hosts: [],
  // On loopback, and only there, a plain http server is a fair thing to try.
  isSandbox: LOOPBACK.test(url.hostname),
  problem: null,
  catalogue: {},
  quota: {},
  readQuota: null,
  requestIdHeader: null,
  shouldRetry: null,
  timeouts: {},
  pool: {},
  retry: {},
  breaker: {},
})

const isRepeatable = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

const toCall = (asked: AnyRequest, events: UpstreamEvent[]): UpstreamCall<string> => ({
  source: 'endpoint',
  account: 'default',
  operation: {
    name: asked.method,
    kind: isRepeatable(asked.method) ? 'read' : 'write',
    quotaClass: 'default',
    breakerGroup: 'default',
    isPublic: false,
    ttlMs: 0,
    isBatch: false,
    idempotency: { kind: isRepeatable(asked.method) ? 'natural' : 'none' },
  },
  request: {
    method: asked.method,
    url: asked.url,
    path: new URL(asked.url).pathname,
    headers: asked.headers,
    body: asked.body,
  },
  credential: { fingerprint: 'none', renewable: false, obtain: async () => (request) => request },
  context: commandContext(asked.timeoutMs, events),
  tags: [],
  forgets: [],
  keys: 1,
  attempt: 1,
  sign: null,
  decode: () => '',
})

const toAnswer = (events: readonly UpstreamEvent[], error: HeadwatersError | null): AnyAnswer => {
  const seen = events.findLast((event) => event.type === 'wire' && event.direction === 'response')
  const { ':status': status, ...headers } = seen?.type === 'wire' ? seen.headers : {}
  const attempts = events
    .filter((event) => event.type === 'attempt')
    .map(({ status: one, durationMs, code }) => ({ status: one ?? null, durationMs, code: code ?? null }))
  const call = events.find((event) => event.type === 'call')
  return {
    status: status === undefined ? null : Number(status),
    headers,
    body: seen?.type === 'wire' ? seen.body : '',
    attempts,
    durationMs: call?.durationMs ?? 0,
    error,
  }
}

/** Sends a request to any URL through the whole line: timeouts, retries, the rules of where calls may go. */
export const askAnyUrl = async (asked: AnyRequest): Promise<AnyAnswer> => {
  const events: UpstreamEvent[] = []
  const line = createLine(toProfile(new URL(asked.url)), commandParts(loadEgress()))
  try {
    await line.send(toCall(asked, events))
    return toAnswer(events, null)
  } catch (thrown) {
    if (!isHeadwatersError(thrown)) throw thrown
    return toAnswer(events, thrown)
  } finally {
    await line.close()
  }
}
