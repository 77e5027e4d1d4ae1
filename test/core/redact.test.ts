import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactBody, redactHeaders, redactText, redactUrl } from '../../src/core/redact.ts'

describe('headers', () => {
  test.each([
    'authorization',
    'Proxy-Authorization',
    'cookie',
    'set-cookie',
    'x-api-key',
    'apikey',
    'x-shopify-access-token',
    'stripe-signature',
    'x-hub-signature-256',
    'x-client-secret',
  ])('%s is hidden', (name) => expect(redactHeaders({ [name]: 'hush' })).toEqual({ [name]: '[redacted]' }))

  test.each(['content-type', 'idempotency-key', 'x-request-id', 'retry-after', 'x-ratelimit-remaining', 'x-author'])(
    '%s is shown',
    (name) => expect(redactHeaders({ [name]: 'seen' })).toEqual({ [name]: 'seen' }),
  )

  test('what a source marks is hidden too', () => {
    expect(redactHeaders({ 'x-tenant': 'hush' }, ['X-Tenant'])).toEqual({ 'x-tenant': '[redacted]' })
  })
})

describe('URLs', () => {
  test.each([
    ['https://a.test/x?api_key=hush&q=1', 'https://a.test/x?api_key=[redacted]&q=1'],
    ['https://a.test/x?key=hush', 'https://a.test/x?key=[redacted]'],
    ['https://a.test/x?access%5Ftoken=hush', 'https://a.test/x?access%5Ftoken=[redacted]'],
    ['https://a.test/cb?code=hush&state=1', 'https://a.test/cb?code=[redacted]&state=1'],
    ['https://user:hush@a.test/x#hush', 'https://a.test/x'],
    ['https://a.test/x?limit=3', 'https://a.test/x?limit=3'],
    ['hush', '[redacted]'],
  ])('%s', (url, shown) => expect(redactUrl(url)).toBe(shown))

  test('no value under a secret name is ever shown', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z]{12,20}$/),
        fc.constantFrom('token', 'apiKey', 'client_secret', 'sig'),
        (secret, name) => {
          const url = new URL('https://a.test/x')
          url.searchParams.set('page', '2')
          url.searchParams.set(name, secret)
          expect(redactUrl(url.href)).not.toContain(secret)
        },
      ),
    )
  })
})

describe('bodies', () => {
  test.each([
    ['{"access_token":"hush","id":"a"}', '{"access_token":"[redacted]","id":"a"}'],
    ['{"a":{"password" : "hu\\"sh"}}', '{"a":{"password" : "[redacted]"}}'],
    ['{"tokens":["hush","hush"],"n":1}', '{"tokens":"[redacted]","n":1}'],
    ['{"pin":1234,"author":"seen"}', '{"pin":"[redacted]","author":"seen"}'],
    ['{"client_secret":"hush cut of', '{"client_secret":"[redacted]"'],
    ['{"code":"card_declined"}', '{"code":"card_declined"}'],
    ['grant_type=x&client_secret=hush', 'grant_type=x&client_secret=[redacted]'],
    ['plain text', 'plain text'],
  ])('%s', (body, shown) => expect(redactBody(body)).toBe(shown))
})

test('known secrets are hidden in any text, percent-encoded too', () => {
  expect(redactText('a s3/cret and s3%2Fcret and s3', ['s3/cret', '', 's3'])).toBe(
    'a [redacted] and [redacted] and [redacted]',
  )
})
