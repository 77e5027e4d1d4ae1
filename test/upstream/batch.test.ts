import { describe, expect, test } from 'vitest'
import { shareKey } from '../../src/core/fingerprint.ts'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createMemoryAnswerStore } from '../../src/state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { askKeys, createKeyFlights, type BatchPlan, type KeyOutcome } from '../../src/upstream/batch.ts'
import type { CallContext, UpstreamCall } from '../../src/upstream/call.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestObserver, createTestSend, testCall, testContext, type SentCall } from '../helpers/upstream-call.ts'

interface Asker {
  readonly credential?: string
  readonly context?: Partial<CallContext>
  readonly max?: number
  readonly ttlMs?: number
  readonly staleMs?: number
}

const toPlan = ({
  credential = 'fp-1',
  context,
  max = 10,
  ttlMs = 1_000,
  staleMs = 0,
}: Asker): BatchPlan<string, string> => ({
  source: 'shop',
  account: 'default',
  operation: 'customers',
  context: testContext(context),
  max,
  ttlMs,
  staleMs,
  keyName: (key) => key,
  shareKey: (key) => shareKey({ credential, source: 'shop', account: 'default', operation: 'customers' }, key),
  tags: (key) => [`customer:${key}`],
  call: (keys): UpstreamCall<readonly KeyOutcome<string>[]> =>
    testCall({
      credential,
      operation: { name: 'customers', isBatch: true },
      path: keys.join(','),
      keys: keys.length,
      ...(context !== undefined && { context }),
    }),
})

const keysOf = (sent: SentCall | undefined): readonly string[] => sent?.call.request.path.split(',') ?? []

/** Answers a batch with a value for every key that is asked for. */
const answer = (
  sent: SentCall | undefined,
  value = (key: string): KeyOutcome<string> => ({ value: `${key}!` }),
): void => sent?.answer(keysOf(sent).map(value))

const set = () => {
  const clock = createTestClock()
  const tags = createMemoryTagStore()
  const answers = createMemoryAnswerStore({ maxBytes: 1_000_000, clock })
  const { send, sent } = createTestSend()
  const parts = { clock, tags, answers, send, flights: createKeyFlights() }
  const ask = (keys: string, asker: Asker = {}) => askKeys(toPlan(asker), [...keys], parts)
  return { ...parts, sent, ask }
}

const values = (outcomes: readonly KeyOutcome<string>[]) =>
  outcomes.map((outcome) => ('value' in outcome ? outcome.value : 'missing' in outcome ? null : outcome.error.code))

