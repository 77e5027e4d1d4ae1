import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnySource } from '../../src/kit/define-source.ts'
import { conformance } from '../../src/testing/conformance.ts'
import { documentedQueries } from '../helpers/documented-query.ts'
import { startServer, type RunningServer } from '../helpers/running.ts'

const README = readFileSync('README.md', 'utf8')
const PAIRS = documentedQueries(README)

describe('the README', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  it('shows an answer to each of its queries', () => {
    expect(PAIRS.map(({ name }) => name)).toEqual([
      'Ada',
      'Again',
      'Backward',
      'Repositories',
      'Declined',
      'Status',
      'Person',
    ])
    expect(README.match(/```graphql/g)).toHaveLength(PAIRS.length)
  })

  it.each(PAIRS)('$name is answered as it says', async ({ query, answer }) => {
    expect(await server.ask(query)).toMatchObject(answer)
  })

  it('says how many upstream calls its first query costs: four, then none', async () => {
    const fresh = await startServer()
    const [{ query } = { query: '' }] = PAIRS
    await fresh.ask(query)
    expect(fresh.upstreamCalls()).toEqual({ stripe: 2, github: 2 })
    fresh.forget()
    await fresh.ask(query)
    expect(fresh.upstreamCalls()).toEqual({})
    await fresh.close()
  })

  it('asks for twenty repositories by id in one call', async () => {
    server.forget()
    const ids = Array.from({ length: 20 }, (_, index) => `R_${index}`)
    await server.ask('query ($ids: [ID!]!) { github { repositories(ids: $ids) { name } } }', { ids })
    expect(server.upstreamCalls()).toEqual({ github: 1 })
  })
})

describe("the README's source", async () => {
  const text = /```ts\n(import \{ api[\s\S]*?)```/.exec(README)?.[1] ?? ''
  const file = new URL('../../.cache/readme/library.ts', import.meta.url)
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, text.replace('../../kit/index.ts', '../../src/kit/index.ts'))
  const { library } = (await import(file.href)) as { library: AnySource }
  afterAll(() => rmSync(file))

  it.each(conformance(library))('$name', ({ run }) => run())
})
