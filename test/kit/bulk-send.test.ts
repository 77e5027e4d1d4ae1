import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { sendBulk, type BulkItem, type SendPlan } from '../../src/kit/bulk-send.ts'

const itemsOf = (values: readonly number[]): readonly BulkItem<number>[] =>
  values.map((item, index) => ({ index, item }))

const refused = new HeadwatersError('UPSTREAM_REJECTED', 'One of them is wrong.', { outcome: 'notApplied' })

const planWith = (over: Partial<SendPlan<number, number>>): SendPlan<number, number> => ({
  max: 10,
  idempotencyKey: undefined,
  send: async (items) => items.map(({ item }) => ({ row: item })),
  isOfItem: ({ code }) => code === 'UPSTREAM_REJECTED',
  ...over,
})

/** A vendor that takes a call as a whole, or refuses it as a whole: negative items are wrong. */
const allOrNothing: SendPlan<number, number>['send'] = async (items) => {
  if (items.some(({ item }) => item < 0)) throw refused
  return items.map(({ item }) => ({ row: item }))
}

describe('sendBulk', () => {
  it('each item has the outcome of its own, whatever is wrong, as long as halving is not used up', async () => {
    const values = fc.array(fc.integer({ min: -3, max: 100 }), { minLength: 1, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(values, async (all) => {
        const plan = planWith({ send: allOrNothing, maxSplits: 1_000 })
        const results = await sendBulk(itemsOf(all), plan)
        expect(results.size).toBe(all.length)
        all.forEach((value, index) =>
          expect(results.get(index)).toEqual(value < 0 ? { error: refused } : { row: value }),
        )
      }),
    )
  })

  it('no more calls are made than the allowance says', async () => {
    const counts = fc.record({ count: fc.integer({ min: 1, max: 80 }), maxSplits: fc.integer({ min: 0, max: 20 }) })
    await fc.assert(
      fc.asyncProperty(counts, async ({ count, maxSplits }) => {
        let calls = 0
        const send = async (): Promise<never> => {
          calls += 1
          throw refused
        }
        const results = await sendBulk(itemsOf(Array(count).fill(-1)), planWith({ send, maxSplits }))
        expect(results.size).toBe(count)
        expect(calls).toBeLessThanOrEqual(Math.ceil(count / 10) + maxSplits)
      }),
    )
  })

  it('at most so many calls are under way at once', async () => {
    let underWay = 0
    let most = 0
    const send: SendPlan<number, number>['send'] = async (items) => {
      most = Math.max(most, (underWay += 1))
      await Promise.resolve()
      underWay -= 1
      return items.map(({ item }) => ({ row: item }))
    }
    await sendBulk(itemsOf(Array.from({ length: 100 }, (_, index) => index)), planWith({ send, concurrency: 3 }))
    expect(most).toBe(3)
  })

  it('trouble that every call would meet ends the rest, which was certainly not done', async () => {
    let calls = 0
    const send = async (): Promise<never> => {
      calls += 1
      throw new HeadwatersError('UPSTREAM_FORBIDDEN', 'No.', { outcome: 'notApplied' })
    }
    const results = await sendBulk(itemsOf(Array(50).fill(1)), planWith({ send, concurrency: 1 }))
    expect(calls).toBe(1)
    expect(results.get(49)).toMatchObject({ error: { code: 'UPSTREAM_FORBIDDEN', facts: { outcome: 'notApplied' } } })
  })

  it('what may have been done is never cut and sent again', async () => {
    let calls = 0
    const send = async (): Promise<never> => {
      calls += 1
      throw new HeadwatersError('UPSTREAM_REJECTED', 'Perhaps.', { outcome: 'unknown' })
    }
    await sendBulk(itemsOf(Array(10).fill(1)), planWith({ send }))
    expect(calls).toBe(1)
  })

  it('each call has a key of its own, the same when the request is repeated', async () => {
    const keysOf = async (): Promise<readonly (string | undefined)[]> => {
      const keys: (string | undefined)[] = []
      const send: SendPlan<number, number>['send'] = async (items, key) => {
        keys.push(key)
        return items.map(({ item }) => ({ row: item }))
      }
      await sendBulk(itemsOf(Array(25).fill(1)), planWith({ send, idempotencyKey: 'mine' }))
      return keys
    }
    const keys = await keysOf()
    expect(new Set(keys).size).toBe(3)
    expect(await keysOf()).toEqual(keys)
  })
})
