import { describe, expect, it } from 'vitest'
import { byKey, byNames, failed, positional } from '../../src/kit/outcomes.ts'

describe('outcomes of a batch', () => {
  it('by place: null and what is not there are missing', () => {
    const { of } = positional(['a', null])
    expect([0, 1, 2].map((index) => of('any', index))).toEqual([{ value: 'a' }, { missing: true }, { missing: true }])
  })

  it.each([
    ['in place, with none', ['a', 'b', 'c'], [{ id: 'a' }, null, { id: 'c' }], ['a', 'missing', 'c']],
    ['reversed', ['a', 'b'], [{ id: 'b' }, { id: 'a' }], ['misfit', 'misfit']],
    ['short', ['a', 'b'], [{ id: 'a' }], ['a', 'misfit']],
    ['long', ['a'], [{ id: 'a' }, { id: 'b' }], ['a']],
    ['moved, so that its null is not to be believed', ['a', 'b'], [null, { id: 'a' }], ['misfit', 'misfit']],
  ])('by place, checked by id: %s', (_fact, keys, rows, told) => {
    const { of } = positional(rows, { id: (row) => row.id })
    const outcomes = keys.map((key, index) => of(key, index, keys))
    expect(outcomes.map((one) => ('value' in one ? one.value.id : Object.keys(one)[0]))).toEqual(told)
  })

  it('by place, without ids: another number of rows than of keys is believed of no key', () => {
    expect(positional(['a']).of('x', 0, ['x', 'y'])).toHaveProperty('misfit')
  })

  it('by a field, whatever the order; numbers are found by their text', () => {
    const { of } = byKey(
      [
        { id: 2, name: 'b' },
        { id: 1, name: 'a' },
      ],
      'id',
    )
    expect(of('1', 0)).toEqual({ value: { id: 1, name: 'a' } })
    expect(of('3', 1)).toEqual({ missing: true })
  })

  it('a refused key has the word of the vendor, unless it was answered all the same', () => {
    const { of } = byKey([{ id: 'a' }], 'id', [failed('GONE', ['a', 'b'])])
    expect(of('a', 0)).toEqual({ value: { id: 'a' } })
    expect(of('b', 1)).toEqual({ word: 'GONE' })
  })

  it('by names that are worked out: the first row with a name is its row', () => {
    const rows = [{ emails: ['a@x.example', 'b@x.example'] }, { emails: ['b@x.example'] }]
    const { of } = byNames(rows, ({ emails }) => emails)
    expect(of('b@x.example', 0)).toEqual({ value: rows[0] })
  })
})
