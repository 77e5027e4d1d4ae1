import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountGithub, type Json, type MountedGithub } from './mounted-github.ts'
import { upstream } from '../../../src/sources/github/upstream.ts'

let hub: MountedGithub
beforeEach(async () => {
  hub = await mountGithub()
})
afterEach(() => hub.g.close())

const VIEWER = '{ github { viewer { login } } }'
const answer = (body: unknown, status = 200, type = 'application/json'): void =>
  hub.sandbox.faults.add({ fault: { kind: 'body', status, type, body: JSON.stringify(body) } })
const errorOf = (query = VIEWER) => hub.error(query)

describe('an answer with errors and no data', () => {
  it.each([
    ['FORBIDDEN', 'UPSTREAM_FORBIDDEN'],
    ['INSUFFICIENT_SCOPES', 'UPSTREAM_FORBIDDEN'],
    ['RATE_LIMITED', 'UPSTREAM_RATE_LIMITED'],
    ['MAX_NODE_LIMIT_EXCEEDED', 'UPSTREAM_REJECTED'],
    ['BRAND_NEW', 'UPSTREAM_REJECTED'],
    ['NOT_FOUND', 'UPSTREAM_NOT_FOUND'],
  ])('of type %s is %s', async (type, code) => {
    answer({ data: null, errors: [{ type, message: 'In the words of GitHub.' }] })
    expect(await errorOf()).toMatchObject({
      code,
      message: 'In the words of GitHub.',
      facts: { vendor: { code: type } },
    })
  })

  it('of the query itself is REJECTED with the code in extensions', async () => {
    answer({
      errors: [{ path: ['query'], extensions: { code: 'undefinedField' }, message: "Field 'x' doesn't exist" }],
    })
    expect(await errorOf()).toMatchObject({ code: 'UPSTREAM_REJECTED', facts: { vendor: { code: 'undefinedField' } } })
  })

  it('of a fault of GitHub is FAILED, and asked again', async () => {
    answer({ data: null, errors: [{ message: 'Something went wrong while executing your query.' }] })
    expect(await errorOf()).toMatchObject({ code: 'UPSTREAM_FAILED' })
    expect(hub.sandbox.seen().length).toBeGreaterThan(1)
  })
})

describe('an answer with errors beside its data', () => {
  it('of a read that may not be shown is the error of the whole', async () => {
    answer({ data: { organization: null }, errors: [{ type: 'FORBIDDEN', path: ['organization'], message: 'SAML.' }] })
    const { data } = await hub.g.ask('{ github { organization(login: "orbital") { id } } }')
    expect(data).toEqual({ github: { organization: null } })
    expect(await errorOf('{ github { organization(login: "orbital") { id } } }')).toMatchObject({
      code: 'UPSTREAM_FORBIDDEN',
      facts: { vendor: { code: 'FORBIDDEN', requestId: expect.stringMatching(/^SAND:/) } },
    })
  })

  it.each<[string, (nodes: Json[]) => Json[], string]>([
    ['in another order', (nodes) => nodes.toReversed(), 'two'],
    ['too few', (nodes) => nodes.slice(0, 1), 'one'],
    ['of other objects', (nodes) => nodes.map((node) => ({ ...node, id: 'R_other' })), 'two'],
  ])('rows of a batch that come %s are never those of another key', async (_fact, change, wrong) => {
    const bend = (body: unknown): unknown => ({ data: { nodes: change((body as Json).data.nodes) } })
    hub.sandbox.faults.add({ operation: 'repositories', times: 1, fault: { kind: 'bend', bend } })
    const query = '{ github { repositories(ids: ["R_engine", "R_mill"]) { name } } }'
    const { data, errors = [] } = await hub.g.ask(query)
    const first = wrong === 'one' ? { name: 'engine' } : null
    expect(data).toEqual({ github: { repositories: [first, null] } })
    expect(errors.map(({ originalError }) => originalError)).toMatchObject(
      (wrong === 'one' ? [1] : [0, 1]).map(() => ({ code: 'UPSTREAM_SHAPE' })),
    )
    const { data: again } = await hub.g.ask(query)
    expect(again).toEqual({ github: { repositories: [{ name: 'engine' }, { name: 'mill' }] } })
  })

  it('of one key of a batch is that key', async () => {
    hub.sandbox.faults.add({
      operation: 'repositories',
      fault: {
        kind: 'bend',
        bend: (body: Json) => ({
          data: { nodes: [null, ...body.data.nodes.slice(1)] },
          errors: [{ type: 'FORBIDDEN', path: ['nodes', 0], message: 'Resource protected by organization SAML.' }],
        }),
      },
    })
    const { data, errors } = await hub.g.ask(
      '{ github { repositories(ids: ["R_engine", "R_mill", "R_none"]) { name } } }',
    )
    expect(data).toEqual({ github: { repositories: [null, { name: 'mill' }, null] } })
    expect(errors).toHaveLength(1)
    expect(errors?.[0]).toMatchObject({
      path: ['github', 'repositories', 0],
      originalError: { code: 'UPSTREAM_FORBIDDEN' },
    })
  })
})

describe('a refusal before the query is looked at', () => {
  it('a wrong token is UNAUTHENTICATED', async () => {
    hub.sandbox.faults.add({ fault: { kind: 'status', status: 401 } })
    expect(await errorOf()).toMatchObject({ code: 'UPSTREAM_UNAUTHENTICATED', message: 'Bad credentials' })
  })

  it('a 403 without a limit is FORBIDDEN', async () => {
    hub.sandbox.faults.add({ fault: { kind: 'status', status: 403 } })
    expect(await errorOf()).toMatchObject({ code: 'UPSTREAM_FORBIDDEN' })
  })

  it.each([
    ['403', 403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', 60_000],
    ['429', 429, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.', 60_000],
    ['403', 403, 'API rate limit exceeded for user ID 1.', 60_000],
  ])('a limit as %s without retry-after asks for a minute', async (_, status, message, retryAfterMs) => {
    answer({ message }, status)
    expect(await errorOf()).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', facts: { retryAfterMs } })
  })

  it.each([
    ['blank', '', 60_000],
    ['seconds', '90', 90_000],
  ])('a retry-after that is %s', async (_, value, retryAfterMs) => {
    hub.sandbox.faults.add({
      fault: { kind: 'status', status: 429, headers: { 'retry-after': value } },
    })
    expect(await errorOf()).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', facts: { retryAfterMs } })
  })

  it('points used up wait for one second past the reset', () => {
    const resetSeconds = 1_800_000_000
    const { readQuota } = upstream({
      config: { token: 'token', baseUrl: 'https://api.github.com/graphql', webhookSecret: undefined },
    })
    const headers = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(resetSeconds),
    }
    expect(readQuota?.(headers, 'default')).toEqual({ remaining: 0, limit: 5000, resetsAtMs: 1_800_000_001_000 })
    expect(readQuota?.(headers, 'content')).toBeNull()
    expect(readQuota?.({}, 'default')).toBeNull()
  })
})

it('each call carries the token, a user agent and the id of the request, and asks for ids of the next form', async () => {
  await hub.g.ask(VIEWER)
  const [{ headers, body } = { headers: {}, body: '' }] = hub.sandbox.seen()
  expect(headers).toMatchObject({
    authorization: expect.stringMatching(/^Bearer sandbox_/),
    'user-agent': 'headwaters-test',
    'x-request-id': expect.any(String),
    'x-github-next-global-id': '1',
  })
  expect(JSON.parse(body)).toMatchObject({ operationName: 'Viewer', query: expect.stringContaining('viewer {') })
})
