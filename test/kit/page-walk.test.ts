import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHeadwatersError } from '../../src/core/headwaters-error.ts'
import type { PageVerb } from '../../src/kit/index.ts'
import { createVerbs } from '../../src/kit/create-verbs.ts'
import type { Page } from '../../src/kit/verbs.ts'
import { openStage, type Stage } from '../../src/testing/stage.ts'
import { longLists, WAYS } from '../helpers/long-lists.ts'

const idsOf = (rows: readonly unknown[]): string[] => rows.map((row) => (row as { id: string }).id)
const rowsOf = ({ rows }: Page<unknown>): string[] => idsOf(rows.map(({ value }) => value))
const expected = (from: number, to: number): string[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => `r${from + index + 1}`)

const onStageOf = async (rows: number, act: (stage: Stage) => Promise<void>): Promise<void> => {
  const stage = await openStage(longLists(rows))
  try {
    await act(stage)
  } finally {
    await stage.close()
  }
}

const read = (
  stage: Stage,
  name: string,
  size: number,
  from: Page<unknown>['rows'][number]['position'] | null = null,
) => stage.value(stage.page(name, {}, { direction: 'forward', size, from }))

describe.each(WAYS)('a list by %s', (name) => {
  it('is walked to its end exactly once, in pages of any size, from any row', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        (rows, size, early) =>
          onStageOf(rows, async (stage) => {
            const found: string[] = []
            let from: Page<unknown>['rows'][number]['position'] | null = null
            for (let turn = 0; turn < 100; turn += 1) {
              const page: Page<unknown> = await read(stage, name, size, from)
              expect(page.rows.length).toBeLessThanOrEqual(size)
              const last = early ? Math.ceil(page.rows.length / 2) - 1 : page.rows.length - 1
              found.push(...rowsOf(page).slice(0, last + 1))
              if (last === page.rows.length - 1 && !page.hasNext) break
              from = page.rows[last]?.position ?? null
            }
            expect(found).toEqual(expected(0, rows))
          }),
      ),
      { numRuns: 15 },
    )
  })

  it('takes as many calls as the vendor has pages, and no more than ten', async () => {
    await onStageOf(200, async (stage) => {
      expect(rowsOf(await read(stage, name, 18))).toEqual(expected(0, 18))
      expect(stage.countOf(name)).toBe(3)
      const most = await read(stage, name, 500)
      expect(rowsOf(most)).toEqual(expected(0, 70))
      expect(most.hasNext).toBe(true)
      expect(stage.countOf(name)).toBe(13)
    })
  })
})

describe('a list that tells what has changed', () => {
  it('goes on from its end with what came since, even when nothing did at first', async () => {
    await onStageOf(10, async (stage) => {
      const whole = await read(stage, 'synced', 30)
      expect(rowsOf(whole)).toEqual(expected(0, 10))
      expect(whole.hasNext).toBe(false)
      const nothing = await read(stage, 'synced', 30, whole.rows.at(-1)?.position)
      expect(nothing).toMatchObject({ rows: [], hasNext: false })
      await stage.value(stage.call('grow', { by: 9 }))
      const changed = await read(stage, 'synced', 30, nothing.end)
      expect(rowsOf(changed)).toEqual(expected(10, 19))
      expect(rowsOf(await read(stage, 'synced', 30, changed.rows[2]?.position))).toEqual(expected(13, 19))
    })
  })
})

describe('all rows of a list, one by one', () => {
  const eachOf = (stage: Stage, name: string): PageVerb<object, unknown>['each'] =>
    (createVerbs(stage.source, stage.graph.registry).page[name] as PageVerb<object, unknown>).each

  const take = async (rows: AsyncIterable<unknown>, most = Infinity) => {
    const found: unknown[] = []
    let code: string | null = null
    try {
      for await (const row of rows) {
        found.push(row)
        if (found.length >= most) break
      }
    } catch (thrown) {
      code = isHeadwatersError(thrown) ? thrown.code : String(thrown)
    }
    return { ids: idsOf(found), code }
  }

  it.each(WAYS)('come in their order by %s, and end with the list', async (name) => {
    await onStageOf(33, async (stage) => {
      const rows = take(eachOf(stage, name)({}, stage.context()))
      expect(await stage.value(rows)).toEqual({ ids: expected(0, 33), code: null })
    })
  })

  it('ask only for the pages that are reached', async () => {
    await onStageOf(100, async (stage) => {
      await stage.value(take(eachOf(stage, 'cursors')({}, stage.context()), 8))
      expect(stage.countOf('cursors')).toBe(2)
    })
  })

  it.each([
    ['rows', { atMost: 9 }, 9],
    ['calls', { calls: 2 }, 14],
    ['either, by default', {}, 70],
  ])('are bounded by %s, and a longer list says so', async (_what, bounds, count) => {
    await onStageOf(100, async (stage) => {
      const rows = take(eachOf(stage, 'cursors')({}, stage.context(), bounds))
      expect(await stage.value(rows)).toEqual({ ids: expected(0, count), code: 'TOO_COSTLY' })
    })
  })

  it('end when the caller leaves', async () => {
    await onStageOf(100, async (stage) => {
      const leaving = new AbortController()
      const rows = eachOf(stage, 'cursors')({}, stage.context({ signal: leaving.signal }))
      const found = async () => {
        const ids: unknown[] = []
        for await (const row of rows) {
          ids.push(row)
          leaving.abort()
        }
        return ids
      }
      expect((await stage.error(found())).code).toBe('CANCELLED')
      expect(stage.countOf('cursors')).toBe(1)
    })
  })
})
