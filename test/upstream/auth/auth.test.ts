import { describe, expect, test } from 'vitest'
import { apiKeyHeader } from '../../../src/upstream/auth/api-key-header.ts'
import { apiKeyQuery } from '../../../src/upstream/auth/api-key-query.ts'
import type { Auth } from '../../../src/upstream/auth/auth.ts'
import { basic } from '../../../src/upstream/auth/basic.ts'
import { bearer } from '../../../src/upstream/auth/bearer.ts'

const request = {
  method: 'GET',
  url: 'https://shop.test/v1?a=1&key=old',
  path: 'v1',
  headers: { accept: 'x' },
  body: null,
}

const signed = async (auth: Auth) => {
  const { signal } = new AbortController()
  return (await auth.toCredential('key').obtain({ renew: false, signal }))(request)
}

describe('a request is signed', () => {
  test.each<[string, Auth, object]>([
    ['with a bearer token', bearer('tok'), { authorization: 'Bearer tok' }],
    ['with user and password, as UTF-8', basic('Aladdin', 'öpen'), { authorization: 'Basic QWxhZGRpbjrDtnBlbg==' }],
    ['with an API key in a header', apiKeyHeader('X-Api-Key', 'k'), { 'x-api-key': 'k' }],
  ])('%s', async (_way, auth, headers) => {
    expect(await signed(auth)).toEqual({ ...request, headers: { accept: 'x', ...headers } })
  })

  test('with an API key in the query, encoded, in the place of another', async () => {
    expect((await signed(apiKeyQuery('key', 'a&b'))).url).toBe('https://shop.test/v1?a=1&key=a%26b')
  })

  test('and the one that was given stays as it is', async () => {
    await signed(bearer('tok'))
    expect(request.headers).toEqual({ accept: 'x' })
  })
})

test('fingerprints tell credentials apart, and nothing about them', () => {
  const auths = [
    bearer('a'),
    bearer('b'),
    basic('a', 'b'),
    basic('ab', ''),
    apiKeyHeader('x', 'a'),
    apiKeyHeader('y', 'a'),
    apiKeyQuery('x', 'a'),
  ]
  const prints = auths.map((auth) => auth.toCredential('key').fingerprint)
  expect(new Set(prints).size).toBe(auths.length)
  expect(bearer('a').toCredential('key').fingerprint).toBe(prints[0])
  expect(bearer('a').toCredential('another key').fingerprint).not.toBe(prints[0])
})

test.each([
  ['a token with a line break', () => bearer('hush\n')],
  ['an empty token', () => bearer('')],
  ['a key with a space before it', () => apiKeyHeader('x-key', ' hush')],
  ['a header with a colon', () => apiKeyHeader('x:y', 'hush')],
  ['a user with a colon', () => basic('a:b', 'hush')],
  ['an empty key', () => apiKeyQuery('key', '')],
])('%s is refused when it is declared, without being told', (_what, make) => {
  expect(make).toThrow(TypeError)
  expect(make).not.toThrow('hush')
})
