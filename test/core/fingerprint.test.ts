import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fingerprint, shareKey, toAskedParts, toStableText, type RequestFacts } from '../../src/core/fingerprint.ts'

const parts = fc.array(fc.string(), { maxLength: 5 })
const scope = { credential: 'fp', source: 'stripe', account: 'default', operation: 'customer' }
const request: RequestFacts = { method: 'GET', url: 'https://x.test/v1/a?b=1', headers: { accept: 'a' }, body: null }

describe('a fingerprint', () => {
  test('has 22 letters and does not tell what it names', () => {
    const made = fingerprint('key', 'sk_live_very_secret')
    expect(made).toMatch(/^[\w-]{22}$/)
    expect(made).not.toContain('secret')
  })

  test('is the same for the same parts, and another under another key', () => {
    expect(fingerprint('key', 'a', 'b')).toBe(fingerprint('key', 'a', 'b'))
    expect(fingerprint('key', 'a')).not.toBe(fingerprint('other', 'a'))
  })

  test('tells lists of parts apart wherever they are cut', () => {
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        const isSame = JSON.stringify(left) === JSON.stringify(right)
        expect(fingerprint('key', ...left) === fingerprint('key', ...right)).toBe(isSame)
      }),
    )
    expect(fingerprint('key', 'ab', 'c')).not.toBe(fingerprint('key', 'a', 'bc'))
    expect(fingerprint('key', '1:a')).not.toBe(fingerprint('key', 'a'))
  })
})

describe('a shared key', () => {
  test('tells neither the credential nor the question', () => {
    const key = shareKey({ ...scope, credential: 'nobody-sees-me' }, 'ada@example.com')
    expect(key).not.toContain('nobody-sees-me')
    expect(key).not.toContain('ada@')
    expect(key).toMatch(/^stripe:default:customer:[\w-]{43}$/)
  })

  test.each([
    ['credential', { ...scope, credential: 'other' }],
    ['credential called "public"', { ...scope, credential: 'public' }],
    ['scope "public"', { ...scope, credential: null }],
    ['source', { ...scope, source: 'github' }],
    ['account', { ...scope, account: 'eu' }],
    ['operation', { ...scope, operation: 'customers' }],
    ['cut between account and operation', { ...scope, account: 'default:customer', operation: '' }],
  ])('is another with another %s', (_name, other) => {
    const keys = [scope, { ...scope, credential: null }].map((one) => shareKey(one, 'q'))
    const made = shareKey(other, 'q')
    expect(keys.filter((key) => key === made)).toHaveLength(other.credential === null ? 1 : 0)
    expect(made).not.toBe(shareKey(scope, 'q'))
  })

  test.each<[string, Partial<RequestFacts>]>([
    ['method', { method: 'POST' }],
    ['URL', { url: 'https://x.test/v1/a?b=2' }],
    ['header', { headers: { accept: 'b' } }],
    ['further header', { headers: { accept: 'a', 'stripe-version': '2' } }],
    ['body', { body: '' }],
    ['document', { document: { query: '{ a }' } }],
  ])('is another with another %s', (_name, change) => {
    expect(shareKey(scope, ...toAskedParts({ ...request, ...change }))).not.toBe(
      shareKey(scope, ...toAskedParts(request)),
    )
  })

  test('is the same whatever the request id and the order of headers', () => {
    const headers = { 'x-request-id': 'r1', traceparent: 't', version: '1', accept: 'a' }
    const other = { accept: 'a', version: '1', 'x-request-id': 'r2', 'user-agent': 'x' }
    expect(toAskedParts({ ...request, headers })).toEqual(toAskedParts({ ...request, headers: other }))
  })
})

test('stable text does not depend on the order of fields', () => {
  expect(toStableText({ b: [{ d: 1, c: undefined }], a: null })).toBe('{"a":null,"b":[{"d":1}]}')
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(toStableText(turned)).toBe(toStableText(value))
    }),
  )
})
