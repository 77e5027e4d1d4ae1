import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RawAnswer } from '../../src/upstream/call.ts'
import { decodeJsonBody } from '../../src/upstream/json-body.ts'

const answer = (body: string | Uint8Array, type: string | null = 'application/json', status = 200): RawAnswer => ({
  status,
  headers: type === null ? {} : { 'content-type': type },
  body: typeof body === 'string' ? Buffer.from(body) : body,
})

describe('JSON', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/problem+json',
    'text/plain',
    null,
    'TEXT/JSON',
  ])('is read from %s', (type) => expect(decodeJsonBody(answer('{"a":1}', type))).toEqual({ a: 1 }))

  test.each([202, 204, 205])('may be missing from a %d', (status) =>
    expect(decodeJsonBody(answer('', null, status))).toBeNull(),
  )

  test('a byte order mark is no part of it', () => expect(decodeJsonBody(answer('\uFEFF{"a":1}'))).toEqual({ a: 1 }))

  test('is parsed once for an answer', () => {
    const one = answer('{"a":1}')
    expect(decodeJsonBody(one)).toBe(decodeJsonBody(one))
  })
})

test.each<[string, RawAnswer, string]>([
  ['an HTML page', answer('<html>', 'text/html; charset=utf-8'), 'text/html'],
  ['XML', answer('<a/>', 'application/xml'), 'application/xml'],
  ['nothing on a 200', answer(''), 'an empty body'],
  ['half a body', answer('{"a":'), 'half a body'],
  ['what is not UTF-8', answer(Uint8Array.of(0x22, 0xff, 0x22)), 'UTF-8'],
  ['HTML that claims to be JSON', answer('<!doctype html>'), 'does not parse'],
])('%s is UPSTREAM_MALFORMED, and says so', (_fact, raw, word) => {
  expect(() => decodeJsonBody(raw)).toThrow(word)
  expect(() => decodeJsonBody(raw)).toThrow(expect.objectContaining({ code: 'UPSTREAM_MALFORMED' }))
})

test('the error holds nothing of the body', () => {
  try {
    decodeJsonBody(answer('{"token":"hush'))
  } catch (error) {
    expect(JSON.stringify([String(error), error, String((error as Error).cause)])).not.toContain('hush')
  }
})

describe('a key __proto__', () => {
  test.each([
    '{"__proto__":{"admin":true},"a":1}',
    '{"b":[{"\\u005f_proto__" : {"admin":true}}]}',
    '{"__pr\\u006fto__":{"admin":true}}',
  ])('%s does no harm', (body) => {
    const value = decodeJsonBody(answer(body))
    expect(JSON.stringify(value)).not.toContain('admin')
    expect(Object.assign({}, value)).not.toHaveProperty('admin')
    expect({}).not.toHaveProperty('admin')
  })
})

test('what was written as JSON is read as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(decodeJsonBody(answer(text))).toEqual(JSON.parse(text.replaceAll('__proto__', 'x')))
    }),
  )
})
