import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toNumberedPage } from '../../src/kit/numbered-page.ts'
import type { Paging } from '../../src/kit/operation.ts'

const pagingOf = (max: number): Paging => ({
  after: 'page',
  size: 'count',
  max,
  numbered: true,
  items: () => [],
  next: () => null,
})

const ask = (max: number, size: number, offset: number) =>
  toNumberedPage(pagingOf(max), { direction: 'forward', size, from: offset === 0 ? null : { at: null, skip: offset } })

describe('a page by number', () => {
  it.each([
    ['from the start', 20, 0, { args: { count: 20, page: 1 }, skip: 0 }],
    ['after whole pages', 20, 40, { args: { count: 20, page: 3 }, skip: 0 }],
    ['after one row', 2, 1, { args: { count: 3, page: 1 }, skip: 1 }],
    ['where no size holds all', 100, 1, { args: { count: 100, page: 1 }, skip: 1 }],
  ])('%s', (_name, size, offset, expected) => {
    expect(ask(100, size, offset)).toEqual(expected)
  })

  it('holds the first wanted row always, and is never larger than the vendor allows', () => {
    const sizes = fc
      .integer({ min: 1, max: 200 })
      .chain((max) => fc.tuple(fc.constant(max), fc.integer({ min: 1, max })))
    fc.assert(
      fc.property(sizes, fc.nat(5_000), ([max, size], offset) => {
        const { args, skip } = ask(max, size, offset)
        const { count = 0, page = 0 } = args
        expect((page - 1) * count + skip).toBe(offset)
        expect(skip).toBeLessThan(count)
        expect(count).toBeLessThanOrEqual(max)
        expect(count).toBeGreaterThanOrEqual(size)
      }),
    )
  })
})
