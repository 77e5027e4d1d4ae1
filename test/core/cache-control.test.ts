import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDeltaMs, deltaMsOf, fieldsOf, parseCacheControl, splitList } from '../../src/core/cache-control.ts'

describe('a Cache-Control field', () => {
  test.each<[string, string | undefined, Record<string, string | null>]>([
    ['of nothing', undefined, {}],
    ['with an argument', 'max-age=60', { 'max-age': '60' }],
    ['in capitals', 'Max-AGE=60, No-Store', { 'max-age': '60', 'no-store': null }],
    ['with a quoted argument', 'max-age="60"', { 'max-age': '60' }],
    ['with a list of fields', 'no-cache="a, b", max-age=1', { 'no-cache': 'a, b', 'max-age': '1' }],
    ['with a directive in a quoted string', 'x="max-age=60", max-age=1', { x: 'max-age=60', 'max-age': '1' }],
    ['with the same twice: the first counts', 'max-age=1, max-age=2', { 'max-age': '1' }],
    ['with garbage between', 'max-age = 60,, ;, public', { public: null }],
    ['with an open quote', 'public, x="max-age=60, no-store', { public: null }],
  ])('%s', (_name, value, expected) => expect(Object.fromEntries(parseCacheControl(value))).toEqual(expected))

  test.each<[string, number | null]>([
    ['max-age=60', 60_000],
    ['max-age=0060', 60_000],
    ['max-age=99999999999', 2_147_483_648_000],
    ['max-age=-1', 0],
    ['max-age=1.5', 0],
    ["max-age='60'", 0],
    ['max-age', 0],
    ['public', null],
  ])('%s lives %d ms', (value, expected) => expect(deltaMsOf(parseCacheControl(value), 'max-age')).toBe(expected))

  test('names the fields that it keeps back', () =>
    expect(fieldsOf(parseCacheControl('private="Set-Cookie, X"'), 'private')).toEqual(['set-cookie', 'x']))

  test('never makes the parser throw', () =>
    fc.assert(fc.property(fc.string(), (text) => parseCacheControl(text).size <= splitList(text).length)))
})

test('numbers of seconds are digits alone', () =>
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(decodeDeltaMs(text) === null).toBe(!/^\d+$/.test(text))
    }),
  ))
