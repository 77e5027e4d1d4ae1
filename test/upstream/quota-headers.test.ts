import { describe, expect, test } from 'vitest'
import {
  quotaHeaders,
  readCommonQuota,
  readHubspotRateLimit,
  readRateLimitField,
  readXRateLimit,
} from '../../src/upstream/quota-headers.ts'

describe('RateLimit', () => {
  test.each<[string, Record<string, string>, object | null]>([
    ['an item', { ratelimit: '"default";r=50;t=30' }, { remaining: 50, resetsInMs: 30_000 }],
    [
      'an item and its policy',
      { ratelimit: '"default";r=50;t=30', 'ratelimit-policy': '"default";q=100;w=60' },
      { remaining: 50, limit: 100, resetsInMs: 30_000 },
    ],
    [
      'the tighter of two',
      {
        ratelimit: '"day";r=900;t=3600, "burst";r=3;t=1',
        'ratelimit-policy': '"day";q=1000;w=86400, "burst";q=10;w=1',
      },
      { remaining: 3, limit: 10, resetsInMs: 1_000 },
    ],
    [
      'the drafts before',
      { ratelimit: 'limit=100, remaining=50, reset=30' },
      { remaining: 50, limit: 100, resetsInMs: 30_000 },
    ],
    ['without a reset', { ratelimit: 'default;r=50' }, { remaining: 50 }],
    ['a malformed field', { ratelimit: '"default";r=50;t=' }, null],
    [
      'a malformed policy beside a good field',
      { ratelimit: '"a";r=1', 'ratelimit-policy': '"a";q=' },
      { remaining: 1 },
    ],
    ['a count below nothing', { ratelimit: '"default";r=-1' }, null],
    ['a count that is none', { ratelimit: '"default";r="many"' }, null],
    ['nothing', {}, null],
  ])('%s', (_fact, headers, reading) => expect(readRateLimitField(headers)).toEqual(reading))
})

describe('X-RateLimit-*', () => {
  test.each<[string, string | undefined, object]>([
    ['seconds to go', '30', { resetsInMs: 30_000 }],
    ['seconds since 1970', '1767225600', { resetsAtMs: 1_767_225_600_000 }],
    ['milliseconds since 1970', '1767225600000', { resetsAtMs: 1_767_225_600_000 }],
    ['an HTTP date', 'Thu, 01 Jan 2026 00:00:00 GMT', { resetsAtMs: 1_767_225_600_000 }],
    ['garbage', 'soon', {}],
    ['nothing', undefined, {}],
  ])('resets in %s', (_form, reset, told) => {
    const headers = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '7' }
    expect(readXRateLimit(reset === undefined ? headers : { ...headers, 'x-ratelimit-reset': reset })).toEqual({
      remaining: 7,
      limit: 100,
      ...told,
    })
  })

  test.each(['', 'many', '1, 2', '-1', '1e3'])('a count of "%s" is ignored', (remaining) =>
    expect(readXRateLimit({ 'x-ratelimit-remaining': remaining })).toBeNull(),
  )
})

test("a vendor's own names, in any case", () =>
  expect(quotaHeaders({ remaining: 'X-Left', limit: 'X-All' })({ 'x-left': '1', 'x-all': '9' })).toEqual({
    remaining: 1,
    limit: 9,
  }))

test("HubSpot's ten seconds", () =>
  expect(
    readHubspotRateLimit({
      'x-hubspot-ratelimit-max': '100',
      'x-hubspot-ratelimit-remaining': '42',
      'x-hubspot-ratelimit-interval-milliseconds': '10000',
    }),
  ).toEqual({ remaining: 42, limit: 100, resetsInMs: 10_000 }))

test('whichever is there is read, the standard first', () => {
  expect(readCommonQuota({ ratelimit: '"a";r=1', 'x-ratelimit-remaining': '2' })).toEqual({ remaining: 1 })
  expect(readCommonQuota({ 'ratelimit-remaining': '3' })).toEqual({ remaining: 3 })
  expect(readCommonQuota({ 'x-ratelimit-remaining': '2' })).toEqual({ remaining: 2 })
  expect(readCommonQuota({ 'content-type': 'text/plain' })).toBeNull()
})
