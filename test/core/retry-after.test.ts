import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeHttpDate, decodeReset, decodeRetryAfter } from '../../src/core/retry-after.ts'

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0)

describe('Retry-After', () => {
  test.each([
    ['7', 7_000],
    [' 120 ', 120_000],
    ['0', 0],
    ['1.5', 1_500],
    ['Thu, 01 Jan 2026 12:00:30 GMT', 30_000],
    ['Thursday, 01-Jan-26 12:00:30 GMT', 30_000],
    ['Thu Jan  1 12:00:30 2026', 30_000],
    ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
    [String(NOW / 1000 + 9), 9_000],
    [String(NOW + 9_000), 9_000],
  ])('%j asks to wait %d ms', (text, ms) => expect(decodeRetryAfter(text, NOW)).toBe(ms))

  test.each([
    undefined,
    '',
    '  ',
    'soon',
    '-5',
    '1e3',
    '0x10',
    '5 s',
    'Thu, 41 Jan 2026',
    '2026-01-01T12:00:30Z',
    'NaN',
    '1'.repeat(40),
  ])('%j asks nothing', (text) => expect(decodeRetryAfter(text, NOW)).toBeNull())

  test('any text at all gives null or a wait of at least nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const ms = decodeRetryAfter(text, NOW)
        expect(ms === null || (Number.isFinite(ms) && ms >= 0)).toBe(true)
      }),
    )
  })

  test('every HTTP date is read back to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (second) => {
        expect(decodeHttpDate(new Date(second * 1000).toUTCString())).toBe(second * 1000)
      }),
    )
  })
})

test('a reset is told in seconds to go, in seconds or milliseconds since 1970', () => {
  expect(decodeReset('60', NOW)).toBe(NOW + 60_000)
  expect(decodeReset(String(NOW / 1000), NOW)).toBe(NOW)
  expect(decodeReset(String(NOW), NOW)).toBe(NOW)
  expect(decodeReset('', NOW)).toBeNull()
})
