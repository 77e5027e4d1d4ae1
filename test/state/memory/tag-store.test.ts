import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMemoryTagStore } from '../../../src/state/memory/tag-store.ts'

describe('a mark', () => {
  test('is current until one of its tags is forgotten', () => {
    const tags = createMemoryTagStore()
    const mark = tags.mark(['a', 'b'])
    tags.forget(['c'])
    expect(tags.isCurrent(mark)).toBe(true)
    tags.forget(['b'])
    expect(tags.isCurrent(mark)).toBe(false)
    expect(tags.isCurrent(tags.mark(['a', 'b']))).toBe(true)
  })

  test('without tags is always current', () => {
    const tags = createMemoryTagStore({ maxTags: 1 })
    const mark = tags.mark([])
    tags.forget(['a', 'b', 'c'])
    expect(tags.isCurrent(mark)).toBe(true)
  })

  test('of a tag that is no longer remembered is not current', () => {
    const tags = createMemoryTagStore({ maxTags: 1 })
    const mark = tags.mark(['a'])
    tags.forget(['a'])
    tags.forget(['b'])
    tags.forget(['c'])
    expect(tags.isCurrent(mark)).toBe(false)
    expect(tags.isCurrent(tags.mark(['a']))).toBe(true)
  })
})

const tag = fc.constantFrom<string>('a', 'b', 'c', 'd')
const step = fc.oneof(
  fc.record({ mark: fc.uniqueArray(tag, { maxLength: 3 }) }),
  fc.record({ forget: fc.uniqueArray(tag, { maxLength: 3 }) }),
)

test.each([1, 2, 100])('no mark outlives a forget of one of its tags, with room for %i tags', (maxTags) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const tags = createMemoryTagStore({ maxTags })
      const marks: { mark: ReturnType<typeof tags.mark>; forgotten: boolean }[] = []
      for (const one of steps) {
        if ('mark' in one) marks.push({ mark: tags.mark(one.mark), forgotten: false })
        else {
          tags.forget(one.forget)
          for (const each of marks) each.forgotten ||= each.mark.tags.some((name) => one.forget.includes(name))
        }
        for (const each of marks) {
          if (each.forgotten) expect(tags.isCurrent(each.mark)).toBe(false)
          else if (maxTags === 100) expect(tags.isCurrent(each.mark)).toBe(true)
        }
        expect(tags.isCurrent(tags.mark(['a', 'b', 'c', 'd']))).toBe(true)
      }
    }),
  )
})
