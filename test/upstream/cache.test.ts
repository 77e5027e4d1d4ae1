import { describe, expect, test } from 'vitest'
import { HeadwatersError, type ErrorFacts } from '../../src/core/headwaters-error.ts'
import { createMemoryAnswerStore } from '../../src/state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { cache } from '../../src/upstream/cache.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestObserver, createTestSend, testCall, type TestCallParts } from '../helpers/upstream-call.ts'

const set = () => {
  const clock = createTestClock()
  const tags = createMemoryTagStore()
  const answers = createMemoryAnswerStore({ maxBytes: 1_000_000, clock })
  const { send, sent } = createTestSend()
  const cached = cache({ answers, tags, clock })(send)
  /** Reads, answering with `value` whatever reaches the vendor. */
  const read = async (value: string, parts: TestCallParts<unknown> = {}) => {
    const before = sent.length
    const reading = cached(testCall(parts))
    sent[before]?.answer(value, { receivedAtMs: clock.now() })
    return reading
  }
  return { clock, tags, answers, sent, cached, read }
}

const customer = { tags: ['customer:c1'] }
const write = { operation: { kind: 'write', ttlMs: 0 }, forgets: ['customer:c1'] } as const

describe('a read', () => {
  test('is answered from memory while it is fresh, and no longer', async () => {
    const { clock, sent, read } = set()
    await read('old')
    await clock.advance(999)
    expect(await read('new')).toMatchObject({ value: 'old', via: 'cache', attempts: 0, receivedAtMs: 0 })
    await clock.advance(1)
    expect(await read('new')).toMatchObject({ value: 'new' })
    expect(sent).toHaveLength(2)
  })

  test.each<[string, TestCallParts<unknown>]>([
    ['that keeps nothing', { operation: { ttlMs: 0 } }],
    ['of a batch', { operation: { isBatch: true } }],
  ])('%s passes', async (_name, parts) => {
    const { answers, sent, read } = set()
    await read('one', parts)
    await read('two', parts)
    expect(sent).toHaveLength(2)
    expect(answers.bytes()).toBe(0)
  })

  test.each<[string, TestCallParts<unknown>]>([
    ['credential', { credential: 'fp-2' }],
    ['account', { account: 'eu' }],
    ['source', { source: 'store' }],
    ['operation', { operation: { name: 'customerWithCards' } }],
    ['path', { path: 'v1/customers/c2' }],
  ])('of another %s is another', async (_name, parts) => {
    const { read } = set()
    await read('mine')
    expect((await read('other', parts)).value).toBe('other')
  })

  test('that is public is shared by all credentials', async () => {
    const { read } = set()
    await read('rates', { operation: { isPublic: true } })
    expect((await read('other', { operation: { isPublic: true }, credential: 'fp-2' })).value).toBe('rates')
  })

  test('that fails is not kept', async () => {
    const { cached, sent, read } = set()
    const failing = cached(testCall())
    sent[0]?.fail(new HeadwatersError('UPSTREAM_FAILED', 'down'))
    await expect(failing).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
    expect((await read('value')).value).toBe('value')
  })

  test('that began before a write ended is answered, and not kept', async () => {
    const { cached, sent, read } = set()
    const reading = cached(testCall(customer))
    const writing = cached(testCall(write))
    sent[1]?.answer('written')
    await writing
    sent[0]?.answer('old')
    expect((await reading).value).toBe('old')
    expect((await read('new', customer)).value).toBe('new')
  })
})

describe('a write', () => {
  test('is never answered from memory', async () => {
    const { sent, read } = set()
    await read('one', { operation: { kind: 'write' } })
    await read('two', { operation: { kind: 'write' } })
    expect(sent).toHaveLength(2)
  })

  test('forgets its tags for all credentials of its account, and says so', async () => {
    const { read, sent } = set()
    const { observe, events } = createTestObserver()
    await read('old', customer)
    await read('old', { ...customer, credential: 'fp-2' })
    await read('old', { ...customer, account: 'eu' })
    await read('written', { ...write, context: { observe } })
    expect((await read('new', customer)).value).toBe('new')
    expect((await read('new', { ...customer, credential: 'fp-2' })).value).toBe('new')
    expect((await read('new', { ...customer, account: 'eu' })).value).toBe('old')
    expect(sent).toHaveLength(6)
    expect(events).toMatchObject([{ type: 'forgot', tags: ['customer:c1'], source: 'shop', account: 'default' }])
  })

  test.each<[string, ErrorFacts, string]>([
    ['unknown', { outcome: 'unknown' }, 'new'],
    ['applied', { outcome: 'applied' }, 'new'],
    ['not told', {}, 'new'],
    ['not applied', { outcome: 'notApplied' }, 'old'],
    ['never sent', { beforeSending: true }, 'old'],
    ['not applied at the second attempt', { outcome: 'notApplied', attempts: 2 }, 'new'],
  ])('that fails with an outcome that is %s leaves the %s value', async (_name, facts, expected) => {
    const { cached, read, sent } = set()
    await read('old', customer)
    const writing = cached(testCall(write))
    sent[1]?.fail(new HeadwatersError('UPSTREAM_TIMEOUT', 'no answer', facts))
    await expect(writing).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    expect((await read('new', customer)).value).toBe(expected)
  })
})

test('no key in the store tells a credential', async () => {
  const keys: string[] = []
  const { clock, tags, answers } = set()
  const { send, sent } = createTestSend()
  const spied = { ...answers, set: (key: string) => void keys.push(key) }
  const reading = cache({ answers: spied, tags, clock })(send)(
    testCall({ credential: 'fp-secret', path: 'v1/ada@x.test' }),
  )
  sent[0]?.answer(1)
  await reading
  expect(keys).toHaveLength(1)
  expect(keys[0]).not.toMatch(/fp-secret|ada/)
})
