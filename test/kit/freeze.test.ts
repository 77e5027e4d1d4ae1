import { describe, expect, it } from 'vitest'
import { deepFreeze } from '../../src/kit/freeze.ts'

describe('an answer', () => {
  it('is frozen to its leaves, and each object in it is shown once', () => {
    const shared = { deep: [1, { leaf: true }] }
    const seen: object[] = []
    const value = deepFreeze({ a: shared, b: shared, none: null, text: 'x' }, (object) => seen.push(object))
    expect([value, value.a, value.a.deep, value.a.deep[1]].every(Object.isFrozen)).toBe(true)
    expect(seen).toHaveLength(4)
  })

  it('may hold dates and bytes, which stay as they are', () => {
    const bytes = new Uint8Array([1])
    const { at } = deepFreeze({ at: new Date(0), bytes })
    expect(at.getTime()).toBe(0)
  })

  it('that is no object is itself', () => expect([deepFreeze(null), deepFreeze(1)]).toEqual([null, 1]))
})
