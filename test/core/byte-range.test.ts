import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeContentRange, decodeRange, encodeContentRange, isWithin } from '../../src/core/byte-range.ts'

test.each<[string, [number, number] | null]>([
  ['bytes=0-1', [0, 1]],
  ['bytes=5-', [5, 9]],
  ['bytes=-3', [7, 9]],
  ['bytes=-30', [0, 9]],
  ['bytes=8-99', [8, 9]],
  ['bytes=10-', null],
  ['bytes=3-2', null],
  ['bytes=-0', null],
  ['bytes=-', null],
  ['bytes=0-1,3-4', null],
  ['lines=0-1', null],
])('%s of ten bytes is %j', (value, expected) =>
  expect(decodeRange(value, 10)).toEqual(expected === null ? null : { first: expected[0], last: expected[1] }),
)

test.each(['bytes 5-4/10', 'bytes 0-10/10', 'bytes 0-1/*', 'bytes */10', 'x'])('%s tells of no part', (value) =>
  expect(decodeContentRange(value)).toBeNull(),
)

test('a part lies within the whole, and is written as it is read', () =>
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), fc.integer({ min: 1, max: 1_000 }), (from, length, size) => {
      const part = decodeRange(`bytes=${from}-${from + length}`, size)
      expect(part === null).toBe(from >= size)
      if (part === null) return
      expect(isWithin(part, { first: 0, last: size - 1 })).toBe(true)
      expect(decodeContentRange(encodeContentRange({ ...part, size }))).toEqual({ ...part, size })
    }),
  ))
