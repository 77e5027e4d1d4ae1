import { afterEach, describe, expect, it } from 'vitest'
import { mountGraph, type MountedGraph } from '../../src/testing/mounted-graph.ts'
import { createTestClock, type TestClock } from '../helpers/test-clock.ts'
import { primary, second } from '../helpers/two-vendors.ts'

/** A clock that stands still but for what a test moves, without a wait of the line ever ending by itself. */
interface Setting {
  readonly graph: MountedGraph
  readonly clock: TestClock
}

let opened: MountedGraph | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

const open = async (): Promise<Setting> => {
  const clock = createTestClock()
  opened = await mountGraph({ sources: [primary, second], clock })
  return { graph: opened, clock }
}

/** The vendor is gone for good: every connection breaks, and nothing is tried twice. */
const breakDown = ({ graph }: Setting, source = 'prime'): void =>
  void graph.of(source).sandbox?.faults.add({ fault: { kind: 'status', status: 503 } })

const ask = async ({ graph }: Setting, fields: string) => {
  const { data, errors = [], extensions } = await graph.ask(`{ ${fields} }`)
  const codes = errors.map(({ path, originalError }) => [path?.join('.'), (originalError as { code?: string })?.code])
  return { data: data && JSON.parse(JSON.stringify(data)), codes, stale: extensions?.['stale'] }
}

const OTHER = 'second { item(id: "i1") { name } }'
const theOther = { second: { item: { name: 'second i1' } } }

describe('a vendor in full outage', () => {
  it("leaves null where a field says nothing, and the other vendor's part stands", async () => {
    const setting = await open()
    breakDown(setting)
    const { data, codes, stale } = await ask(setting, `prime { item(id: "i1") { name } } ${OTHER}`)
    expect(data).toEqual({ prime: { item: null }, ...theOther })
    expect(codes).toEqual([['prime.item', 'UPSTREAM_FAILED']])
    expect(stale).toBeUndefined()
  })

  it.each([
    ['one object', 'held(id: "i1") { name }', ['prime', 'held']],
    ['one of a batch', 'batched(id: "i1") { name }', ['prime', 'batched']],
    ['what a call answers', 'report { name }', ['prime', 'report']],
    ['a page', 'items(first: 3) { nodes { name } }', ['prime', 'items']],
    ['a page that is walked', 'items(first: 7) { nodes { name } }', ['prime', 'items']],
  ])('is stood in for by what was kept of %s, marked with path and age', async (_what, field, path) => {
    const setting = await open()
    const fields = `prime { ${field} } ${OTHER}`
    const fresh = await ask(setting, fields)
    expect(fresh).toMatchObject({ codes: [] })
    await setting.clock.advance(5_000)
    breakDown(setting)
    const { data, codes, stale } = await ask(setting, fields)
    expect(data).toEqual(fresh.data)
    expect(codes).toEqual([])
    expect(stale).toEqual([{ path, source: 'prime', ageMs: 5_000 }])
  })

  it('is not stood in for once what was kept is too old', async () => {
    const setting = await open()
    await ask(setting, 'prime { held(id: "i1") { name } batched(id: "i1") { name } }')
    await setting.clock.advance(62_000)
    breakDown(setting)
    const { data, stale } = await ask(setting, 'prime { held(id: "i1") { name } batched(id: "i1") { name } }')
    expect(data).toEqual({ prime: { held: null, batched: null } })
    expect(stale).toBeUndefined()
  })

  it('is not stood in for where a field says null, though the operation keeps answers', async () => {
    const setting = await open()
    const fields = 'prime { strict(id: "i1") { name } held(id: "i1") { name } }'
    await ask(setting, fields)
    await setting.clock.advance(5_000)
    breakDown(setting)
    const { data, codes, stale } = await ask(setting, fields)
    expect(data).toEqual({ prime: { strict: null, held: { name: 'prime i1' } } })
    expect(codes).toEqual([['prime.strict', 'UPSTREAM_FAILED']])
    expect(stale).toMatchObject([{ path: ['prime', 'held'] }])
  })

  it.each([
    ['an object', 'elsewhere(id: "i1") { name }', { elsewhere: { name: 'prime spare i1' } }],
    ['a call', 'reportElsewhere { name }', { reportElsewhere: { name: 'prime spare report' } }],
  ])('is stood in for by another verb for %s', async (_what, field, expected) => {
    const setting = await open()
    breakOnly(setting, 'item')
    breakOnly(setting, 'report')
    const { data, codes } = await ask(setting, `prime { ${field} }`)
    expect({ data, codes }).toEqual({ data: { prime: expected }, codes: [] })
  })

  it('tells of the first failure where the other verb fails too', async () => {
    const setting = await open()
    breakDown(setting)
    const { data, codes } = await ask(setting, `prime { elsewhere(id: "i1") { name } }`)
    expect({ data, codes }).toEqual({
      data: { prime: { elsewhere: null } },
      codes: [['prime.elsewhere', 'UPSTREAM_FAILED']],
    })
  })

  it("is stood in for by another list, whose cursors go on in it even when the first vendor's list is back", async () => {
    const setting = await open()
    breakOnly(setting, 'items')
    const page = (args: string) => `prime { itemsElsewhere(${args}) { nodes { name } pageInfo { endCursor } } }`
    const first = await ask(setting, page('first: 2'))
    expect(first.data.prime.itemsElsewhere.nodes).toEqual([{ name: 'prime spare i1' }, { name: 'prime spare i2' }])
    setting.graph.of('prime').sandbox?.faults.clear()
    const { endCursor } = first.data.prime.itemsElsewhere.pageInfo
    const next = await ask(setting, page(`first: 1, after: "${endCursor}"`))
    expect(next.data.prime.itemsElsewhere.nodes).toEqual([{ name: 'prime spare i3' }])
  })

  it('fails the whole answer where a field says so', async () => {
    const setting = await open()
    breakDown(setting)
    const { data, codes } = await ask(setting, `prime { vital(id: "i1") { name } } ${OTHER}`)
    expect({ data, codes }).toEqual({ data: null, codes: [['prime.vital', 'UPSTREAM_FAILED']] })
  })
})

/** One operation of the vendor fails. */
const breakOnly = ({ graph }: Setting, operation: string): void =>
  void graph.of('prime').sandbox?.faults.add({ fault: { kind: 'status', status: 503 }, operation })

describe('a vendor that answers', () => {
  it('fails nothing where there is no such object', async () => {
    const { data, codes } = await ask(await open(), `prime { vital(id: "none") { name } } ${OTHER}`)
    expect({ data, codes }).toEqual({ data: { prime: { vital: null }, ...theOther }, codes: [] })
  })
})
