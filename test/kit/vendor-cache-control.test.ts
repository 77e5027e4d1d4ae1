import { describe, expect, it, onTestFinished } from 'vitest'
import { api, type AnySource } from '../../src/kit/index.ts'
import { mountGraph } from '../helpers/mounted.ts'
import { fixture } from '../helpers/fixture-source.ts'

/** The fixture, whose sandbox says with every answer that nobody may keep it. */
const forbidding = (cacheControl: 'obeyed' | 'ignored'): AnySource =>
  ({
    ...fixture,
    upstream: (known) => api({ ...fixture.upstream(known), cacheControl }),
    sandbox: (world) => ({ ...fixture.sandbox(world), headers: () => ({ 'cache-control': 'no-store' }) }),
  }) satisfies typeof fixture

const callsOfTwoReads = async (source: AnySource): Promise<number> => {
  const graph = await mountGraph({ sources: [source] })
  onTestFinished(() => graph.close())
  const query = '{ library { book(id: "bk_1") { title } } }'
  await graph.ask(query)
  await graph.ask(query)
  return graph.of('library').sandbox?.seen().length ?? 0
}

describe("a vendor's Cache-Control", () => {
  it('goes before the time that an operation declares', async () => {
    expect(await callsOfTwoReads(forbidding('obeyed'))).toBe(2)
  })

  it('is passed over where the source says that it means browsers', async () => {
    expect(await callsOfTwoReads(forbidding('ignored'))).toBe(1)
  })
})
