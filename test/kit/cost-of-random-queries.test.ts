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
import { mountGraph, type MountedGraph } from '../helpers/mounted.ts'
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
  upstream: (known) => ({ ...source.upstream(known), quota: {}, readQuota: () => null }),
})

const mountForgetful = (sources: readonly AnySource[], extensions: typeof ENTITIES): Promise<MountedGraph> =>
  mountGraph({ sources: sources.map(unhurried), extensions, parts: { answers: forgetful } })

const callsOf = (events: readonly UpstreamEvent[]): Readonly<Record<string, number>> => {
  const calls: Record<string, number> = {}
  for (const event of events) {
    if (event.type === 'call' && event.via === 'upstream') calls[event.source] = (calls[event.source] ?? 0) + 1
  }
  return calls
}

/** Asks, and wants no vendor called more often than was estimated; tells how much too high the estimate was. */
const checkOne = async (graph: MountedGraph, query: string): Promise<number> => {
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
  return made === 0 ? 1 : (estimate?.calls ?? 0) / made
}

const LIBRARY: ArgumentBook = {
  'Library.book': ['(id: "bk_1")', '(id: "bk_2")', '(id: "bk_404")'],
  'Library.authorsById': ['(ids: ["au_1", "au_2", "au_3", "au_4", "au_5"])', '(ids: ["au_1"])', '(ids: [])'],
  'Query.sources': [],
}

describe('over random queries on a vendor with full lists', async () => {
  const graph = await mountForgetful([fixture], [])
  afterAll(() => graph.close())
  const ratios: number[] = []
  const run = async (query: string): Promise<void> => void ratios.push(await checkOne(graph, query))

  it('the estimate is never below the calls made', async () => {
    await fc.assert(fc.asyncProperty(randomQuery(graph.schema, LIBRARY, 5), run), { numRuns: 200, seed: 7 })
  }, 120_000)

  it('and on average at most twice them', () => {
    expect(ratios.length).toBeGreaterThan(150)
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeLessThanOrEqual(2)
  })
})

const PEOPLE = '(emails: ["ada@example.com", "grace@example.com", "nobody@example.com"])'

const OURS: ArgumentBook = {
  'Query.person': ['(email: "ada@example.com")', '(email: "nobody@example.com")'],
  'Query.people': [PEOPLE],
  'Query.organization': ['(domain: "example.com")'],
  'Query.sources': [],
  'Stripe.customer': ['(id: "cus_ada")'],
  'Hubspot.contactByEmail': ['(email: "ada@example.com")'],
  'Hubspot.contactsByEmail': [PEOPLE],
  'Github.repository': ['(owner: "octo-labs", name: "tidewater")'],
  'Github.user': ['(login: "ada")'],
  'Person.github': ['', '(search: true)'],
}

describe('over random queries across four vendors', async () => {
  const graph = await mountForgetful(SOURCES, ENTITIES)
  afterAll(() => graph.close())

  it('the estimate is never below the calls made', async () => {
    const run = async (query: string): Promise<void> => void (await checkOne(graph, query))
    await fc.assert(fc.asyncProperty(randomQuery(graph.schema, OURS, 5), run), { numRuns: 100, seed: 11 })
  }, 120_000)
})
