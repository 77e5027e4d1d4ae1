import { describe, expect, test } from 'vitest'
import type { StoredAnswer } from '../../../src/state/answer-store.ts'
import { createMemoryAnswerStore } from '../../../src/state/memory/answer-store.ts'
import { createTestClock } from '../../helpers/test-clock.ts'

const answer = (bytes: number, more: Partial<StoredAnswer> = {}): StoredAnswer => ({
  value: bytes,
  status: 200,
  headers: {},
  receivedAtMs: 0,
  freshUntilMs: 100,
  tags: [],
  bytes,
  ...more,
})

describe('a memory answer store', () => {
  test('gives back what it was given, until it is deleted or cleared', () => {
    const store = createMemoryAnswerStore({ maxBytes: 10_000, clock: createTestClock() })
    store.set('a', answer(10))
    store.set('b', answer(20))
    expect(store.get('a')?.value).toBe(10)
    store.delete('a')
    expect(store.get('a')).toBeUndefined()
    store.clear()
    expect(store.get('b')).toBeUndefined()
    expect(store.bytes()).toBe(0)
  })

  test('never holds more than its bytes, and lets go of what was not asked for longest', () => {
    const store = createMemoryAnswerStore({ maxBytes: 4_000, maxEntryBytes: 2_000, clock: createTestClock() })
    for (const key of ['a', 'b', 'c']) store.set(key, answer(1_000))
    store.get('a')
    store.set('d', answer(1_000))
    expect(['a', 'b', 'c', 'd'].filter((key) => store.get(key) !== undefined)).toEqual(['a', 'c', 'd'])
    expect(store.bytes()).toBeLessThanOrEqual(4_000)
  })

  test('does not keep one answer that is too large, nor the older one under its key', () => {
    const store = createMemoryAnswerStore({ maxBytes: 10_000, maxEntryBytes: 1_000, clock: createTestClock() })
    store.set('a', answer(10))
    store.set('a', answer(5_000))
    expect(store.get('a')).toBeUndefined()
  })

  test('drops an answer that is no longer fresh, unless it is to be kept longer', async () => {
    const clock = createTestClock()
    const store = createMemoryAnswerStore({ maxBytes: 10_000, clock })
    store.set('a', answer(10))
    store.set('b', answer(10, { keepUntilMs: 200 }))
    await clock.advance(100)
    expect(store.get('a')).toBeUndefined()
    expect(store.get('b')?.value).toBe(10)
    await clock.advance(100)
    expect(store.get('b')).toBeUndefined()
    expect(store.bytes()).toBe(0)
  })
})
