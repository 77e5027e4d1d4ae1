import { describe, expect, test } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { coalesce } from '../../src/upstream/coalesce.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestSend, testCall, type TestCallParts } from '../helpers/upstream-call.ts'

const set = () => {
  const clock = createTestClock()
  const tags = createMemoryTagStore()
  const { send, sent } = createTestSend()
  const shared = coalesce({ tags, clock })(send)
  return { clock, tags, sent, ask: (parts: TestCallParts<unknown> = {}) => shared(testCall(parts)) }
}

describe('identical reads under way', () => {
  test('share one call, and the very same value', async () => {
    const { ask, sent } = set()
    const value = Object.freeze({ id: 'c1' })
    const asked = [ask(), ask(), ask({ context: { requestId: 'req-2' } })]
    expect(sent).toHaveLength(1)
    sent[0]?.answer(value, { attempts: 2 })
    const answers = await Promise.all(asked)
    for (const answer of answers) expect(answer.value).toBe(value)
    expect(answers.map(({ via, attempts }) => ({ via, attempts }))).toEqual([
      { via: undefined, attempts: 2 },
      { via: 'flight', attempts: 0 },
      { via: 'flight', attempts: 0 },
    ])
  })

  test('share an error', async () => {
    const { ask, sent } = set()
    const asked = [ask(), ask()]
    sent[0]?.fail(new HeadwatersError('UPSTREAM_FAILED', 'down'))
    for (const one of asked) await expect(one).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
    expect(sent).toHaveLength(1)
  })

  test('are asked again once the flight has landed', async () => {
    const { ask, sent } = set()
    const first = ask()
    sent[0]?.answer('one')
    await first
    const second = ask()
    sent[1]?.answer('two')
    expect((await second).value).toBe('two')
  })

  test('of an impatient first caller do not hurt the patient second', async () => {
    const { ask, sent, clock } = set()
    const first = expect(ask({ context: { deadlineAtMs: 50 } })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    const second = ask({ context: { deadlineAtMs: 500 } })
    await clock.advance(100)
    await first
    expect(sent[0]?.call.context.deadlineAtMs).toBe(500)
    sent[0]?.answer('landed')
    expect((await second).value).toBe('landed')
  })

  test('end with the last caller; who asks after that flies anew', async () => {
    const { ask, sent } = set()
    const caller = new AbortController()
    const left = ask({ context: { signal: caller.signal } })
    caller.abort()
    const next = ask()
    await expect(left).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(sent[0]?.call.context.signal.aborted).toBe(true)
    sent[1]?.answer('fresh')
    expect((await next).value).toBe('fresh')
  })
})

test.each<[string, TestCallParts<unknown>]>([
  ['with another credential', { credential: 'fp-2' }],
  ['of another account', { account: 'eu' }],
  ['of another path', { path: 'v1/customers/c2' }],
])('a read %s never shares a flight', async (_name, parts) => {
  const { ask, sent } = set()
  const [mine, other] = [ask(), ask(parts)]
  sent[0]?.answer('mine')
  sent[1]?.answer('other')
  expect((await mine).value).toBe('mine')
  expect((await other).value).toBe('other')
})

test.each<[string, TestCallParts<unknown>['operation']]>([
  ['writes', { kind: 'write' }],
  ['batches', { isBatch: true }],
])('%s never share a flight', async (_name, operation = {}) => {
  const { ask, sent } = set()
  const asked = [ask({ operation }), ask({ operation })]
  expect(sent).toHaveLength(2)
  for (const one of sent) one.answer('done')
  await Promise.all(asked)
})

test('a flight that began before its tag was forgotten is not joined, and its end does not close the newer one', async () => {
  const { ask, sent, tags } = set()
  const parts = { tags: ['customer:c1'] }
  const before = ask(parts)
  tags.forget(['shop:default:customer:c1'])
  const after = ask(parts)
  sent[0]?.answer('old')
  expect((await before).value).toBe('old')
  const joined = ask(parts)
  expect(sent).toHaveLength(2)
  sent[1]?.answer('new')
  expect((await after).value).toBe('new')
  expect((await joined).value).toBe('new')
})
