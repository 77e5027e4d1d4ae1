import { describe, expect, onTestFinished, test } from 'vitest'
import type { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createVerbs } from '../../src/kit/create-verbs.ts'
import { api, bearer, defineSource, read, rows, secret, z } from '../../src/kit/index.ts'
import { FAULT_RULE_SHAPE, type Fault, type FaultRule } from '../../src/kit/sandbox-fault.ts'
import type { Credential } from '../../src/upstream/call.ts'
import { mountGraph } from '../../src/testing/mounted-graph.ts'
import { createTestClock } from '../helpers/test-clock.ts'

const Reading = z.object({ id: z.string(), degrees: z.number() })

/** A made-up vendor of thermometers. */
const weather = defineSource({
  name: 'weather',
  description: 'Thermometers.',
  config: { key: secret() },
  upstream: ({ config }) =>
    api({
      baseUrl: 'https://weather.test/',
      auth: bearer(config.key),
      problem: { shape: z.object({ error: z.string() }), code: ({ error }) => error },
      retry: { maxAttempts: 1 },
      breaker: { consecutiveFailures: 1_000, failureRatio: 2 },
      pool: { maxBodyBytes: 50_000 },
    }),
  operations: {
    reading: read('GET readings/{id}', { answer: Reading }),
    readings: read('GET readings', { answer: z.object({ data: rows(Reading) }) }),
  },
  schema: () => {},
  sandbox: ({ wallNow }) => ({
    operations: {
      reading: ({ id }) => ({ id, degrees: 21.5 }),
      readings: () => ({ data: [{ id: 'a', degrees: 1 }] }),
    },
    samples: { reading: { id: 'a' }, readings: {} },
    headers: () => ({
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': '90',
      'x-ratelimit-reset': String(Math.round(wallNow() / 1_000) + 60),
    }),
    refusal: (status) => ({ error: `no_${status}` }),
  }),
})

const begin = async (...rules: readonly (Fault | FaultRule)[]) => {
  const clock = createTestClock()
  const graph = await mountGraph({ sources: [weather], clock })
  onTestFinished(() => graph.close())
  const { call } = createVerbs(weather, graph.registry)
  const { sandbox } = graph.of('weather')
  if (sandbox === null) throw new Error('it should be a sandbox')
  for (const rule of rules) sandbox.faults.add('fault' in rule ? rule : { fault: rule })
  const ask = (name = 'reading', context = graph.context()): Promise<unknown> => {
    const send = (call as Record<string, (args: object, context: unknown) => Promise<unknown>>)[name]
    if (send === undefined) throw new Error(`no operation is called ${name}`)
    return send(name === 'reading' ? { id: 'a' } : {}, context).catch((error: HeadwatersError) => error.code)
  }
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
  }
  return { clock, graph, sandbox, ask, until, line: graph.of('weather').line }
}

const good = { id: 'a', degrees: 21.5 }

describe('a fault is answered typed', () => {
  test.each<[string, Fault, string]>([
    ['a 500', { kind: 'status', status: 500 }, 'UPSTREAM_FAILED'],
    ['a page of HTML', { kind: 'body', type: 'text/html', body: '<p>' }, 'UPSTREAM_MALFORMED'],
    ['a reset', { kind: 'reset' }, 'UPSTREAM_UNREACHABLE'],
    ['an early close', { kind: 'earlyClose' }, 'UPSTREAM_UNREACHABLE'],
    ['half a body', { kind: 'truncate' }, 'UPSTREAM_UNREACHABLE'],
    ['half a JSON text', { kind: 'malformed' }, 'UPSTREAM_MALFORMED'],
    ['wrong types', { kind: 'wrongTypes' }, 'UPSTREAM_SHAPE'],
    ['a bent answer', { kind: 'bend', bend: () => ({ id: 'a' }) }, 'UPSTREAM_SHAPE'],
    ['a redirect inside', { kind: 'redirect', to: 'inside' }, 'UPSTREAM_REJECTED'],
    ['a redirect elsewhere', { kind: 'redirect', to: 'elsewhere', status: 307 }, 'UPSTREAM_REJECTED'],
    ['a huge body', { kind: 'huge', bytes: 50_000_000 }, 'UPSTREAM_MALFORMED'],
    ['a bomb', { kind: 'bomb', bytes: 50_000_000 }, 'UPSTREAM_MALFORMED'],
    ['a 429 without headers', { kind: 'rateLimited' }, 'UPSTREAM_RATE_LIMITED'],
  ])('%s is %s → %s', async (_fact, fault, code) => {
    const { ask, sandbox } = await begin({ fault, times: 1 })
    expect(await ask()).toBe(code)
    expect(sandbox.seen()).toHaveLength(1)
  })
})

