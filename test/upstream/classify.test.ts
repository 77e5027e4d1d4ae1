import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { CallOperation, RawAnswer } from '../../src/upstream/call.ts'
import { createClassify } from '../../src/upstream/classify.ts'
import type { Problem, UpstreamProfile } from '../../src/upstream/profile.ts'
import { testProfile } from '../helpers/scripted-vendor.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { testCall } from '../helpers/upstream-call.ts'

const shape = z.object({
  error: z.object({ code: z.string().optional(), message: z.string().optional(), param: z.string().optional() }),
})

const toProblem = <Shape extends z.ZodType>(problem: Problem<Shape>): Problem => problem

const problem = toProblem({
  shape,
  code: ({ error }) => error.code,
  message: ({ error }) => error.message,
  details: ({ error }) => (error.param === undefined ? [] : [{ field: error.param, issue: 'is wrong' }]),
})

interface Case {
  readonly status: number
  readonly json?: unknown
  readonly headers?: Record<string, string>
  readonly profile?: Partial<UpstreamProfile>
  readonly kind?: CallOperation['kind']
}

const classify = ({ status, json = {}, headers = {}, profile = {}, kind = 'read' }: Case) => {
  const answer: RawAnswer = {
    status,
    headers,
    body: Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)),
  }
  const whole = testProfile('https://shop.test', {
    problem,
    catalogue: { card_declined: 'UPSTREAM_CONFLICT', '404': 'UPSTREAM_REJECTED' },
    ...profile,
  })
  return createClassify(whole, createTestClock())(testCall({ operation: { kind } }), answer)
}

const declined = { error: { code: 'card_declined', message: 'Your card was declined.', param: 'source' } }

describe('which code', () => {
  test.each<[string, Case, string]>([
    ['the vendor’s word comes before the status', { status: 402, json: declined }, 'UPSTREAM_CONFLICT'],
    [
      'a word that nobody knows leaves it to the status',
      { status: 500, json: { error: { code: 'boom' } } },
      'UPSTREAM_FAILED',
    ],
    [
      'a word like "constructor" is no word of the catalogue',
      { status: 500, json: { error: { code: 'constructor' } } },
      'UPSTREAM_FAILED',
    ],
    ['the catalogue’s status comes before the common table', { status: 404 }, 'UPSTREAM_REJECTED'],
    [
      'a 404 in the vendor’s own words is a missing object',
      { status: 404, json: { error: {} }, profile: { catalogue: {} } },
      'UPSTREAM_NOT_FOUND',
    ],
    [
      'a 404 with a page of something in between is none',
      { status: 404, json: '<html>', profile: { catalogue: {} } },
      'UPSTREAM_MALFORMED',
    ],
    [
      'a 404 of a vendor that declares no words is a missing object',
      { status: 404, json: '', profile: { catalogue: {}, problem: null } },
      'UPSTREAM_NOT_FOUND',
    ],
    ['an HTML error page is told by its status', { status: 503, json: '<html>' }, 'UPSTREAM_FAILED'],
    ['no body at all is told by its status', { status: 401, json: '' }, 'UPSTREAM_UNAUTHENTICATED'],
    ['a redirect is a rejection', { status: 301 }, 'UPSTREAM_REJECTED'],
  ])('%s', (_fact, answer, code) => expect(classify(answer)?.code).toBe(code))

  test('a good status is good, whatever the body says', () => {
    expect(classify({ status: 200, json: declined })).toBeNull()
    expect(classify({ status: 202, json: '' })).toBeNull()
  })
})

