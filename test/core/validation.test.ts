import { describe, expect, test } from 'vitest'
import { conditionsFor, freshenFields, isAboutStored, isNotModified, isSameByHead } from '../../src/core/validation.ts'

const OLD = 'Wed, 01 Jan 2025 00:00:00 GMT'
const NEW = 'Thu, 01 Jan 2026 00:00:00 GMT'

test('an answer is asked about by all its validators', () => {
  expect(conditionsFor({ etag: '"a"', 'last-modified': OLD })).toEqual({
    'if-none-match': '"a"',
    'if-modified-since': OLD,
  })
  expect(conditionsFor({})).toEqual({})
})

describe('one who asks has what is kept', () => {
  test.each<[string, Record<string, string>, Record<string, string>, boolean]>([
    ['by its tag', { 'if-none-match': '"a"' }, { etag: '"a"' }, true],
    ['by one of several tags', { 'if-none-match': '"x", W/"a"' }, { etag: '"a"' }, true],
    ['by any', { 'if-none-match': '*' }, { etag: '"a"' }, true],
    ['not by another tag', { 'if-none-match': '"b"' }, { etag: '"a"' }, false],
    [
      'not by a date, where a tag speaks',
      { 'if-none-match': '"b"', 'if-modified-since': NEW },
      { etag: '"a"', 'last-modified': OLD },
      false,
    ],
    ['by the same date', { 'if-modified-since': OLD }, { 'last-modified': OLD }, true],
    ['by a later date', { 'if-modified-since': NEW }, { 'last-modified': OLD }, true],
    ['not by an earlier date', { 'if-modified-since': OLD }, { 'last-modified': NEW }, false],
    ['by the date it was made, where it has no other', { 'if-modified-since': NEW }, { date: OLD }, true],
    ['not by what is no date', { 'if-modified-since': 'now' }, { 'last-modified': OLD }, false],
    ['not where nothing was asked', {}, { etag: '"a"' }, false],
  ])('%s', (_name, asked, stored, expected) => expect(isNotModified(asked, stored)).toBe(expected))
})

describe('a 304', () => {
  test('brings fields up to date, but those of the body', () =>
    expect(
      freshenFields(
        { age: '9', etag: '"a"', 'content-length': '5', x: '1', y: '1' },
        { 'content-length': '0', 'content-encoding': 'gzip', x: '2' },
      ),
    ).toEqual({ etag: '"a"', 'content-length': '5', x: '2', y: '1' }))

  test.each<[string, Record<string, string>, Record<string, string>, boolean]>([
    ['without a validator', {}, { etag: '"a"' }, true],
    ['with the same tag', { etag: 'W/"a"' }, { etag: '"a"' }, true],
    ['with another tag', { etag: '"b"' }, { etag: '"a"' }, false],
    ['with a tag where none is kept', { etag: '"b"' }, {}, false],
    ['with another date', { 'last-modified': NEW }, { 'last-modified': OLD }, false],
  ])('%s speaks of what is kept: %#', (_name, told, stored, expected) =>
    expect(isAboutStored(told, stored)).toBe(expected),
  )
})

test('HEAD tells of the same answer as long as nothing differs', () => {
  expect(isSameByHead({ etag: '"a"' }, { etag: '"a"', 'content-length': '5' })).toBe(true)
  expect(isSameByHead({ 'content-length': '6' }, { 'content-length': '5' })).toBe(false)
})
