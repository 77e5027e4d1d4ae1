import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../../src/kit/sandbox-fault.ts'
import { startServer, type ClientAnswer, type RunningServer } from '../helpers/running.ts'

const QUERY = `query ($id: ID!) {
  stripe { charge(id: $id) { vendorId status } }
  github { viewer { login } }
}`

const status = (code: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status: code,
  headers,
})

/** What a vendor may answer, and the one code that a caller then sees. */
const ANSWERS: readonly (readonly [what: string, fault: Fault, code: string])[] = [
  ['HTML', { kind: 'body', type: 'text/html', body: '<h1>Bad gateway</h1>' }, 'UPSTREAM_MALFORMED'],
  ['half a body', { kind: 'truncate' }, 'UPSTREAM_UNREACHABLE'],
  ['a body that does not parse', { kind: 'body', body: '{"id": "ch_' }, 'UPSTREAM_MALFORMED'],
  ['a wrong shape', { kind: 'body', body: '{"id": 7}' }, 'UPSTREAM_SHAPE'],
  ['nothing in its body', { kind: 'body', body: '' }, 'UPSTREAM_MALFORMED'],
  ['202 without a body', { kind: 'body', status: 202, body: '' }, 'UPSTREAM_SHAPE'],
  ['401', status(401), 'UPSTREAM_UNAUTHENTICATED'],
  ['403', status(403), 'UPSTREAM_FORBIDDEN'],
  ['409', status(409), 'UPSTREAM_CONFLICT'],
  ['429 with a wait beyond the deadline', status(429, { 'retry-after': '3600' }), 'UPSTREAM_RATE_LIMITED'],
  ['500', status(500), 'UPSTREAM_FAILED'],
  ['a broken connection', { kind: 'reset' }, 'UPSTREAM_UNREACHABLE'],
  ['no answer at all', { kind: 'hang' }, 'DEADLINE_EXCEEDED'],
]

describe('one vendor answers badly', () => {
  let server: RunningServer
  // Each case starts with a closed breaker and a whole quota, so each has a server of its own.
  beforeAll(async () => {
    server = await startServer({ HEADWATERS_SOURCES: 'stripe,github' })
  })
  afterEach(async () => {
    await server.close()
    server = await startServer({ HEADWATERS_SOURCES: 'stripe,github' })
  })
  afterAll(() => server.close())

  const ask = (id = 'ch_ada_3'): Promise<ClientAnswer> => server.ask(QUERY, { id }, { 'x-request-timeout-ms': '2500' })

  it.each(ANSWERS)('%s: one null and one typed error, the rest stands', async (_what, fault, code) => {
    server.of('stripe').sandbox.faults.add({ fault, operation: 'charge' })
    const { data, errors } = await ask()
    expect(data).toEqual({ stripe: { charge: null }, github: { viewer: { login: 'ada' } } })
    expect(errors).toHaveLength(1)
    expect(errors?.[0]).toMatchObject({ path: ['stripe', 'charge'], extensions: { code, source: 'stripe' } })
    expect(errors?.[0]?.extensions).toHaveProperty('correlationId')
    expect(errors?.[0]?.message).not.toMatch(/127\.0\.0\.1|sandbox_|<h1>/)
  })

  it('404: null, and no error', async () => {
    const { data, errors } = await ask('ch_nobody')
    expect(data).toMatchObject({ stripe: { charge: null } })
    expect(errors).toBeUndefined()
  })

  it('an unknown enum value: that field is null with UPSTREAM_SHAPE, its siblings stand', async () => {
    const bend = (body: unknown): unknown => ({ ...(body as object), status: 'teleported' })
    server.of('stripe').sandbox.faults.add({ fault: { kind: 'bend', bend }, operation: 'charge' })
    const { data, errors } = await ask()
    expect(data).toMatchObject({ stripe: { charge: { vendorId: 'ch_ada_3', status: null } } })
    expect(errors).toMatchObject([{ path: ['stripe', 'charge', 'status'], extensions: { code: 'UPSTREAM_SHAPE' } }])
    expect(JSON.stringify(errors)).not.toContain('teleported')
  })

  it.each([
    ['202 without a body', { kind: 'body', status: 202, body: '' }],
    ['204', { kind: 'body', status: 204, body: '' }],
    ['null', { kind: 'body', body: 'null' }],
  ] satisfies [string, Fault][])('%s is no customer, and no word that there is none', async (_what, fault) => {
    const askCustomer = () =>
      server.ask('query ($id: ID!) { stripe { customer(id: $id) { email } } }', { id: 'cus_ada' })
    server.of('stripe').sandbox.faults.add({ fault, operation: 'customer', times: 1 })
    const { data, errors } = await askCustomer()
    expect(data).toEqual({ stripe: { customer: null } })
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_SHAPE', source: 'stripe' } }])
    expect((await askCustomer()).data).toMatchObject({ stripe: { customer: { email: expect.any(String) as string } } })
  })

  it('an outage opens the breaker: the vendor is then left alone, and `sources` says so', async () => {
    server.of('stripe').sandbox.faults.add({ fault: status(500) })
    for (let call = 0; call < 12; call += 1) await ask(`ch_${call}`)
    server.forget()
    const { errors } = await ask('ch_last')
    expect(errors).toMatchObject([{ extensions: { code: 'CIRCUIT_OPEN', retryable: true } }])
    expect(server.upstreamCalls()).not.toHaveProperty('stripe')
    const { data } = await server.ask('{ sources { name breakers { state } recent { errorRate } } }')
    expect(data).toMatchObject({
      sources: [{ name: 'stripe', breakers: [{ state: 'OPEN' }], recent: { errorRate: 1 } }, {}],
    })
  })
})
