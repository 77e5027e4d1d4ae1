import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createMemoryAnswerStore } from '../../src/state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { apiKeyQuery } from '../../src/upstream/auth/api-key-query.ts'
import { bearer } from '../../src/upstream/auth/bearer.ts'
import type { Credential, UpstreamCall, UpstreamRequest } from '../../src/upstream/call.ts'
import { createLine } from '../../src/upstream/create-line.ts'
import { decodeJsonBody } from '../../src/upstream/json-body.ts'
import type { Line } from '../../src/upstream/line.ts'
import type { UpstreamProfile } from '../../src/upstream/profile.ts'
import { startVendor, testProfile, type Act, type ScriptedVendor } from '../helpers/scripted-vendor.ts'
import { createTestClock, type TestClock } from '../helpers/test-clock.ts'
import { createTestObserver, testCall, type TestCallParts } from '../helpers/upstream-call.ts'

interface Bench {
  readonly vendor: ScriptedVendor
  readonly line: Line
  readonly clock: TestClock
  readonly events: ReturnType<typeof createTestObserver>['events']
  readonly call: (parts?: CallParts) => UpstreamCall<unknown>
}

type CallParts = Omit<TestCallParts<unknown>, 'credential'> & {
  readonly as?: Credential
  readonly request?: Partial<UpstreamRequest>
}

const KEY = 'fingerprint key'

const start = async (
  script: readonly Act[],
  profile: Partial<UpstreamProfile> = {},
  traceWire = false,
): Promise<Bench> => {
  const vendor = await startVendor(...script)
  const clock = createTestClock()
  const { observe, events } = createTestObserver()
  const line = createLine(testProfile(vendor.origin, profile), {
    clock,
    random: () => 0.5,
    answers: createMemoryAnswerStore({ maxBytes: 1_000_000, clock }),
    tags: createMemoryTagStore(),
    userAgent: 'headwaters/test',
    traceWire,
  })
  onTestFinished(() => line.close())
  const call = ({ as = bearer('tok-1').toCredential(KEY), request, operation, context, ...parts }: CallParts = {}) => {
    const made = testCall<unknown>({
      decode: decodeJsonBody,
      ...parts,
      operation: { ttlMs: 0, ...operation },
      context: { deadlineAtMs: 60_000, observe, ...context },
    })
    const url = `${vendor.origin}/v1/customers/c1`
    return { ...made, credential: as, request: { ...made.request, url, ...request } }
  }
  return { vendor, line, clock, events, call }
}

const errorOf = (sent: Promise<unknown>): Promise<HeadwatersError> =>
  sent.then(
    () => Promise.reject(new Error('an error was expected')),
    (error: HeadwatersError) => error,
  )

/** Lets real sockets do their work until something is so. */
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

const post = {
  operation: { kind: 'write', idempotency: { kind: 'none' } },
  request: { method: 'POST', body: '{}' },
} as const
const ok: Act = { json: { id: 'c1' } }
const failed: Act = { status: 500, json: {} }