describe('vendors that take their time', () => {
  test.each<[string, Fault]>([
    ['hangs', { kind: 'hang' }],
    ['drips its headers', { kind: 'drip', part: 'headers', everyMs: 1 }],
    ['drips its body', { kind: 'drip', everyMs: 1 }],
    ['is late', { kind: 'latency', delayMs: 3_600_000 }],
  ])('one that %s ends at the deadline, and its connection with it', async (_fact, fault) => {
    const { ask, clock, graph, sandbox, until } = await begin(fault)
    const sent = ask('reading', graph.context({ deadlineAtMs: 2_000 }))
    await until(() => sandbox.underWay() === 1)
    await clock.advance(2_000)
    expect(await sent).toBe('DEADLINE_EXCEEDED')
    await until(() => sandbox.abandoned() === 1 && sandbox.underWay() === 0)
  })

  test('latency that is short is only that', async () => {
    const { ask } = await begin({ kind: 'latency', delayMs: 1 })
    expect(await ask()).toEqual(good)
  })
})

describe('vendors that come and go', () => {
  test('a burst is over after so many', async () => {
    const { ask } = await begin({ fault: { kind: 'status', status: 503 }, times: 2 })
    expect([await ask(), await ask(), await ask()]).toEqual(['UPSTREAM_FAILED', 'UPSTREAM_FAILED', good])
  })

  test('flapping goes on', async () => {
    const { ask } = await begin({ kind: 'flapping', down: 1, up: 2 })
    const answers = []
    for (let i = 0; i < 7; i += 1) answers.push((await ask()) === 'UPSTREAM_FAILED')
    expect(answers).toEqual([true, false, false, true, false, false, true])
  })

  test('a fault of one operation leaves the others alone', async () => {
    const { ask } = await begin({ fault: { kind: 'reset' }, operation: 'readings' })
    expect(await ask()).toEqual(good)
  })
})

describe('quota and clocks', () => {
  test.each(['seconds', 'date'] as const)('a 429 may say when, in %s', async (as) => {
    const { ask, graph } = await begin({ kind: 'rateLimited', retryAfterMs: 7_000, as })
    expect(await ask()).toBe('UPSTREAM_RATE_LIMITED')
    expect(await ask('reading', graph.context({ deadlineAtMs: 100 }))).toBe('QUOTA_EXHAUSTED')
  })

  test('a quota that is cut refuses what is above it, and says half', async () => {
    const { ask, graph, line } = await begin({ kind: 'quotaCut', calls: 2, perMs: 10_000 })
    expect([await ask(), await ask()]).toEqual([good, good])
    expect(line.status().quotas).toMatchObject([{ limit: 50, remaining: 45 }])
    expect(await ask()).toBe('UPSTREAM_RATE_LIMITED')
    expect(await ask('reading', graph.context({ deadlineAtMs: 5_000 }))).toBe('QUOTA_EXHAUSTED')
  })

  test('a clock that is an hour ahead changes nothing: its moments are read by it', async () => {
    const { ask, line, clock } = await begin({ kind: 'clockSkew', byMs: 3_600_000 })
    expect(await ask()).toEqual(good)
    const [quota] = line.status().quotas
    expect((quota?.resetsAtMs ?? 0) - clock.wallNow()).toBeLessThanOrEqual(61_000)
  })

  test('a rotated credential is refused, and a fresh one taken', async () => {
    const { ask, graph, line } = await begin({ kind: 'rotatedCredential' })
    expect(await ask()).toBe('UPSTREAM_UNAUTHENTICATED')
    const { credential: old } = graph.of('weather')
    const sign = { fresh: bearer('fresh').toCredential('x') }
    const renewing: Credential = {
      fingerprint: old.fingerprint,
      renewable: true,
      obtain: (options) => (options.renew ? sign.fresh : old).obtain({ ...options, renew: false }),
    }
    Object.assign(graph.of('weather'), { credential: renewing })
    expect(await ask()).toEqual(good)
    expect(line.status().breakers).toEqual([{ group: 'default', state: 'closed' }])
  })
})

test('a row that does not fit is counted by operation and path, in the status and as an event', async () => {
  const bend = () => ({
    data: [
      { id: 'a', degrees: 1 },
      { id: 'b', degrees: 'warm' },
    ],
  })
  const { ask, line, graph } = await begin({ kind: 'bend', bend })
  await ask('readings')
  expect(line.status().drift).toMatchObject([{ operation: 'readings', path: '*.degrees', count: 1 }])
  expect(graph.events).toContainEqual(expect.objectContaining({ type: 'drift', paths: ['*.degrees'] }))
})

describe('rules in writing', () => {
  test('are understood', () =>
    expect(
      FAULT_RULE_SHAPE.parse({ fault: { kind: 'quotaCut', calls: 5, perMs: 1_000 }, operation: 'reading', times: 3 }),
    ).toEqual({ fault: { kind: 'quotaCut', calls: 5, perMs: 1_000 }, operation: 'reading', times: 3 }))

  test.each([
    { fault: { kind: 'bend' } },
    { fault: { kind: 'hang', forMs: 3 } },
    { fault: { kind: 'status', status: 99 } },
    { fault: { kind: 'hang' }, times: 0 },
    {},
  ])('%j is refused', (rule) => expect(FAULT_RULE_SHAPE.safeParse(rule).success).toBe(false))
})
