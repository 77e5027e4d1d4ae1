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

  test.each([
    ['location', 'https://a.test/cb?code=hush&x=1', 'https://a.test/cb?code=[redacted]&x=1'],
    ['location', '/cb?token=hush#hush', '/cb?token=[redacted]'],
    ['location', 'https://user:hush@a.test', 'https://a.test'],
    [
      'link',
      '</x?token=hush>; rel="next", <https://a.test/y?page=2>',
      '</x?token=[redacted]>; rel="next", <https://a.test/y?page=2>',
    ],
    ['x-next', 'see https://a.test/x?sig=hush now', 'see https://a.test/x?sig=[redacted] now'],
  ])('%s: %s is shown without its secrets', (name, value, shown) =>
    expect(redactHeaders({ [name]: value })).toEqual({ [name]: shown }),
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
    [
      'card[number]=4242&card[cvc]=123&card[exp_month]=4',
      'card[number]=[redacted]&card[cvc]=[redacted]&card[exp_month]=4',
    ],
    ['card%5Bnumber%5D=4242', 'card%5Bnumber%5D=[redacted]'],
    ['token[a][b]=hush&page=2', 'token[a][b]=[redacted]&page=2'],
    ['token=hush\n', 'token=[redacted]'],
    ['password=hu#sh&a=1', 'password=[redacted]&a=1'],
    ['password=h<sh y&a=1', 'password=[redacted]&a=1'],
    ['number=INV-1', 'number=INV-1'],
    ['{"token":{"value":"hush"},"a":1}', '{"token":"[redacted]","a":1}'],
    ['{"secrets":[["hush"],"hush"],"a":1}', '{"secrets":"[redacted]","a":1}'],
    ['{"token":{"value":"}]","more":["hush"', '{"token":"[redacted]"'],
    ['{"to\\u006ben":"hush"}', '{"to\\u006ben":"[redacted]"}'],
    ['{"a":{"token":"hush"},"a":1}', '{"a":{"token":"[redacted]"},"a":1}'],
    [
      '{"cards":[{"number":"4242","cvc":"1"}],"number":"INV-1"}',
      '{"cards":[{"number":"[redacted]","cvc":"[redacted]"}],"number":"INV-1"}',
    ],
    ['{"bearer":"hush","pwd":"hush","sid":"hush"}', '{"bearer":"[redacted]","pwd":"[redacted]","sid":"[redacted]"}'],
    [
      '{"webhook_url":"hush","incoming_webhook":{"url":"hush"}}',
      '{"webhook_url":"[redacted]","incoming_webhook":{"url":"[redacted]"}}',
    ],
    ['{"next_token":null,"n":12345678901234567890}', '{"next_token":null,"n":12345678901234567890}'],
    ['plain text', 'plain text'],
  ])('%s', (body, shown) => expect(redactBody(body)).toBe(shown))
})

test('known secrets are hidden in any text, percent-encoded too', () => {
  expect(redactText('a s3/cret and s3%2Fcret and s3', ['s3/cret', '', 's3'])).toBe(
    'a [redacted] and [redacted] and [redacted]',
  )
})
