import { expect, test } from 'vitest'
import { vendorNow } from '../../src/core/clock-skew.ts'
import { decodeDeprecation, decodeSunset } from '../../src/core/notice.ts'

test.each([
  ['@1688169599', { kind: 'deprecation', atMs: 1_688_169_599_000 }],
  ['@-1', { kind: 'deprecation', atMs: -1_000 }],
  ['true', { kind: 'deprecation', atMs: null }],
  ['?1', { kind: 'deprecation', atMs: null }],
  ['Sun, 11 Nov 2018 23:59:59 GMT', { kind: 'deprecation', atMs: Date.UTC(2018, 10, 11, 23, 59, 59) }],
  ['false', null],
  ['?0', null],
  ['soon', null],
  ['1688169599', null],
  [undefined, null],
])('Deprecation: %s', (text, notice) => expect(decodeDeprecation(text)).toEqual(notice))

test.each([
  ['Sat, 31 Dec 2018 23:59:59 GMT', { kind: 'sunset', atMs: Date.UTC(2018, 11, 31, 23, 59, 59) }],
  ['@1688169599', null],
  ['', null],
])('Sunset: %s', (text, notice) => expect(decodeSunset(text)).toEqual(notice))

const now = Date.UTC(2026, 0, 1, 12)
test.each([
  ['no date at all', undefined, now],
  ['a clock that agrees', new Date(now + 4_000).toUTCString(), now],
  ['a clock that is an hour ahead', new Date(now + 3_600_000).toUTCString(), now + 3_600_000],
  ['a clock that nobody can mean', new Date(now + 9e7).toUTCString(), now],
  ['garbage', 'yesterday', now],
])("the vendor's hour, by %s", (_fact, date, atMs) => expect(vendorNow(date, now)).toBe(atMs))
