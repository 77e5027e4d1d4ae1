import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SOURCES } from '../../src/sources/index.ts'
import { documentedQueries } from '../helpers/documented-query.ts'
import { startServer, type RunningServer } from '../helpers/running.ts'

describe.each(SOURCES.map(({ name }) => name))('the page of %s', (name) => {
  const page = readFileSync(`docs/sources/${name}.md`, 'utf8')
  const pairs = documentedQueries(page)
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  it('shows an answer to each of its queries, at least three', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(3)
    expect(page.match(/```graphql/g)).toHaveLength(pairs.length)
  })

  it.each(pairs)('$name is answered as it says', async ({ query, answer }) => {
    expect(await server.ask(query)).toMatchObject(answer)
  })
})
