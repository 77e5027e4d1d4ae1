import { describe, expect, test } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createMemoryAnswerStore } from '../../src/state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { cache } from '../../src/upstream/cache.ts'
import type { Headers } from '../../src/upstream/call.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestSend, testCall, type TestCallParts } from '../helpers/upstream-call.ts'

const set = () => {
  const clock = createTestClock()
  const tags = createMemoryTagStore()
  const answers = createMemoryAnswerStore({ maxBytes: 1_000_000, clock })
  const { send, sent } = createTestSend()
  const cached = cache({ answers, tags, clock })(send)
  /** Reads, answering with `value` and `headers` whatever reaches the vendor. */
  const read = async (
    value: string,
    headers: Headers = {},
    more: TestCallParts<unknown> & { readonly status?: number } = {},
  ) => {
    const { status = 200, ...parts } = more
    const before = sent.length
    const reading = cached(testCall(parts))
    sent[before]?.answer(value, { receivedAtMs: clock.now(), headers, status })
    return reading
  }
  /** Reads, failing with this error whatever reaches the vendor. */
  const fail = async (error: HeadwatersError, parts: TestCallParts<unknown> = {}) => {
    const before = sent.length
    const reading = cached(testCall(parts))
    sent[before]?.fail(error)
    return reading
  }
  return { clock, tags, answers, sent, cached, read, fail }
}

const control = (value: string): Headers => ({ 'cache-control': value })
const down = new HeadwatersError('UPSTREAM_FAILED', 'down')
const missing = new HeadwatersError('UPSTREAM_NOT_FOUND', 'none')

describe("the vendor's word goes before an operation's TTL of one second", () => {
  test.each<[string, Headers, number, number]>([
    ['nothing', {}, 999, 1_000],
    ['private alone', control('private'), 999, 1_000],
    ['max-age=60', control('max-age=60'), 59_999, 60_000],
    ['an age', { ...control('max-age=60'), age: '50' }, 9_999, 10_000],
    ['Expires', { expires: 'Thu, 01 Jan 2026 00:00:30 GMT' }, 29_999, 30_000],
  ])('%s', async (_name, headers, freshMs, staleMs) => {
    const { clock, read } = set()
    await read('old', headers)
    await clock.advance(freshMs)
    expect((await read('new')).value).toBe('old')
    await clock.advance(staleMs - freshMs)
    expect((await read('new')).value).toBe('new')
  })

  test.each(['no-store', 'max-age=0', 'no-cache'])('%s keeps nothing', async (value) => {
    const { answers, read } = set()
    await read('old', control(value))
    expect((await read('new')).value).toBe('new')
    expect(answers.bytes()).toBeGreaterThanOrEqual(0)
  })

  test('unless the source knows better', async () => {
    const { read } = set()
    const operation = { overridesVendorCache: true }
    await read('old', control('no-store'), { operation })
    expect((await read('new', {}, { operation })).value).toBe('old')
  })
})

describe('a stale answer with a tag', () => {
  const tagged = { etag: '"a"' }
  test('is asked about, and kept on after a 304', async () => {
    const { clock, sent, read } = set()
    await read('old', tagged)
    await clock.advance(2_000)
    expect(await read('nothing', {}, { status: 304 })).toMatchObject({ value: 'old', status: 200, via: 'upstream' })
    expect(sent[1]?.call).toMatchObject({ conditional: true, request: { headers: { 'if-none-match': '"a"' } } })
    expect((await read('new')).value).toBe('old')
    expect(sent).toHaveLength(2)
  })

  test('is not kept on when its tag was forgotten meanwhile', async () => {
    const { clock, sent, cached, tags, read } = set()
    const parts = { tags: ['customer:c1'] }
    await read('old', tagged, parts)
    await clock.advance(2_000)
    const reading = cached(testCall(parts))
    tags.forget(['shop:default:customer:c1'])
    sent[1]?.answer('nothing', { status: 304, receivedAtMs: clock.now() })
    await reading
    expect((await read('new', {}, parts)).value).toBe('new')
  })
})

describe('a stale answer', () => {
  test('stands in for an error as long as the operation says', async () => {
    const { clock, read, fail } = set()
    const parts = { operation: { staleMs: 5_000 } }
    await read('old', {}, parts)
    await clock.advance(5_999)
    expect(await fail(down, parts)).toMatchObject({ value: 'old', via: 'stale' })
    await clock.advance(1)
    await expect(fail(down, parts)).rejects.toBe(down)
  })

  test.each([missing, new HeadwatersError('UPSTREAM_REJECTED', 'no'), new HeadwatersError('CANCELLED', 'left')])(
    'does not stand in for $code',
    async (error) => {
      const { clock, read, fail } = set()
      const parts = { operation: { staleMs: 5_000 } }
      await read('old', {}, parts)
      await clock.advance(2_000)
      await expect(fail(error, parts)).rejects.toMatchObject({ code: error.code })
    },
  )

  test('is handed on at once while one call asks behind it, which ends by its own deadline', async () => {
    const { clock, sent, read, cached } = set()
    await read('old', control('max-age=1, stale-while-revalidate=60'))
    await clock.advance(2_000)
    const both = await Promise.all([cached(testCall()), cached(testCall())])
    expect(both).toMatchObject([
      { value: 'old', via: 'stale' },
      { value: 'old', via: 'stale' },
    ])
    expect(sent).toHaveLength(2)
    expect(sent[1]?.call.context).toMatchObject({ priority: 'background', deadlineAtMs: 12_000 })
    await clock.advance(10_000)
    expect(sent[1]?.call.context.signal.aborted).toBe(true)
    expect(clock.pending()).toBe(0)
    await cached(testCall())
    expect(sent).toHaveLength(3)
  })
})

describe('that there is no such object', () => {
  test('is remembered as long as the TTL, at most five seconds', async () => {
    for (const [ttlMs, rememberedMs] of [
      [1_000, 1_000],
      [60_000, 5_000],
    ] as const) {
      const { clock, sent, read, fail } = set()
      const parts = { operation: { ttlMs } }
      await expect(fail(missing, parts)).rejects.toMatchObject({ code: 'UPSTREAM_NOT_FOUND' })
      await clock.advance(rememberedMs - 1)
      await expect(read('found', {}, parts)).rejects.toMatchObject({
        code: 'UPSTREAM_NOT_FOUND',
        facts: { attempts: 0 },
      })
      expect(sent).toHaveLength(1)
      await clock.advance(1)
      expect((await read('found', {}, parts)).value).toBe('found')
    }
  })

  test('is forgotten with its tags', async () => {
    const { tags, read, fail } = set()
    const parts = { tags: ['customer:c1'] }
    await expect(fail(missing, parts)).rejects.toThrow()
    tags.forget(['shop:default:customer:c1'])
    expect((await read('found', {}, parts)).value).toBe('found')
  })
})
