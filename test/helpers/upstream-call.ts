import type { UpstreamEvent } from '../../src/core/upstream-event.ts'
import type { Answer, CallContext, CallOperation, Credential, Send, UpstreamCall } from '../../src/upstream/call.ts'

/** A context that is patient for `patienceMs` from the start of a test clock and hears no events unless told otherwise. */
export const testContext = (more: Partial<CallContext> = {}): CallContext => ({
  requestId: 'req-1',
  deadlineAtMs: 10_000,
  signal: new AbortController().signal,
  priority: 'person',
  observe: () => {},
  ...more,
})

/** An operation: a cached read unless told otherwise. */
export const testOperation = (more: Partial<CallOperation> = {}): CallOperation => ({
  name: 'customer',
  kind: 'read',
  quotaClass: 'default',
  breakerGroup: 'default',
  isPublic: false,
  ttlMs: 1_000,
  isBatch: false,
  idempotency: { kind: 'natural' },
  ...more,
})

/** A credential that cannot be obtained: for policies that only look at its fingerprint. */
export const testCredential = (fingerprint: string): Credential => ({
  fingerprint,
  obtain: () => Promise.reject(new Error('not wanted here')),
  renewable: false,
})

/** What a test call may be made of. */
export type TestCallParts<T> = Partial<Omit<UpstreamCall<T>, 'operation' | 'context' | 'credential' | 'request'>> & {
  readonly operation?: Partial<CallOperation>
  readonly context?: Partial<CallContext>
  readonly credential?: string
  readonly path?: string
}

const notDecoded = (): never => {
  throw new Error('decode is not wanted here')
}

/** A call of the source `shop`, account `default`, by credential `fp-1`, unless told otherwise. */
export const testCall = <T = unknown>(parts: TestCallParts<T> = {}): UpstreamCall<T> => {
  const { operation, context, credential = 'fp-1', path = 'v1/customers/c1', ...more } = parts
  const keptContext = testContext(context)
  if (context !== undefined) Object.defineProperties(keptContext, Object.getOwnPropertyDescriptors(context))
  return {
    source: 'shop',
    account: 'default',
    operation: testOperation(operation),
    request: { method: 'GET', url: `https://shop.test/${path}`, path, headers: {}, body: null },
    credential: testCredential(credential),
    context: keptContext,
    tags: [],
    forgets: [],
    keys: 1,
    attempt: 1,
    sign: null,
    decode: notDecoded,
    ...more,
  }
}

/** A good answer that arrived at the start of the test clock unless told otherwise. */
export const testAnswer = <T>(value: T, more: Partial<Answer<T>> = {}): Answer<T> => ({
  value,
  status: 200,
  headers: {},
  receivedAtMs: 0,
  bytes: 100,
  ...more,
})

/** One call that reached the bottom of a test line, waiting for the test to answer it. */
export interface SentCall {
  readonly call: UpstreamCall<unknown>
  readonly answer: (value: unknown, more?: Partial<Answer<unknown>>) => void
  readonly fail: (error: unknown) => void
}

/** A stand-in for what lies below a policy: every call waits until the test answers it. It rejects when it is aborted. */
export const createTestSend = (): { readonly send: Send; readonly sent: SentCall[] } => {
  const sent: SentCall[] = []
  const send = <T>(call: UpstreamCall<T>): Promise<Answer<T>> =>
    new Promise((resolve, reject) => {
      const { signal } = call.context
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      sent.push({
        call,
        // A test answers with what its own call promises.
        answer: (value, more = {}) => resolve(testAnswer(value as T, more as Partial<Answer<T>>)),
        fail: reject,
      })
    })
  return { send, sent }
}

/** A listener that keeps what it hears. */
export const createTestObserver = (): {
  readonly observe: (event: UpstreamEvent) => void
  readonly events: UpstreamEvent[]
} => {
  const events: UpstreamEvent[] = []
  return { observe: (event) => void events.push(event), events }
}
