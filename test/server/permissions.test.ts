import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { Caller } from '../../src/graph/context.ts'
import { estimateCost } from '../../src/kit/cost.ts'
import { assertMayRun } from '../../src/server/permissions.ts'

const nobody: Caller = { name: 'nobody', by: 'apiKey', tenant: null, scopes: [] }

/** Fragments that each spread the next one twice: followed without a memory, 2 to the power of `levels` steps. */
const doubled = (type: 'Query' | 'Mutation', levels: number): string => {
  const links = Array.from({ length: levels }, (_, at) => `fragment f${at} on ${type} { ...f${at + 1} ...f${at + 1} }`)
  return `${type.toLowerCase()} { ...f0 } ${links.join(' ')} fragment f${levels} on ${type} { stripeDo }`
}

describe('who may run a mutation', () => {
  it('is found through fragments that double, each followed once', () => {
    const document = parse(doubled('Mutation', 60))
    expect(() => assertMayRun({ document }, nobody, { allowMutations: false })).toThrow(/may not run stripeDo/)
  })

  it.each(['Query', 'Mutation'] as const)('and what it costs is estimated through them as well (%s)', (type) => {
    const schema = buildSchema('type Query { stripeDo: Int } type Mutation { stripeDo: Int }')
    const document = parse(doubled(type, 60))
    expect(validate(schema, document)).toEqual([])
    expect(() => estimateCost({ schema, document, operationName: null, variables: {} })).not.toThrow()
  })
})