describe('a vendor that says no on a 200', () => {
  const also200 = toProblem({
    shape: z.object({ ok: z.literal(false), error: z.string() }),
    code: (p) => p.error,
    also200: true,
  })
  const profile = {
    problem: also200,
    catalogue: { ratelimited: 'UPSTREAM_RATE_LIMITED', internal: 'UPSTREAM_FAILED' },
  } as const

  test.each<[unknown, string | undefined]>([
    [{ ok: true }, undefined],
    [{ ok: false, error: 'ratelimited' }, 'UPSTREAM_RATE_LIMITED'],
    [{ ok: false, error: 'unheard_of' }, 'UPSTREAM_REJECTED'],
    ['<html>', undefined],
  ])('%j is %s', (json, code) => expect(classify({ status: 200, json, profile })?.code).toBe(code))

  test('did not do the write, unless it failed itself', () => {
    const told = (error: string) =>
      classify({ status: 200, json: { ok: false, error }, profile, kind: 'write' })?.facts.outcome
    expect([told('unheard_of'), told('internal')]).toEqual(['notApplied', 'unknown'])
  })
})

test('what the vendor said is handed on', () => {
  const headers = { 'request-id': 'req_9', 'stripe-should-retry': 'false', 'retry-after': '3' }
  const profile: Partial<UpstreamProfile> = {
    requestIdHeader: 'Request-Id',
    shouldRetry: (told) => (told['stripe-should-retry'] === undefined ? null : told['stripe-should-retry'] === 'true'),
  }
  expect(classify({ status: 402, json: declined, headers, profile })).toMatchObject({
    message: 'Your card was declined.',
    facts: {
      source: 'shop',
      operation: 'customer',
      vendor: { code: 'card_declined', requestId: 'req_9' },
      details: [{ field: 'source', issue: 'is wrong' }],
      problem: declined,
      shouldRetry: false,
      retryAfterMs: 3_000,
    },
  })
})

test('a long message is cut, and a vendor without one gets ours', () => {
  expect(classify({ status: 400, json: { error: { message: 'x'.repeat(2_000) } } })?.message).toHaveLength(500)
  expect(classify({ status: 400 })?.message).toBe('shop answered customer with status 400.')
  expect(classify({ status: 302 })?.message).toContain('redirect')
})

test.each([
  [302, 'notApplied'],
  [400, 'notApplied'],
  [408, 'unknown'],
  [429, 'notApplied'],
  [500, 'unknown'],
  [503, 'unknown'],
])('after a %d a write is %s', (status, outcome) => {
  expect(classify({ status, kind: 'write' })?.facts.outcome).toBe(outcome)
  expect(classify({ status })?.facts).not.toHaveProperty('outcome')
})

describe('when to ask again', () => {
  const readQuota = (headers: Readonly<Record<string, string>>) => ({
    remaining: Number(headers['x-left']),
    resetsAtMs: Date.UTC(2026, 0, 1, 0, 1),
  })
  test.each<[string, Case, number | undefined]>([
    [
      'is told by Retry-After',
      { status: 429, headers: { 'retry-after': '2', 'x-left': '0' }, profile: { readQuota } },
      2_000,
    ],
    [
      'is told by the reset when the quota is used up',
      { status: 429, headers: { 'x-left': '0' }, profile: { readQuota } },
      60_000,
    ],
    [
      'is not told by a reset while quota is left',
      { status: 429, headers: { 'x-left': '5' }, profile: { readQuota } },
      undefined,
    ],
    ['is not told by a blank header', { status: 429, headers: { 'retry-after': '' } }, undefined],
    [
      'is told of other errors by Retry-After only',
      { status: 503, headers: { 'x-left': '0' }, profile: { readQuota } },
      undefined,
    ],
  ])('%s', (_fact, answer, ms) => expect(classify(answer)?.facts.retryAfterMs).toBe(ms))
})

test('a wait that the source assumes holds where no header tells one, and for refused quota only', () => {
  const assuming = toProblem({ shape, code: ({ error }) => error.code, retryAfterMs: () => 60_000 })
  const waitOf = (status: number, headers: Record<string, string> = {}) =>
    classify({ status, headers, json: declined, profile: { problem: assuming, catalogue: {} } })?.facts.retryAfterMs
  expect([waitOf(429), waitOf(429, { 'retry-after': '2' }), waitOf(500)]).toEqual([60_000, 2_000, undefined])
})
