import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { ErrorCode } from '../../src/core/error-code.ts'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { askOrSplit, isUndecided, splitBudget, toUndecided } from '../../src/upstream/batch-split.ts'
import type { Answer } from '../../src/upstream/call.ts'

const refusal = (code: ErrorCode): HeadwatersError => new HeadwatersError(code, `said ${code}`)

const answerOf = (value: readonly number[]): Answer<readonly number[]> => ({
  value,
  status: 200,
  headers: {},
  receivedAtMs: 0,
  bytes: 0,
})

/** A vendor that refuses whatever holds one of the poisoned keys; what became of each key, and how many calls it took. */
const ask = async (keys: number, poisoned: ReadonlySet<number>, code: ErrorCode = 'UPSTREAM_REJECTED') => {
  let calls = 0
  const parts = await askOrSplit(keys, async (from, to) => {
    calls += 1
    const asked = Array.from({ length: to - from }, (_, at) => from + at)
    if (asked.some((key) => poisoned.has(key))) throw refusal(code)
    return Promise.resolve(answerOf(asked))
  })
  const outcomes = parts.flatMap(({ from, to, ending }): readonly (number | 'refused')[] =>
    'answer' in ending ? ending.answer.value : Array.from({ length: to - from }, () => 'refused' as const),
  )
  return { calls, outcomes, parts }
}

describe('a batch', () => {
  it('that is answered takes one call', async () => {
    expect((await ask(100, new Set())).calls).toBe(1)
  })

  it.each([1, 2, 3, 7, 100])('of %i keys with one poisoned among them loses that key alone', async (keys) => {
    const at = Math.floor(keys / 3)
    const { outcomes, calls } = await ask(keys, new Set([at]))
    expect(outcomes).toEqual(Array.from({ length: keys }, (_, key) => (key === at ? 'refused' : key)))
    expect(calls).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(keys)))
  })

  it.each<ErrorCode>([
    'UPSTREAM_FAILED',
    'UPSTREAM_TIMEOUT',
    'UPSTREAM_UNREACHABLE',
    'UPSTREAM_RATE_LIMITED',
    'UPSTREAM_UNAUTHENTICATED',
    'UPSTREAM_SHAPE',
    'UPSTREAM_MALFORMED',
    'CIRCUIT_OPEN',
    'QUOTA_EXHAUSTED',
    'DEADLINE_EXCEEDED',
    'CANCELLED',
  ])('that ends in %s is not split: that is no word on a key', async (code) => {
    expect((await ask(100, new Set([7]), code)).calls).toBe(1)
  })

  it('that is refused whatever it holds is given up after two levels', async () => {
    const all = new Set(Array.from({ length: 100 }, (_, key) => key))
    expect((await ask(100, all, 'UPSTREAM_FORBIDDEN')).calls).toBe(7)
  })

  test('whatever is poisoned, every key has one outcome, good keys never another, and the calls are bounded', async () => {
    const cases = fc.integer({ min: 1, max: 120 }).chain((keys) =>
      fc.tuple(
        fc.constant(keys),
        fc.array(fc.nat(keys - 1), { maxLength: 12 }).map((list) => new Set(list)),
      ),
    )
    await fc.assert(
      fc.asyncProperty(cases, async ([keys, poisoned]) => {
        const { outcomes, calls } = await ask(keys, poisoned)
        expect(outcomes).toHaveLength(keys)
        outcomes.forEach((outcome, key) => {
          expect(outcome === 'refused' || outcome === key).toBe(true)
          if (poisoned.has(key)) expect(outcome).toBe('refused')
        })
        if (poisoned.size <= 1) expect(outcomes.filter((one) => one === 'refused')).toHaveLength(poisoned.size)
        expect(calls).toBeLessThanOrEqual(1 + splitBudget(keys))
        expect(splitBudget(keys)).toBeLessThanOrEqual(16)
      }),
      { numRuns: 300 },
    )
  })

  it('of which some were found: what is left undecided is an error, not "none of them exists"', async () => {
    const { parts } = await ask(100, new Set([1, 30, 60, 99]), 'UPSTREAM_NOT_FOUND')
    const undecided = parts.filter((part) => isUndecided(part, parts))
    expect(undecided.length).toBeGreaterThan(0)
    for (const { ending } of undecided)
      expect('error' in ending && toUndecided(ending.error as HeadwatersError).code).toBe('UPSTREAM_REJECTED')
  })

  it('of which none was found stays not found', async () => {
    const { parts } = await ask(3, new Set([0, 1, 2]), 'UPSTREAM_NOT_FOUND')
    expect(parts.some((part) => isUndecided(part, parts))).toBe(false)
  })
})
