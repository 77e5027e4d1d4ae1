import { rows, z } from '../../kit/index.ts'

/** The arguments that page through every list: a size, and the id of the object before or after the page. */
export const paging = {
  limit: z.int().min(1).max(100).optional(),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
}

/** A range of moments, in seconds since 1970. */
export const created = z.object({ gte: z.int().optional(), lt: z.int().optional() }).optional()

/** A list, newest first, whose cursors are the ids of its own rows (docs.stripe.com/api/pagination). */
export const listOf = <S extends z.ZodType<{ id: string }>>(row: S) => {
  const answer = z.object({ object: z.literal('list'), data: rows(row), has_more: z.boolean() })
  type Answer = z.output<typeof answer>
  return {
    answer,
    pages: {
      after: 'starting_after',
      before: 'ending_before',
      size: 'limit',
      max: 100,
      lastNeedsBefore: true,
      items: ({ data }: Answer) => data,
      positions: ({ data }: Answer) => data.map(({ id }) => id),
      next: ({ data, has_more: more }: Answer) => (more ? data.at(-1)?.id : null),
    },
  } as const
}

const foundOf = <S extends z.ZodType<{ id: string }>>(row: S) => {
  const answer = z.object({
    object: z.literal('search_result'),
    data: rows(row),
    has_more: z.boolean(),
    next_page: z.string().nullish(),
    total_count: z.int().optional(),
  })
  type Answer = z.output<typeof answer>
  return {
    answer,
    pages: {
      after: 'page',
      size: 'limit',
      max: 100,
      items: ({ data }: Answer) => data,
      next: ({ next_page: next }: Answer) => next,
      total: ({ total_count: total }: Answer) => total ?? null,
    },
  } as const
}

/** A search, whose pages have opaque cursors of their own and only go forward (docs.stripe.com/api/pagination/search). */
export const found = {
  query: {
    query: z.string(),
    limit: z.int().min(1).max(100).optional(),
    page: z.string().optional(),
    // Stripe counts the matches only when it is asked to.
    expand: z.array(z.literal('total_count')).default(['total_count']),
  },
  of: foundOf,
}
