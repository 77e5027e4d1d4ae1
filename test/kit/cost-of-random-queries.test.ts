import fc from 'fast-check'
import { parse, validate } from 'graphql'
import { afterAll, describe, expect, it } from 'vitest'
import type { UpstreamEvent } from '../../src/core/upstream-event.ts'
import { ENTITIES } from '../../src/entities/index.ts'
import { estimateCost } from '../../src/kit/cost.ts'
import type { AnySource } from '../../src/kit/index.ts'
import { SOURCES } from '../../src/sources/index.ts'
import type { AnswerStore } from '../../src/state/answer-store.ts'
import { fixture } from '../helpers/fixture-source.ts'
import { mountGraph } from '../helpers/mounted.ts'
import { randomQuery, type ArgumentBook } from '../helpers/random-query.ts'

/** Nothing is remembered, so that every question is asked. */
const forgetful: AnswerStore = {
  get: () => undefined,
  set: () => undefined,
  delete: () => undefined,
  clear: () => undefined,
  bytes: () => 0,
}

/** The same vendor without quotas: here it counts how often it is asked, not how fast. */
const unhurried = (source: AnySource): AnySource => ({
  ...source,
  upstream: (known) => ({ ...source.upstream(known), quota: {}, readQuota: null }),
})

const callsOf = (events: readonly UpstreamEvent[]): Readonly<Record<string, number>> => {
  const calls: Record<string, number> = {}
  for (const event of events) {
    if (event.type === 'call' && event.via === 'upstream') calls[event.source] = (calls[event.source] ?? 0) + 1
  }
  return calls
}

const LIBRARY: ArgumentBook = {
  'Library.book': ['(id: "bk_1")', '(id: "bk_2")', '(id: "bk_404")'],
  'Library.authorsById': ['(ids: ["au_1", "au_2", "au_3", "au_4", "au_5"])', '(ids: ["au_1"])', '(ids: [])'],
  'Query.node': [],
  'Query.nodes': [],
  'Query.sources': [],
}

const OURS: ArgumentBook = {
  'Query.person': ['(email: "ada@example.com")', '(email: "nobody@example.com")'],
  'Query.people': ['(emails: ["ada@example.com", "grace@example.com", "nobody@example.com"])'],
  'Query.organization': ['(domain: "example.com")'],
  'Query.sources': [],
  'Stripe.customer': ['(id: "cus_ada")'],
  'Hubspot.contactByEmail': ['(email: "ada@example.com")'],
  'Hubspot.contactsByEmail': ['(emails: ["ada@example.com", "grace@example.com"])'],
  'Github.repository': ['(owner: "octo-labs", name: "tidewater")'],
  'Github.user': ['(login: "ada")'],
  'Person.github': ['', '(search: true)'],
}

const worlds = [
  { name: 'the library', sources: [fixture], extensions: [], book: LIBRARY, runs: 150 },
  { name: 'the four vendors', sources: SOURCES, extensions: ENTITIES, book: OURS, runs: 60 },
]

describe.each(worlds)('over random queries on $name', async ({ sources, extensions, book, runs }) => {
  const graph = await mountGraph({ sources: sources.map(unhurried), extensions, parts: { answers: forgetful } })
  afterAll(() => graph.close())
  const ratios: number[] = []

  it('the estimate is never below the calls made', async () => {
    const run = async (query: string): Promise<void> => {
      const document = parse(query)
      expect(validate(graph.schema, document)).toEqual([])
      const estimate = estimateCost({ schema: graph.schema, document })
      fc.pre(estimate !== null && estimate.calls <= 150)
      graph.events.length = 0
      await graph.ask(query)
      const actual = callsOf(graph.events)
      for (const [source, calls] of Object.entries(actual)) {
        expect(estimate?.bySource[source] ?? 0, `${source} in ${query}`).toBeGreaterThanOrEqual(calls)
      }
      const made = Object.values(actual).reduce((sum, calls) => sum + calls, 0)
      if (made > 0) ratios.push((estimate?.calls ?? 0) / made)
    }
    await fc.assert(fc.asyncProperty(randomQuery(graph.schema, book, 5), run), {
      numRuns: runs,
      seed: Number(process.env['SEED'] ?? 7),
    })
  }, 300_000)

  it('and on average at most twice them', () => {
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
    if (process.env['SHOW']) console.log(ratios.length, mean, ratios.filter((r) => r === 1).length)
    expect(mean).toBeLessThanOrEqual(2)
  })
})