describe('an ordinary call', () => {
  test('carries credential, user agent and request id, and brings the decoded value', async () => {
    const { vendor, line, call, events } = await start([ok])
    await expect(line.send(call())).resolves.toMatchObject({ value: { id: 'c1' }, status: 200, bytes: 11, attempts: 1 })
    expect(vendor.received[0]?.headers).toMatchObject({
      authorization: 'Bearer tok-1',
      'user-agent': 'headwaters/test',
      'x-request-id': 'req-1',
    })
    expect(events.map(({ type }) => type)).toEqual(['attempt', 'call'])
    expect(events[0]).toMatchObject({ status: 200, attempt: 1, method: 'GET' })
    expect(line.status()).toMatchObject({
      recent: { calls: 1, errorRatio: 0 },
      breakers: [{ group: 'default', state: 'closed' }],
    })
  })

  test('an API key in the query is in no event and no error', async () => {
    const { vendor, line, call, events } = await start([{ status: 404, json: {} }], {}, true)
    const error = await errorOf(line.send(call({ as: apiKeyQuery('k', 's3cret').toCredential(KEY) })))
    expect(vendor.received[0]?.url).toBe('/v1/customers/c1?k=s3cret')
    expect(error).toMatchObject({
      code: 'UPSTREAM_NOT_FOUND',
      facts: { source: 'shop', operation: 'customer', attempts: 1 },
    })
    expect(JSON.stringify([events, error.message, error.facts])).not.toContain('s3cret')
  })

  test('a fresh answer is not asked for twice, and another credential is asked for its own', async () => {
    const { vendor, line, call } = await start([ok])
    const cached = { operation: { ttlMs: 1_000 } }
    await line.send(call(cached))
    await expect(line.send(call(cached))).resolves.toMatchObject({ via: 'cache' })
    await line.send(call({ ...cached, as: bearer('tok-2').toCredential(KEY) }))
    expect(vendor.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer tok-1', 'Bearer tok-2'])
  })
})

describe('a 429 with Retry-After', () => {
  test.each([
    ['in seconds', '2'],
    ['as a date', 'Thu, 01 Jan 2026 00:00:02 GMT'],
  ])('%s is waited for exactly, then the call succeeds', async (_form, retryAfter) => {
    const refused: Act = { status: 429, headers: { 'retry-after': retryAfter }, json: {} }
    const { vendor, line, clock, call, events } = await start([refused, ok])
    const sent = line.send(call())
    await until(() => events.some(({ type }) => type === 'retry'))
    await clock.advance(1_999)
    expect(vendor.received).toHaveLength(1)
    await clock.advance(1)
    await expect(sent).resolves.toMatchObject({ value: { id: 'c1' }, attempts: 2 })
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'retry', delayMs: 2_000, code: 'UPSTREAM_RATE_LIMITED' }),
    )
    expect(line.status().breakers).toEqual([{ group: 'default', state: 'closed' }])
  })

  test('that is longer than a call may wait ends it at once, and says for how long', async () => {
    const { line, call } = await start([{ status: 429, headers: { 'retry-after': '30' }, json: {} }])
    const first = await errorOf(line.send(call()))
    expect(first).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', facts: { retryAfterMs: 30_000, attempts: 1 } })
    const next = await errorOf(line.send(call({ context: { deadlineAtMs: 5_000 } })))
    expect(next).toMatchObject({ code: 'QUOTA_EXHAUSTED', facts: { retryAfterMs: 30_000 } })
  })

  test('holds back the credential that got it, and no other', async () => {
    const { line, call, vendor } = await start([{ status: 429, headers: { 'retry-after': '30' }, json: {} }, ok])
    await errorOf(line.send(call()))
    await line.send(call({ as: bearer('tok-2').toCredential(KEY) }))
    expect(vendor.received).toHaveLength(2)
  })
})

describe('a 401', () => {
  const renewing = (tokens: string[]): Credential & { readonly renewals: () => number } => {
    let renewals = 0
    return {
      fingerprint: 'fp-renewing',
      renewable: true,
      renewals: () => renewals,
      obtain: async ({ renew }) => {
        if (renew) renewals += 1
        const token = tokens[Math.min(renewals, tokens.length - 1)]
        return (request) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } })
      },
    }
  }
  const strict: Act = ({ headers }, response) => {
    response
      .writeHead(headers.authorization === 'Bearer new' ? 200 : 401, { 'content-type': 'application/json' })
      .end('{}')
  }

  test('renews the credential once for all who wait, and costs no retry', async () => {
    const { line, call, vendor, events } = await start([strict], { retry: { maxAttempts: 1 } })
    const as = renewing(['old', 'new'])
    const paths = ['a', 'b', 'c'].map((id) => ({ url: `${vendor.origin}/${id}` }))
    const answers = await Promise.all(paths.map((request) => line.send(call({ as, request }))))
    expect(answers.map(({ attempts }) => attempts)).toEqual([1, 1, 1])
    expect(as.renewals()).toBe(1)
    expect(vendor.received).toHaveLength(6)
    expect(events.filter(({ type }) => type === 'retry')).toEqual([])
  })

  test('that stays a 401 after one renewal ends the call', async () => {
    const { line, call, vendor } = await start([strict])
    const as = renewing(['old', 'old'])
    expect(await errorOf(line.send(call({ as })))).toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED' })
    expect(as.renewals()).toBe(1)
    expect(vendor.received).toHaveLength(2)
  })

  test('of a credential that cannot be renewed ends the call', async () => {
    const { line, call, vendor } = await start([{ status: 401, json: {} }])
    expect(await errorOf(line.send(call()))).toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED' })
    expect(vendor.received).toHaveLength(1)
  })
})

