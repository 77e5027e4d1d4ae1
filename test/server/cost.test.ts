import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type ClientAnswer, type RunningServer } from '../helpers/running.ts'

const ASKING = { 'x-headwaters-cost': 'true' }

interface Cost {
  readonly estimated: Readonly<Record<string, number>>
  readonly actual: Readonly<Record<string, number>>
}

const costOf = (answer: ClientAnswer): Cost | undefined => (answer as { extensions?: { cost?: Cost } }).extensions?.cost

const CUSTOMERS = '{ stripe { customers(first: 2) { nodes { invoices(first: 1) { nodes { id } } } } } }'

describe('the cost of an operation', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({
      HEADWATERS_MAX_UPSTREAM_CALLS: '20',
      HEADWATERS_MAX_UPSTREAM_CALLS_BY_SOURCE: 'slack:2',
    })
  })
  afterAll(() => server.close())

  it('is told to those who ask for it: what was estimated, and what was made', async () => {
    const answer = await server.ask(CUSTOMERS, {}, ASKING)
    expect(costOf(answer)).toEqual({ estimated: { stripe: 3 }, actual: { stripe: 3 } })
    expect(costOf(await server.ask(CUSTOMERS, {}, ASKING))).toEqual({ estimated: { stripe: 3 }, actual: {} })
  })

  it('is not told to others', async () => {
    expect(await server.ask(CUSTOMERS)).not.toHaveProperty('extensions')
  })

  it('above the budget is refused before a vendor is asked, with the arithmetic', async () => {
    server.forget()
    const query = CUSTOMERS.replace('first: 2', 'first: 100')
    const { errors, data } = await server.ask(query)
    expect(data).toBeUndefined()
    expect(errors?.[0]?.message).toMatch(/up to 101 upstream calls \(stripe 101\); 20 are allowed/)
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'TOO_COSTLY',
      details: [{ field: 'stripe.customers.nodes.invoices', issue: 'asks stripe.invoices 100 times' }, {}],
    })
    expect(server.upstreamCalls()).toEqual({})
  })

  it('above the budget of one source is refused as well', async () => {
    const { errors } = await server.ask(
      '{ slack { users(first: 1) { nodes { id } } a: users(first: 2) { nodes { id } } b: users(first: 3) { nodes { id } } } }',
    )
    expect(errors?.[0]?.message).toContain('up to 3 calls to slack; 2 are allowed')
  })
})

const QUERIES = [...readFileSync('README.md', 'utf8').matchAll(/```graphql\n([\s\S]*?)```/g)].map(
  ([, query = '']) => query,
)

describe("the README's queries", () => {
  it('cost never more than estimated, and on average at least half of it', async () => {
    const server = await startServer({ HEADWATERS_SHOW_COST: 'true' })
    const ratios: number[] = []
    const sum = (calls: Readonly<Record<string, number>>): number => Object.values(calls).reduce((a, b) => a + b, 0)
    for (const query of QUERIES) {
      const { estimated = {}, actual = {} } = costOf(await server.ask(query)) ?? {}
      for (const [source, calls] of Object.entries(actual)) {
        expect(estimated[source] ?? 0, query).toBeGreaterThanOrEqual(calls)
      }
      // What an earlier one of them has asked is remembered, and says nothing about the estimate.
      if (sum(actual) > 0) ratios.push(sum(estimated) / sum(actual))
    }
    await server.close()
    expect(ratios.reduce((a, b) => a + b, 0) / ratios.length).toBeLessThanOrEqual(2)
  })
})
