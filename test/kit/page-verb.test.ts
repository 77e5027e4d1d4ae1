import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnySource } from '../../src/kit/define-source.ts'
import { api, bearer, defineSource, read, secret, z } from '../../src/kit/index.ts'
import type { Page } from '../../src/kit/verbs.ts'
import { openStage, type Stage } from '../../src/testing/stage.ts'

const Row = z.object({ id: z.string() })

/** A vendor whose lists are as long as they are told to be, in every way of paging that has no position for a row. */
const listed = (rows: number) => {
  const all = Array.from({ length: rows }, (_, index) => ({ id: `r${index + 1}` }))
  return defineSource({
    name: 'listed',
    description: 'Lists.',
    config: { token: secret() },
    upstream: ({ config }) => api({ baseUrl: 'https://api.listed.example/', auth: bearer(config.token) }),
    operations: {
      cursors: read('GET cursors', {
        query: { after: z.string().optional(), size: z.int().max(7).optional() },
        answer: z.object({ rows: z.array(Row), next: z.string() }),
        pages: {
          after: 'after',
          size: 'size',
          max: 7,
          items: (a: { rows: z.output<typeof Row>[] }) => a.rows,
          next: ({ next }) => next,
        },
      }),
      numbers: read('GET numbers', {
        query: { page: z.int().optional(), size: z.int().max(7).optional() },
        answer: z.object({ rows: z.array(Row), pages: z.int(), page: z.int() }),
        pages: {
          after: 'page',
          numbered: true,
          size: 'size',
          max: 7,
          items: (a: { rows: z.output<typeof Row>[] }) => a.rows,
          next: ({ page, pages }) => (page < pages ? String(page + 1) : null),
        },
      }),
      gaps: read('GET gaps', {
        query: { after: z.string().optional(), size: z.int().max(7).optional() },
        answer: z.object({ rows: z.array(Row), next: z.string().nullable() }),
        pages: {
          after: 'after',
          size: 'size',
          max: 7,
          items: (a: { rows: z.output<typeof Row>[] }) => a.rows,
          next: ({ next }) => next,
        },
      }),
    },
    schema: () => undefined,
    sandbox: () => ({
      refusal: () => ({}),
      samples: { cursors: {}, numbers: {}, gaps: {} },
      operations: {
        cursors: ({ after, size = 3 }) => {
          const begin = Number(after?.slice(1) ?? 0)
          return { rows: all.slice(begin, begin + size), next: begin + size < rows ? `c${begin + size}` : '' }
        },
        numbers: ({ page = 1, size = 3 }) => ({
          rows: all.slice((page - 1) * size, page * size),
          page,
          pages: Math.max(1, Math.ceil(rows / size)),
        }),
        // Filtered after they were cut, as Slack does: every second page is empty.
        gaps: ({ after = '0', size = 3 }) => {
          const [turn = 0, begin = 0] = after.split('.').map(Number)
          if (turn % 2 === 0) return { rows: [], next: `${turn + 1}.${begin}` }
          const more = begin + size < rows
          return { rows: all.slice(begin, begin + size), next: more ? `${turn + 1}.${begin + size}` : null }
        },
      },
    }),
  })
}

const idsOf = ({ rows }: Page<unknown>): string[] => rows.map(({ value }) => (value as { id: string }).id)

/** Reads on with these sizes, in turn, going on from the row that `pick` chooses of each page. */
const walk = async (
  stage: Stage,
  name: string,
  plan: { sizes: readonly number[]; pick: (length: number) => number },
) => {
  const ids: string[] = []
  let from: Page<unknown>['rows'][number]['position'] | null = null
  for (let turn = 0; turn < 200; turn += 1) {
    const size = plan.sizes[turn % plan.sizes.length] ?? 1
    const page: Page<unknown> = await stage.value(stage.page(name, {}, { direction: 'forward', size, from }))
    expect(page.rows.length).toBeLessThanOrEqual(size)
    const last = plan.pick(page.rows.length)
    ids.push(...idsOf(page).slice(0, last + 1))
    const edge = page.rows[last]
    if (last === page.rows.length - 1 && !page.hasNext) return ids
    if (edge === undefined) throw new Error('a page without rows says that more follow')
    from = edge.position
  }
  throw new Error('it never ends')
}

const onStageOf = async (source: AnySource, act: (stage: Stage) => Promise<void>): Promise<void> => {
  const stage = await openStage(source)
  try {
    await act(stage)
  } finally {
    await stage.close()
  }
}

describe('a list whose rows have no position of their own', () => {
  it.each(['cursors', 'numbers', 'gaps'])(
    'is walked exactly once through %s, whatever the sizes of pages',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 23 }),
          fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
          fc.boolean(),
          (rows, sizes, early) =>
            onStageOf(listed(rows), async (stage) => {
              const pick = (length: number): number => (early ? Math.ceil(length / 2) - 1 : length - 1)
              const ids = await walk(stage, name, { sizes, pick })
              expect(ids).toEqual(Array.from({ length: rows }, (_, index) => `r${index + 1}`))
            }),
        ),
        { numRuns: 40 },
      )
    },
  )
})