describe('an outage', () => {
  test('opens the breaker, costs the vendor nothing more, and a probe closes it', async () => {
    const { line, call, vendor, clock, events } = await start([failed, failed, failed, ok], {
      retry: { maxAttempts: 1 },
      breaker: { consecutiveFailures: 3, openMs: 1_000 },
    })
    for (let i = 0; i < 3; i += 1) expect(await errorOf(line.send(call()))).toMatchObject({ code: 'UPSTREAM_FAILED' })
    expect(await errorOf(line.send(call()))).toMatchObject({ code: 'CIRCUIT_OPEN', facts: { retryAfterMs: 1_000 } })
    expect(vendor.received).toHaveLength(3)
    expect(line.status()).toMatchObject({ breakers: [{ state: 'open' }], recent: { calls: 3, errorRatio: 1 } })
    await clock.advance(1_000)
    await line.send(call())
    const states = events.flatMap((event) => (event.type === 'breaker' ? [event.state] : []))
    expect(states).toEqual(['open', 'half-open', 'closed'])
  })
})

describe('a write', () => {
  test('without idempotency is not repeated once its bytes have left', async () => {
    const { line, call, vendor } = await start([failed, ok])
    const error = await errorOf(line.send(call(post)))
    expect(error).toMatchObject({ code: 'UPSTREAM_FAILED', facts: { outcome: 'unknown', attempts: 1 } })
    expect(vendor.received).toHaveLength(1)
  })

  test('with an idempotency key is repeated under the same key', async () => {
    const { line, call, vendor, clock, events } = await start([failed, ok])
    const request = { method: 'POST', body: '{}', headers: { 'idempotency-key': 'once' } }
    const operation = { kind: 'write', idempotency: { kind: 'header', name: 'idempotency-key' } } as const
    const sent = line.send(call({ operation, request }))
    await until(() => events.some(({ type }) => type === 'retry'))
    await clock.advance(50)
    await expect(sent).resolves.toMatchObject({ attempts: 2 })
    expect(vendor.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['once', 'once'])
  })

  test('that the vendor refused says that it was not done', async () => {
    const { line, call } = await start([{ status: 422, json: {} }])
    expect(await errorOf(line.send(call(post)))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      facts: { outcome: 'notApplied' },
    })
  })

  test('whose good answer does not fit says that it was done', async () => {
    const { line, call, events } = await start([ok])
    const decode = (): never => {
      throw new HeadwatersError('UPSTREAM_SHAPE', 'No.', { details: [{ field: 'data.0.email', issue: 'missing' }] })
    }
    expect(await errorOf(line.send(call({ ...post, decode })))).toMatchObject({
      code: 'UPSTREAM_SHAPE',
      facts: { outcome: 'applied' },
    })
    expect(events).toContainEqual(expect.objectContaining({ type: 'drift', paths: ['data.0.email'] }))
    expect(line.status().recent).toMatchObject({ calls: 1, errorRatio: 0 })
  })
})

