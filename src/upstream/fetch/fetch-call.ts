import { randomBytes, randomUUID } from 'node:crypto'
import { fingerprint } from '../../core/fingerprint.ts'
import type { Fields } from '../../core/freshness.ts'
import { isSecretName } from '../../core/redact.ts'
import { isIdempotent, isSafe } from '../../core/safe-method.ts'
import type { Observe } from '../../core/upstream-event.ts'
import type { CallOperation, Credential, Idempotency, UpstreamCall } from '../call.ts'
import { tagOf } from './fetch-cache.ts'
import type { Fetched } from './fetched.ts'
import type { FetchOptions } from './options.ts'
import type { Outgoing } from './outgoing.ts'

/** Names of the fields of a request that show who asks. */
export const shownCredentials = (headers: Fields): readonly string[] =>
  Object.keys(headers).filter((name) => isSecretName(name))

/** A request of a fetch may be sent again by its method, or because the vendor knows it by its key. */
const idempotencyOf = ({ method, headers }: Outgoing): Idempotency => {
  if (headers['idempotency-key'] !== undefined) return { kind: 'header', name: 'idempotency-key' }
  return { kind: isIdempotent(method) ? 'natural' : 'none' }
}

const operationOf = (outgoing: Outgoing, host: string, limiter: FetchOptions['limiter']): CallOperation => {
  const { method, url } = outgoing
  const isRead = isSafe(method)
  return {
    name: `${method} ${host}`,
    kind: isRead ? 'read' : 'write',
    quotaClass: (limiter ? limiter.classOf?.({ method, url }) : undefined) ?? 'default',
    breakerGroup: host,
    isPublic: false,
    ttlMs: 0,
    isBatch: false,
    idempotency: isRead ? { kind: 'natural' } : idempotencyOf(outgoing),
  }
}

/** Makes the calls of one fetch. Credentials are named by a key of this process alone. */
export const createToCall = (options: FetchOptions, observe: Observe) => {
  const { name: source = 'fetch', limiter } = options
  const key = randomBytes(32)

  const credentialOf = (headers: Fields): Credential => {
    const shown = shownCredentials(headers).toSorted()
    return {
      fingerprint: fingerprint(key, ...shown.flatMap((name) => [name, headers[name] ?? ''])),
      obtain: () => Promise.resolve((request) => request),
      renewable: false,
    }
  }

  return (outgoing: Outgoing, deadlineAtMs: number): UpstreamCall<Fetched> => {
    const { method, url, headers, payload, stream, use, signal } = outgoing
    const { host } = new URL(url)
    const isRead = isSafe(method)
    const request = { method, url, path: host, headers, body: null, fetch: { payload, stream, use, signal } }
    const tag = tagOf({ source, request })
    return {
      source,
      account: 'default',
      operation: operationOf(outgoing, host, limiter),
      request,
      credential: credentialOf(headers),
      context: { requestId: randomUUID(), deadlineAtMs, signal, priority: 'person', observe },
      // What began before an unsafe request to the same address ended may not be joined.
      tags: isRead ? [tag] : [],
      forgets: isRead ? [] : [tag],
      keys: 1,
      attempt: 1,
      sign: null,
      decode: () => {
        throw new TypeError('A fetch decodes nothing.')
      },
    }
  }
}
