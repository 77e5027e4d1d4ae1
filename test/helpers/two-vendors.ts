import { api, bearer, byKey, defineSource, read, refuse, secret, write, z } from '../../src/kit/index.ts'

const Item = z.object({ id: z.string(), name: z.string() })
type ItemRow = z.output<typeof Item>
const List = z.object({ rows: z.array(Item), next: z.string().nullable() })

const kept = { ttlMs: 1_000, staleMs: 60_000 } as const
const query = { after: z.string().optional(), size: z.int().max(3).optional() }
const pages = {
  after: 'after',
  size: 'size',
  max: 3,
  items: ({ rows }: { readonly rows: ItemRow[] }) => rows,
  next: ({ next }: { readonly next: string | null }) => next,
} as const

const operations = {
  item: read('GET items/{id}', { answer: Item, key: 'id' }),
  heldItem: read('GET held/{id}', { answer: Item, key: 'id', cache: kept }),
  batch: read('POST batch', {
    body: { ids: z.array(z.string()) },
    answer: z.array(Item),
    batch: { max: 10, ask: (ids: readonly string[]) => ({ ids: [...ids] }), outcomes: (found) => byKey(found, 'id') },
    cache: kept,
  }),
  report: read('GET report', { answer: Item }),
  heldReport: read('GET held-report', { answer: Item, cache: kept }),
  items: read('GET items', { query, answer: List, pages }),
  heldItems: read('GET held-items', { query, answer: List, pages, cache: kept }),
  spare: read('GET spare/{id}', { answer: Item, key: 'id' }),
  spareReport: read('GET spare-report', { answer: Item }),
  spareItems: read('GET spare-items', { query, answer: List, pages }),
  touch: write('POST touch', { answer: Item, idempotency: 'none' }),
}

const handlersOf = (name: string) => {
  const one = (id: string): ItemRow => (id === 'none' ? refuse(404, {}) : { id, name: `${name} ${id}` })
  const list = ({
    after = '0',
    size = 3,
  }: {
    readonly after?: string | undefined
    readonly size?: number | undefined
  }) => {
    const begin = Number(after)
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].slice(begin, begin + size).map((at) => one(`i${at}`))
    return { rows, next: begin + rows.length < 8 ? String(begin + rows.length) : null }
  }
  return { one, list }
}

/** A vendor whose fields bear its failure in every way there is. */
const vendor = (name: string) =>
  defineSource({
    name,
    description: `The vendor ${name}.`,
    config: { token: secret() },
    upstream: ({ config }) =>
      api({ baseUrl: `https://api.${name}.example/`, auth: bearer(config.token), retry: { maxAttempts: 1 } }),
    operations,
    schema: ({ builder, query: reads, mutation, load, call, page }) => {
      const type = builder.objectRef<ItemRow>(`${name}Item`).implement({
        description: 'An item.',
        fields: (t) => ({ name: t.exposeString('name', { description: 'Its name.' }) }),
      })
      mutation((t) => ({
        touch: t.write(call.touch, { type, description: 'Touches.', input: () => ({}), with: () => ({}) }),
      }))
      reads((t) => {
        const args = { id: t.arg.string({ required: true, description: 'Which.' }) }
        const one = { type, description: 'An item.', args, key: (_: unknown, { id }: { readonly id: string }) => id }
        const report = { type, description: 'A report.', with: () => ({}) }
        const list = { type, description: 'Items.' }
        return {
          item: t.load(load.item, one),
          held: t.load(load.heldItem, { ...one, onFailure: 'stale' }),
          strict: t.load(load.heldItem, { ...one, onFailure: 'null' }),
          batched: t.load(load.batch, one),
          vital: t.load(load.item, { ...one, onFailure: 'fail' }),
          elsewhere: t.load(load.item, { ...one, onFailure: { fallback: load.spare, key: (_, { id }) => id } }),
          report: t.call(call.heldReport, { ...report, onFailure: 'stale' }),
          reportElsewhere: t.call(call.report, {
            ...report,
            onFailure: { fallback: call.spareReport, with: () => ({}) },
          }),
          items: t.pages(page.heldItems, { ...list, onFailure: 'stale' }),
          itemsElsewhere: t.pages(page.items, {
            ...list,
            onFailure: { fallback: page.spareItems, with: () => ({}) },
          }),
        }
      })
    },
    sandbox: () => {
      const { one, list } = handlersOf(name)
      const spare = handlersOf(`${name} spare`)
      return {
        refusal: () => ({}),
        samples: {
          item: { id: 'i1' },
          heldItem: { id: 'i1' },
          batch: { ids: ['i1'] },
          report: {},
          heldReport: {},
          items: {},
          heldItems: {},
          spare: { id: 'i1' },
          spareReport: {},
          spareItems: {},
          touch: {},
        },
        operations: {
          item: ({ id }) => one(id),
          heldItem: ({ id }) => one(id),
          batch: ({ ids }) => ids.filter((id) => id !== 'none').map(one),
          report: () => one('report'),
          heldReport: () => one('report'),
          items: list,
          heldItems: list,
          spare: ({ id }) => spare.one(id),
          spareReport: () => spare.one('report'),
          spareItems: spare.list,
          touch: () => one('touched'),
        },
      }
    },
  })

/** The vendor that fails. */
export const primary = vendor('prime')

/** The vendor that stands. */
export const second = vendor('second')
