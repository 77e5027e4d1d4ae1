import { GraphQLObjectType, GraphQLSchema, GraphQLString, type GraphQLFieldConfig } from 'graphql'
import { describe, expect, it } from 'vitest'
import { failWhole, markStale } from '../../src/graph/answer-notes.ts'
import type { RequestContext } from '../../src/graph/context.ts'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createToyServer } from '../helpers/toy-server.ts'

type Field = GraphQLFieldConfig<unknown, RequestContext>

const old: Field = {
  type: GraphQLString,
  resolve: (_parent, _args, context, { path }) => {
    markStale(context, { path: [path.key], source: 'toy', ageMs: 5_000 })
    return 'old'
  },
}

const vital: Field = {
  type: GraphQLString,
  resolve: (_parent, _args, context) => {
    failWhole(context)
    throw new HeadwatersError('UPSTREAM_FAILED', 'Toy is down.', { source: 'toy' })
  },
}

const fresh: Field = { type: GraphQLString, resolve: () => 'fresh' }
const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { old, vital, fresh } }) })
const { post } = createToyServer({ schema })

const ask = async (query: string) => (await (await post({ query })).json()) as Record<string, unknown>
const STALE = [{ path: ['old'], source: 'toy', ageMs: 5_000 }]

describe('what fields say of an answer as a whole', () => {
  it('stale values are listed in its extensions', async () => {
    expect(await ask('{ old fresh }')).toEqual({ data: { old: 'old', fresh: 'fresh' }, extensions: { stale: STALE } })
  })

  it('an answer without any has no extensions', async () => {
    expect(await ask('{ fresh }')).toEqual({ data: { fresh: 'fresh' } })
  })

  it('one request says nothing of another', async () => {
    const [first, second] = await Promise.all([ask('{ old }'), ask('{ fresh }')])
    expect(first).toHaveProperty('extensions')
    expect(second).not.toHaveProperty('extensions')
  })

  it('a field that the rest needs takes all of it along, with its error masked and typed', async () => {
    const answer = await ask('{ fresh vital }')
    expect(answer).toMatchObject({ data: null, errors: [{ path: ['vital'], extensions: { code: 'UPSTREAM_FAILED' } }] })
  })

  it('a deferred part tells of its own stale values', async () => {
    const query = '{ fresh ... on Query @defer { old } }'
    const text = await (await post({ query }, { accept: 'multipart/mixed' })).text()
    expect(text).toContain('"data":{"fresh":"fresh"}')
    expect(text).toContain(JSON.stringify({ stale: STALE }))
  })
})