describe('who leaves', () => {
  test('ends the socket', async () => {
    const { line, call, vendor } = await start([() => {}])
    const caller = new AbortController()
    const sent = errorOf(line.send(call({ context: { signal: caller.signal } })))
    await until(() => vendor.received.length === 1)
    caller.abort()
    expect(await sent).toMatchObject({ code: 'CANCELLED' })
    await vendor.received[0]?.aborted
  })

  test('counts for nobody: the breaker stays closed', async () => {
    const { line, call, vendor } = await start([() => {}], { breaker: { consecutiveFailures: 1 } })
    const caller = new AbortController()
    const sent = errorOf(line.send(call({ ...post, context: { signal: caller.signal } })))
    await until(() => vendor.received.length === 1)
    caller.abort()
    expect(await sent).toMatchObject({ code: 'CANCELLED', facts: { outcome: 'unknown' } })
    expect(line.status().breakers).toEqual([{ group: 'default', state: 'closed' }])
  })

  test('a deadline that passes ends the call typed, and the socket', async () => {
    const { line, call, vendor, clock } = await start([() => {}])
    const sent = errorOf(line.send(call({ context: { deadlineAtMs: 1_000 } })))
    await until(() => vendor.received.length === 1)
    await clock.advance(1_000)
    expect(await sent).toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await vendor.received[0]?.aborted
  })
})

describe('quota', () => {
  test('two credentials have buckets of their own', async () => {
    const { line, call, vendor } = await start([ok], { quota: { default: { ratePerSecond: 1, burst: 1 } } })
    await line.send(call())
    const soon = { deadlineAtMs: 500 }
    expect(await errorOf(line.send(call({ context: soon })))).toMatchObject({
      code: 'QUOTA_EXHAUSTED',
      facts: { retryAfterMs: 1_000 },
    })
    await line.send(call({ context: soon, as: bearer('tok-2').toCredential(KEY) }))
    expect(vendor.received).toHaveLength(2)
  })

  test('that the vendor tells corrects the bucket and shows in the status', async () => {
    const { line, call, events } = await start([{ json: {}, headers: { 'x-left': '0' } }], {
      readQuota: (headers) =>
        headers['x-left'] === undefined
          ? null
          : { remaining: Number(headers['x-left']), limit: 100, resetsAtMs: Date.UTC(2026, 0, 1, 0, 0, 9) },
    })
    const as = bearer('tok-1').toCredential(KEY)
    await line.send(call({ as }))
    expect(events).toContainEqual(expect.objectContaining({ type: 'quota', remaining: 0, limit: 100 }))
    expect(line.status(as.fingerprint).quotas).toMatchObject([{ quotaClass: 'default', remaining: 0, limit: 100 }])
    expect(line.status('another').quotas).toEqual([])
    expect(await errorOf(line.send(call({ as, context: { deadlineAtMs: 5_000 } })))).toMatchObject({
      code: 'QUOTA_EXHAUSTED',
      facts: { retryAfterMs: 9_000 },
    })
  })
})

test('a GraphQL upstream gets its document through graphql-request, and a problem on a 200 is an error', async () => {
  const problem = {
    shape: z.object({ data: z.null().optional(), errors: z.array(z.object({ type: z.string() })).min(1) }),
    code: (p: { errors: { type: string }[] }) => p.errors[0]?.type,
    also200: true,
  }
  const { line, call, vendor } = await start(
    [{ json: { data: { a: 1 } } }, { json: { data: null, errors: [{ type: 'NOT_FOUND', message: 'no' }] } }],
    { problem: problem as unknown as UpstreamProfile['problem'], catalogue: { NOT_FOUND: 'UPSTREAM_NOT_FOUND' } },
  )
  const document = { query: 'query Q($n: Int) { a(n: $n) }', operationName: 'Q', variables: { n: 1 } }
  const request = { method: 'POST', document }
  await expect(line.send(call({ request }))).resolves.toMatchObject({ value: { data: { a: 1 } } })
  expect(JSON.parse(vendor.received[0]?.body ?? '')).toEqual({
    query: document.query,
    operationName: 'Q',
    variables: { n: 1 },
  })
  expect(vendor.received[0]?.headers).toMatchObject({
    authorization: 'Bearer tok-1',
    'content-type': 'application/json',
  })
  expect(await errorOf(line.send(call({ request })))).toMatchObject({
    code: 'UPSTREAM_NOT_FOUND',
    facts: { vendor: { code: 'NOT_FOUND' } },
  })
})
