import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareKey } from '../../src/core/fingerprint.ts'
import { createMemoryAnswerStore } from '../../src/state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { askKeys, createKeyFlights, type KeyOutcome } from '../../src/upstream/batch.ts'
import { cache } from '../../src/upstream/cache.ts'
import type { Answer, Send, UpstreamCall } from '../../src/upstream/call.ts'
import { coalesce } from '../../src/upstream/coalesce.ts'
import { deadline } from '../../src/upstream/deadline.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { testAnswer, testCall, testContext } from '../helpers/upstream-call.ts'

const CREDENTIALS = ['fp-1', 'fp-2']
const KEYS = ['a', 'b', 'c']

/** A vendor whose objects count their writes. A read sees an object as it is when the call leaves, and arrives much later. */
const createWorld = (maxTags: number) => {
  const clock = createTestClock()
  const tags = createMemoryTagStore({ maxTags })
  const answers = createMemoryAnswerStore({ maxBytes: 5_000, clock })
  const writes = new Map(KEYS.map((key) => [key, 0]))
  const owner = (call: UpstreamCall<unknown>) => call.credential.fingerprint
  const arriving: (() => void)[] = []
  const bottom: Send = <T>(call: UpstreamCall<T>): Promise<Answer<T>> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer<T>>()
    const { signal } = call.context
    signal.addEventListener('abort', () => reject(signal.reason))
    const keys = call.request.path.split(',')
    if (call.operation.kind === 'write') for (const key of keys) writes.set(key, (writes.get(key) ?? 0) + 1)
    const seen = keys.map((key) => ({ value: { owner: owner(call), writes: writes.get(key) ?? 0 } }))
    const value: unknown = call.operation.isBatch ? seen : seen[0]?.value
    arriving.push(() => resolve(testAnswer(value as T, { receivedAtMs: clock.now() })))
    return promise
  }
  const send = deadline({ clock })(cache({ answers, tags, clock })(coalesce({ tags, clock })(bottom)))
  return { clock, tags, answers, writes, arriving, send, flights: createKeyFlights() }
}

type World = ReturnType<typeof createWorld>
interface Seen {
  readonly owner: string
  readonly writes: number
}

const readOne = async (world: World, credential: string, [key = 'a']: readonly string[], signal: AbortSignal) => {
  const call = testCall<Seen>({ credential, path: key, tags: [`object:${key}`], context: { signal } })
  return [(await world.send(call)).value]
}

const readBatch = async (world: World, credential: string, keys: readonly string[], signal: AbortSignal) => {
  const scope = { credential, source: 'shop', account: 'default', operation: 'objects' }
  const outcomes = await askKeys<string, Seen>(
    {
      ...scope,
      context: testContext({ signal }),
      max: 2,
      ttlMs: 1_000,
      keyName: (key) => key,
      shareKey: (key) => shareKey(scope, key),
      tags: (key) => [`object:${key}`],
      call: (asked) =>
        testCall<readonly KeyOutcome<Seen>[]>({ credential, path: asked.join(','), operation: { isBatch: true } }),
    },
    keys,
    world,
  )
  return outcomes.map((outcome) => ('value' in outcome ? outcome.value : null))
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      keys: fc.subarray(KEYS, { minLength: 1 }),
      by: fc.constantFrom(...CREDENTIALS),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('arrive' as const), at: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('write' as const), key: fc.constantFrom(...KEYS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), at: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(400, 1_000) }) },
)

/** How often each object had certainly been written when a write of it was last forgotten: what a later read has to see. */
type Known = Map<string, number>

const write = async (world: World, known: Known, key: string): Promise<void> => {
  const operation = { kind: 'write', ttlMs: 0 } as const
  const writing = world.send(testCall({ operation, path: key, forgets: [`object:${key}`] }))
  const written = world.writes.get(key) ?? 0
  await writing
  known.set(key, Math.max(known.get(key) ?? 0, written))
}

const arrive = (world: World, at: number): void => world.arriving.splice(at % (world.arriving.length || 1), 1)[0]?.()

test.each([
  ['one by one', readOne, 100],
  ['one by one, with few tags remembered', readOne, 1],
  ['by batch', readBatch, 100],
  ['by batch, with few tags remembered', readBatch, 1],
] as const)(
  'read %s, no read shows what a write that ended before it had replaced, nor what another credential saw',
  async (_name, read, maxTags) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
        const world = createWorld(maxTags)
        const known: Known = new Map()
        const callers: AbortController[] = []
        const ends: Promise<unknown>[] = []
        const follow = async (keys: readonly string[], by: string): Promise<void> => {
          const caller = new AbortController()
          callers.push(caller)
          const least = keys.map((key) => known.get(key) ?? 0)
          const seen = await read(world, by, keys, caller.signal).catch(() => [])
          seen.forEach((one, at) => {
            if (one === null) return
            expect(one.owner).toBe(by)
            expect(one.writes).toBeGreaterThanOrEqual(least[at] ?? 0)
          })
        }
        for (const one of steps) {
          if (one.do === 'read') ends.push(follow(one.keys, one.by))
          if (one.do === 'write') ends.push(write(world, known, one.key).catch(() => {}))
          if (one.do === 'arrive') arrive(world, one.at)
          if (one.do === 'leave') callers[one.at]?.abort()
          await world.clock.advance(one.do === 'wait' ? one.ms : 0)
        }
        while (world.arriving.length > 0) arrive(world, 0)
        await Promise.all(ends)
        expect(world.flights.size).toBe(0)
        expect(world.clock.pending()).toBe(0)
      }),
      { numRuns: 150 },
    )
  },
)
