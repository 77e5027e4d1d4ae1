import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sealCursor } from '../../src/core/cursor.ts'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { decodePageArgs, type PageArgs, type PageLimits } from '../../src/graph/page-args.ts'

const cursors = { key: 'key', scope: 'stripe.customers', field: 'stripe.customers' }
const limits = { max: 100, defaultSize: 10, backward: 'yes' } as const satisfies PageLimits
const place = { at: 'cus_1', skip: 2 }
const cursor = sealCursor(cursors.key, cursors.scope, place)

const refusal = (args: PageArgs, backward: PageLimits['backward'] = 'yes'): HeadwatersError => {
  try {
    decodePageArgs(args, { ...limits, backward }, cursors)
  } catch (thrown) {
    if (thrown instanceof HeadwatersError) return thrown
    throw thrown
  }
  throw new Error('it was accepted')
}

describe('page arguments', () => {
  it.each<[string, PageArgs, PageLimits['backward'], object]>([
    ['none', {}, 'no', { direction: 'forward', size: 10, from: null }],
    [
      'nulls',
      { first: null, after: null, last: null, before: null },
      'no',
      { direction: 'forward', size: 10, from: null },
    ],
    ['first', { first: 1 }, 'no', { direction: 'forward', size: 1, from: null }],
    ['first at the maximum', { first: 100 }, 'no', { direction: 'forward', size: 100, from: null }],
    ['after alone', { after: cursor }, 'no', { direction: 'forward', size: 10, from: place }],
    ['first and after', { first: 5, after: cursor }, 'no', { direction: 'forward', size: 5, from: place }],
    ['last', { last: 5 }, 'yes', { direction: 'backward', size: 5, from: null }],
    ['last and before', { last: 5, before: cursor }, 'with-before', { direction: 'backward', size: 5, from: place }],
  ])('%s', (_, args, backward, page) => {
    expect(decodePageArgs(args, { ...limits, backward }, cursors)).toEqual(page)
  })

  const elsewhere = sealCursor(cursors.key, 'stripe.charges', place)
  const forged = sealCursor('another key', cursors.scope, place)
  it.each<[PageArgs, PageLimits['backward'], string, RegExp]>([
    [{ first: 0 }, 'yes', 'first', /from 1 to 100, not 0/],
    [{ first: -1 }, 'yes', 'first', /from 1 to 100, not -1/],
    [{ first: 100_000 }, 'yes', 'first', /from 1 to 100, not 100000/],
    [{ first: 1.5 }, 'yes', 'first', /whole number/],
    [{ last: 0 }, 'yes', 'last', /from 1 to 100, not 0/],
    [{ last: 101 }, 'yes', 'last', /from 1 to 100, not 101/],
    [{ first: 1, last: 1 }, 'yes', 'last', /combined with `first`/],
    [{ last: 1, after: cursor }, 'yes', 'after', /use `before`/],
    [{ before: cursor }, 'yes', 'before', /needs `last`/],
    [{ first: 1, before: cursor }, 'yes', 'before', /use `after`/],
    [{ last: 1 }, 'with-before', 'last', /needs `before`/],
    [{ last: 1 }, 'no', 'last', /only be read forward/],
    [{ before: cursor }, 'no', 'before', /only be read forward/],
    [{ after: 'cus_1' }, 'yes', 'after', /is not a cursor/],
    [{ after: '' }, 'yes', 'after', /is not a cursor/],
    [{ after: elsewhere }, 'yes', 'after', /cursor of another list/],
    [{ after: forged }, 'yes', 'after', /not issued by this server/],
    [{ last: 1, before: elsewhere }, 'yes', 'before', /cursor of another list/],
    [{ last: 1, before: forged }, 'yes', 'before', /not issued by this server/],
  ])('%j where backward is %s names %s', (args, backward, argument, message) => {
    const error = refusal(args, backward)
    expect(error.code).toBe('BAD_USER_INPUT')
    expect(error.message).toMatch(message)
    expect(error.message.startsWith(`stripe.customers: argument \`${argument}\` `)).toBe(true)
    expect(error.facts.details?.map(({ field }) => field)).toEqual([argument])
  })

  it('never asks for less than one row or for more than the maximum', () => {
    const size = fc.option(fc.integer({ min: -5, max: 120 }), { nil: undefined })
    fc.assert(
      fc.property(size, size, (first, last) => {
        const args = { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) }
        const sizes = [first, last].filter((one) => one !== undefined)
        const good = sizes.length < 2 && sizes.every((one) => one >= 1 && one <= 100)
        if (good) expect(decodePageArgs(args, limits, cursors).size).toBe(sizes[0] ?? 10)
        else expect(refusal(args).code).toBe('BAD_USER_INPUT')
      }),
    )
  })
})