describe('keys that are asked for', () => {
  test('are answered in their order, each distinct one asked for once', async () => {
    const { ask, sent } = set()
    const asked = ask('bab')
    expect(keysOf(sent[0])).toEqual(['b', 'a'])
    answer(sent[0])
    expect(values(await asked)).toEqual(['b!', 'a!', 'b!'])
    expect(sent).toHaveLength(1)
  })

  test('are cut into the fewest calls the vendor allows, sent at once', async () => {
    const { ask, sent } = set()
    const asked = ask('abcde', { max: 2 })
    expect(sent.map(keysOf)).toEqual([['a', 'b'], ['c', 'd'], ['e']])
    for (const one of sent.toReversed()) answer(one)
    expect(values(await asked)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!'])
  })

  test('none of them make no call', async () => {
    const { ask, sent } = set()
    expect(await ask('')).toEqual([])
    expect(sent).toHaveLength(0)
  })

  test('each have an outcome of their own', async () => {
    const { ask, sent } = set()
    const asked = ask('abc')
    const broken = new HeadwatersError('UPSTREAM_SHAPE', 'does not fit')
    answer(sent[0], (key) => (key === 'a' ? { value: 'a!' } : key === 'b' ? { missing: true } : { error: broken }))
    expect(values(await asked)).toEqual(['a!', null, 'UPSTREAM_SHAPE'])
  })

  test('share the failure of their chunk, and only of theirs', async () => {
    const { ask, sent } = set()
    const asked = ask('abc', { max: 2 })
    sent[0]?.fail(new HeadwatersError('UPSTREAM_FAILED', 'down'))
    answer(sent[1])
    expect(values(await asked)).toEqual(['UPSTREAM_FAILED', 'UPSTREAM_FAILED', 'c!'])
  })

  test('of a batch refused as a whole are asked for in halves, and one poisoned key fails alone', async () => {
    const { ask, sent } = set()
    const asked = ask('abcd')
    const again = ask('ab')
    const refused = new HeadwatersError('UPSTREAM_REJECTED', 'c is no key')
    for (let next = 0; next < sent.length; next += 1) {
      if (keysOf(sent[next]).includes('c')) sent[next]?.fail(refused)
      else answer(sent[next])
      await new Promise(setImmediate)
    }
    expect(values(await asked)).toEqual(['a!', 'b!', 'UPSTREAM_REJECTED', 'd!'])
    expect(values(await again)).toEqual(['a!', 'b!'])
    expect(sent.map(keysOf).map((keys) => keys.join(''))).toEqual(['abcd', 'ab', 'cd', 'c', 'd'])
  })

  test('that were kept stand in for an outage as long as they may, unless they were forgotten', async () => {
    const { ask, sent, clock, tags } = set()
    const staleMs = 5_000
    const first = ask('ab', { staleMs })
    answer(sent[0])
    await first
    await clock.advance(3_000)
    tags.forget(['shop:default:customer:b'])
    const second = ask('ab', { staleMs })
    const down = new HeadwatersError('UPSTREAM_FAILED', 'down')
    sent[1]?.fail(down)
    expect(await second).toEqual([{ value: 'a!', stale: { ageMs: 3_000, failure: down } }, { error: down }])
    await clock.advance(3_000)
    const third = ask('a', { staleMs })
    sent[2]?.fail(down)
    expect(values(await third)).toEqual(['UPSTREAM_FAILED'])
  })

  test('get an error where the answer has too few outcomes', async () => {
    const { ask, sent } = set()
    const asked = ask('ab')
    sent[0]?.answer([{ value: 'a!' }])
    expect(values(await asked)).toEqual(['a!', 'INTERNAL'])
  })
})

describe('the cache of keys', () => {
  test('keeps values and their absence, not errors, until they are no longer fresh', async () => {
    const { ask, sent, clock } = set()
    const first = ask('abc')
    const broken = new HeadwatersError('UPSTREAM_SHAPE', 'does not fit')
    answer(sent[0], (key) => (key === 'a' ? { value: 'a!' } : key === 'b' ? { missing: true } : { error: broken }))
    await first
    const second = ask('abcd')
    expect(keysOf(sent[1])).toEqual(['c', 'd'])
    answer(sent[1])
    expect(values(await second)).toEqual(['a!', null, 'c!', 'd!'])
    await clock.advance(1_000)
    void ask('ab')
    expect(keysOf(sent[2])).toEqual(['a', 'b'])
  })

  test('writes nothing of a key that was forgotten while it was asked for', async () => {
    const { ask, sent, tags, answers } = set()
    const asked = ask('ab')
    tags.forget(['shop:default:customer:a'])
    answer(sent[0])
    expect(values(await asked)).toEqual(['a!', 'b!'])
    const kept = ['a', 'b'].map((key) => answers.get(toPlan({}).shareKey(key)))
    expect(kept).toEqual([undefined, expect.objectContaining({ value: { value: 'b!' } })])
  })

  test('forgets one key alone', async () => {
    const { ask, sent, tags } = set()
    const first = ask('ab')
    answer(sent[0])
    await first
    tags.forget(['shop:default:customer:a'])
    const second = ask('ab')
    expect(keysOf(sent[1])).toEqual(['a'])
    answer(sent[1], () => ({ value: 'newer' }))
    expect(values(await second)).toEqual(['newer', 'b!'])
  })

  test('does not keep what was forgotten while it was under way', async () => {
    const { ask, sent, tags } = set()
    const first = ask('ab')
    tags.forget(['shop:default:customer:a'])
    answer(sent[0])
    expect(values(await first)).toEqual(['a!', 'b!'])
    void ask('ab')
    expect(keysOf(sent[1])).toEqual(['a'])
  })

  test('keeps nothing where an operation says so', async () => {
    const { ask, sent, answers } = set()
    const first = ask('a', { ttlMs: 0 })
    answer(sent[0])
    await first
    expect(answers.bytes()).toBe(0)
  })

  test('is of one credential', async () => {
    const { ask, sent } = set()
    const first = ask('a')
    answer(sent[0])
    await first
    const other = ask('a', { credential: 'fp-2' })
    answer(sent[1], () => ({ value: 'theirs' }))
    expect(values(await other)).toEqual(['theirs'])
  })
})

describe('keys under way', () => {
  test('are waited for with whoever asked first; the rest is asked for', async () => {
    const { ask, sent } = set()
    const [first, second] = [ask('ab'), ask('bcd')]
    expect(sent.map(keysOf)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    for (const one of sent) answer(one)
    expect(values(await first)).toEqual(['a!', 'b!'])
    expect(values(await second)).toEqual(['b!', 'c!', 'd!'])
  })

  test('are not joined once they were forgotten', async () => {
    const { ask, sent, tags } = set()
    const first = ask('ab')
    tags.forget(['shop:default:customer:a'])
    const second = ask('ab')
    expect(keysOf(sent[1])).toEqual(['a'])
    answer(sent[0], (key) => ({ value: `old ${key}` }))
    answer(sent[1], (key) => ({ value: `new ${key}` }))
    expect(values(await first)).toEqual(['old a', 'old b'])
    expect(values(await second)).toEqual(['new a', 'old b'])
  })

  test('are of one credential', async () => {
    const { ask, sent } = set()
    const [mine, theirs] = [ask('a'), ask('a', { credential: 'fp-2' })]
    answer(sent[0], () => ({ value: 'mine' }))
    answer(sent[1], () => ({ value: 'theirs' }))
    expect([await mine, await theirs].map(values)).toEqual([['mine'], ['theirs']])
  })

  test('a caller who leaves aborts what nobody else waits for', async () => {
    const { ask, sent, flights, clock } = set()
    const caller = new AbortController()
    const leaving = ask('abc', { max: 2, context: { signal: caller.signal } })
    const staying = ask('b')
    caller.abort()
    expect(values(await leaving)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED'])
    expect(sent.map(({ call }) => call.context.signal.aborted)).toEqual([false, true])
    answer(sent[0])
    expect(values(await staying)).toEqual(['b!'])
    expect(flights.size).toBe(0)
    expect(clock.pending()).toBe(0)
  })

  test('an impatient caller gets its deadline as an error of the keys that were late, and what was in memory', async () => {
    const { ask, sent, clock } = set()
    const before = ask('a')
    answer(sent[0])
    await before
    const impatient = ask('ab', { context: { deadlineAtMs: 50 } })
    const patient = ask('b')
    await clock.advance(50)
    expect(values(await impatient)).toEqual(['a!', 'DEADLINE_EXCEEDED'])
    answer(sent[1])
    expect(values(await patient)).toEqual(['b!'])
  })
})

test('keys from memory and from flights of others are reported, once each', async () => {
  const { ask, sent, clock } = set()
  const { observe, events } = createTestObserver()
  const before = ask('ab')
  answer(sent[0])
  await before
  const other = ask('c')
  const asked = ask('abcd', { context: { observe } })
  await clock.advance(20)
  for (const one of sent.slice(1)) answer(one)
  await Promise.all([other, asked])
  const facts = { type: 'call', source: 'shop', account: 'default', operation: 'customers', requestId: 'req-1' }
  expect(events).toEqual([
    { ...facts, via: 'cache', keys: 2, durationMs: 0, attempts: 0 },
    { ...facts, via: 'flight', keys: 1, durationMs: 20, attempts: 0 },
  ])
})
