import { api, bearer, defineSource, fromLink, fromUrl, read, reply, secret, write, z } from '../../src/kit/index.ts'

const Row = z.object({ id: z.string() })
type Rows = z.output<typeof Row>[]

/** Most rows of one page. */
const MAX = 7

const base = { size: 'size', max: MAX } as const
const size = z.int().max(MAX).optional()
const Listed = z.object({ rows: z.array(Row), next: z.string().nullable() })

const operations = {
  cursors: read('GET cursors', {
    query: { after: z.string().optional(), size },
    answer: Listed,
    pages: { ...base, after: 'after', items: (a: { rows: Rows }) => a.rows, next: ({ next }) => next },
  }),
  ids: read('GET ids', {
    query: { after: z.string().optional(), size },
    answer: Listed,
    pages: {
      ...base,
      after: 'after',
      items: (a: { rows: Rows }) => a.rows,
      positions: ({ rows }) => rows.map(({ id }) => id),
      next: ({ next }) => next,
    },
  }),
  numbers: read('GET numbers', {
    query: { page: z.int().optional(), size },
    answer: z.array(Row),
    pages: {
      ...base,
      after: 'page',
      numbered: true,
      items: (rows: Rows) => rows,
      next: (_rows, headers) => fromLink(headers, 'page'),
    },
  }),
  offsets: read('GET offsets', {
    query: { skip: z.int().optional(), size },
    answer: z.object({ rows: z.array(Row), total: z.int(), skipped: z.int() }),
    pages: {
      ...base,
      after: 'skip',
      offset: true,
      items: (a: { rows: Rows }) => a.rows,
      next: ({ rows, total, skipped }) => (skipped + rows.length < total ? 'more' : null),
      total: ({ total }) => total,
    },
  }),
  links: read('GET links', {
    query: { token: z.string().optional(), size },
    answer: z.array(Row),
    pages: {
      ...base,
      after: 'token',
      items: (rows: Rows) => rows,
      next: (_rows, headers) => fromLink(headers, 'token'),
    },
  }),
  urls: read('GET urls', {
    query: { token: z.string().optional(), size },
    answer: z.object({ rows: z.array(Row), next: z.string().nullable() }),
    pages: {
      ...base,
      after: 'token',
      items: (a: { rows: Rows }) => a.rows,
      next: ({ next }) => fromUrl(next, 'token'),
    },
  }),
  synced: read('GET synced', {
    query: { page: z.string().optional(), since: z.string().optional(), size },
    answer: z.object({ rows: z.array(Row), next: z.string().optional(), sync: z.string().optional() }),
    pages: {
      ...base,
      after: 'page',
      sync: { after: 'since', token: ({ sync }: { readonly sync?: string | undefined }) => sync, withPages: true },
      items: (a: { rows: Rows }) => a.rows,
      next: ({ next }) => next,
    },
  }),
  grow: write('POST grow', { body: { by: z.int() }, answer: z.object({}), idempotency: 'none' }),
}

/** Every way in which a vendor of these lists pages them. */
export const WAYS = ['cursors', 'ids', 'numbers', 'offsets', 'links', 'urls', 'synced'] as const

const URL_BASE = 'https://api.long.example'

/** A vendor whose lists are as long as they are told to be, in every way of paging. */
export const longLists = (count: number) =>
  defineSource({
    name: 'long',
    description: 'Lists.',
    config: { token: secret() },
    upstream: ({ config }) => api({ baseUrl: `${URL_BASE}/`, auth: bearer(config.token) }),
    operations,
    schema: () => undefined,
    sandbox: () => {
      let rows = count
      const cut = (begin: number, many: number) =>
        Array.from({ length: Math.max(0, Math.min(many, rows - begin)) }, (_, index) => ({
          id: `r${begin + index + 1}`,
        }))
      const after = (begin: number, many: number): number | null => (begin + many < rows ? begin + many : null)
      const told = (begin: number, many: number, link: (next: number) => string) => {
        const next = after(begin, many)
        return reply(
          200,
          cut(begin, many),
          next === null ? {} : { link: `<${URL_BASE}/rows?${link(next)}>; rel="next"` },
        )
      }
      return {
        refusal: () => ({}),
        samples: {
          cursors: {},
          ids: {},
          numbers: {},
          offsets: {},
          links: {},
          urls: {},
          synced: {},
          grow: { by: 1 },
        },
        operations: {
          cursors: ({ after: at = 'c0', size: many = 3 }) => {
            const begin = Number(at.slice(1))
            const next = after(begin, many)
            return { rows: cut(begin, many), next: next === null ? null : `c${next}` }
          },
          ids: ({ after: at = 'r0', size: many = 3 }) => {
            const begin = Number(at.slice(1))
            const next = after(begin, many)
            return { rows: cut(begin, many), next: next === null ? null : `r${next}` }
          },
          numbers: ({ page = 1, size: many = 3 }) => told((page - 1) * many, many, () => `page=${page + 1}`),
          offsets: ({ skip = 0, size: many = 3 }) => ({ rows: cut(skip, many), total: rows, skipped: skip }),
          links: ({ token = '0', size: many = 3 }) => told(Number(token), many, (next) => `size=${many}&token=${next}`),
          urls: ({ token = '0', size: many = 3 }) => {
            const next = after(Number(token), many)
            return { rows: cut(Number(token), many), next: next === null ? null : `${URL_BASE}/rows?token=${next}` }
          },
          synced: ({ page, since, size: many = 3 }) => {
            const begin = Number(page ?? since ?? 0)
            const next = after(begin, many)
            return { rows: cut(begin, many), ...(next === null ? { sync: String(rows) } : { next: String(next) }) }
          },
          grow: ({ by }) => {
            rows += by
            return {}
          },
        },
      }
    },
  })
