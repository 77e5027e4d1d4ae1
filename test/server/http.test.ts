import { describe, expect, it } from 'vitest'
import { DEADLINE_GRACE_MS } from '../../src/server/request-facts.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createToyServer, LEAK, readAnswer, readCodes } from '../helpers/toy-server.ts'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

describe('the correlation id', () => {
  const server = createToyServer()

  it.each(['abc-123', 'a', 'A.b:c_d-9', 'x'.repeat(128)])('a sane one is taken over (%s)', async (id) => {
    const response = await server.post({ query: '{ crash }' }, { 'x-request-id': id })
    expect(response.headers.get('x-request-id')).toBe(id)
    expect((await readAnswer(response)).errors?.[0]?.extensions['correlationId']).toBe(id)
    expect(server.lines.filter(({ requestId }) => requestId === id).map(({ msg }) => msg)).toEqual([
      'unexpected error',
      'operation',
    ])
  })

  it.each(['', 'a b', 'a\tb', '{"a":1}', 'é', 'x'.repeat(129)])(
    'any other is replaced by a random one (%j)',
    async (id) => {
      const response = await server.get('/healthz', { 'x-request-id': id })
      expect(response.headers.get('x-request-id')).toMatch(UUID)
    },
  )
})

describe('paths', () => {
  const server = createToyServer({
    routes: [
      {
        path: '/webhooks/*',
        methods: ['POST'],
        handle: async ({ path }) => ({ status: 202, headers: {}, body: path }),
      },
      {
        path: '/broken',
        methods: ['GET'],
        handle: async () => {
          throw new Error(LEAK)
        },
      },
    ],
  })
  const ask = (path: string, method = 'GET') => server.fetch(new Request(`http://localhost${path}`, { method }))

  it.each(['/', '/graphqlx', '/graphql/assets/x.js', '/health', '/webhooks', '/..%2f', '//graphql'])(
    'nothing is under %s: 404 with an error in JSON',
    async (path) => {
      const response = await ask(path)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({
        error: { code: 'NOT_FOUND', correlationId: response.headers.get('x-request-id') },
      })
    },
  )

  it('another method than a path takes: 405 and which it does', async () => {
    const response = await ask('/healthz', 'DELETE')
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('further routes are served, everything below a starred one too', async () => {
    expect(await (await ask('/webhooks/stripe', 'POST')).text()).toBe('/webhooks/stripe')
  })

  it('a route that fails leaks nothing and is logged', async () => {
    const response = await ask('/broken')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('hunter2')
    expect(server.lines.at(-1)).toMatchObject({
      level: 'error',
      msg: 'unexpected error',
      err: { type: 'Error', message: LEAK },
    })
  })

  it.each(['/graphql', '/healthz', '/nothing'])('%s carries the headers that keep browsers careful', async (path) => {
    const { headers } = await ask(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('answers of the graph are kept by nobody on the way', async () => {
    expect((await server.post({ query: '{ hello }' })).headers.get('cache-control')).toBe('no-store')
  })
})

describe('CORS', () => {
  const ORIGIN = 'https://app.test'
  const preflight = (server: ReturnType<typeof createToyServer>, origin: string) =>
    server.fetch(
      new Request('http://localhost/graphql', {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      }),
    )

  it('is off by default', async () => {
    const server = createToyServer()
    expect((await preflight(server, ORIGIN)).headers.get('access-control-allow-origin')).toBeNull()
    expect(
      (await server.post({ query: '{ hello }' }, { origin: ORIGIN })).headers.get('access-control-allow-origin'),
    ).toBeNull()
  })

  it('lets a listed origin in, and says what it may send', async () => {
    const server = createToyServer({ corsOrigins: [ORIGIN] })
    const { status, headers } = await preflight(server, ORIGIN)
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(headers.get('access-control-allow-headers')).toContain('authorization')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    expect(
      (await server.post({ query: '{ hello }' }, { origin: ORIGIN })).headers.get('access-control-allow-origin'),
    ).toBe(ORIGIN)
  })

  it.each(['https://evil.test', 'https://app.test.evil.test', 'http://app.test', 'null'])(
    'gives %s nothing',
    async (origin) => {
      const { headers } = await preflight(createToyServer({ corsOrigins: [ORIGIN] }), origin)
      expect(headers.get('access-control-allow-origin')).toBeNull()
      expect(headers.get('vary')).toBe('origin')
    },
  )

  it('a refused request can be read by the page that sent it', async () => {
    const server = createToyServer({ corsOrigins: ['*'], isProduction: true, callers: { allowAnonymous: true } })
    const response = await server.post('x', { origin: ORIGIN, authorization: 'Basic x' })
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([401, ORIGIN])
  })
})

describe('the deadline', () => {
  const timeLeft = async (requestTimeoutMs: number, header?: string): Promise<unknown> => {
    const { post } = createToyServer({ requestTimeoutMs, clock: createTestClock() })
    const answer = await readAnswer(
      await post({ query: '{ timeLeftMs }' }, header === undefined ? {} : { 'x-request-timeout-ms': header }),
    )
    return answer.data?.['timeLeftMs']
  }

  it('is the server’s own by default', async () => expect(await timeLeft(30_000)).toBe(30_000))
  it('is sooner where the caller asks for that', async () => expect(await timeLeft(30_000, '250')).toBe(250))
  it('is never later than the server’s own', async () => expect(await timeLeft(5_000, '60000')).toBe(5_000))

  it.each(['0', '-1', '1.5', '1e3', 'soon', '99999999999'])('a time of %s is refused', async (header) => {
    const response = await createToyServer().post({ query: '{ hello }' }, { 'x-request-timeout-ms': header })
    const { errors } = await readAnswer(response)
    expect([response.status, errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT'])
    expect(errors?.[0]?.message).toContain('x-request-timeout-ms')
  })

  it('a resolver that never ends is not waited for', async () => {
    const clock = createTestClock()
    const { post, gate } = createToyServer({ clock, requestTimeoutMs: 1_000 })
    const asked = post({ query: '{ gated }' })
    const { signal } = await gate.entered
    await clock.advance(1_000 + DEADLINE_GRACE_MS - 1)
    expect(signal.aborted).toBe(false)
    await clock.advance(1)
    const response = await asked
    expect(signal.aborted).toBe(true)
    expect([response.status, await readCodes(response)]).toEqual([504, ['DEADLINE_EXCEEDED']])
  })

  it('leaves no timer behind when the answer was in time', async () => {
    const clock = createTestClock()
    await createToyServer({ clock }).post({ query: '{ hello }' })
    expect(clock.pending()).toBe(0)
  })

  it('background work says so in a header', async () => {
    const { post } = createToyServer()
    const ask = async (headers = {}) =>
      (await readAnswer(await post({ query: '{ priority }' }, headers))).data?.['priority']
    expect(await ask()).toBe('person')
    expect(await ask({ 'x-request-priority': 'background' })).toBe('background')
  })
})

describe('health', () => {
  it('the process lives and is ready', async () => {
    const { get } = createToyServer()
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ready' })
  })

  it('what is missing is named, why it is missing is only logged', async () => {
    const check = async () => {
      throw new Error(LEAK)
    }
    const server = createToyServer({ readinessChecks: { redis: check, disk: async () => undefined } })
    const response = await server.get('/readyz')
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ status: 'unready', failing: ['redis'] })
    expect(server.lines).toContainEqual(expect.objectContaining({ msg: 'not ready', check: 'redis' }))
  })

  it('a check that never ends counts as failed', async () => {
    const clock = createTestClock()
    const { get } = createToyServer({ clock, readinessChecks: { slow: () => new Promise(() => undefined) } })
    const asked = get('/readyz')
    await clock.advance(2_000)
    expect(await (await asked).json()).toEqual({ status: 'unready', failing: ['slow'] })
  })

  it('needs no credential', async () => {
    const { get } = createToyServer({
      isProduction: true,
      callers: { apiKeys: [{ name: 'a', sha256: 'a'.repeat(64), scopes: [] }] },
    })
    expect((await get('/readyz')).status).toBe(200)
  })
})
