import { isEnumType, isInputObjectType, isObjectType, type GraphQLNamedType } from 'graphql'
import { afterAll, describe, expect, it } from 'vitest'
import { stripe } from '../../../src/sources/stripe/index.ts'
import { mountGraph } from '../../../src/testing/mounted-graph.ts'

interface Described {
  readonly description?: string | null | undefined
}

const partsOf = (type: GraphQLNamedType): (readonly [string, Described])[] => {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value])
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field])
  if (!isObjectType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field] as const,
    ...field.args.map((arg) => [`${type.name}.${field.name}(${arg.name}:)`, arg] as const),
  ])
}

const graph = await mountGraph({ sources: [stripe] })
afterAll(() => graph.close())

// What a schema has without any source.
const bare = await mountGraph({ sources: [] })
afterAll(() => bare.close())

const types = Object.values(graph.schema.getTypeMap())
const own = types.filter(({ name }) => name.startsWith('Stripe'))

describe('what Stripe adds to the graph', () => {
  it('wears its prefix', () => {
    const known = new Set([...Object.keys(bare.schema.getTypeMap()), 'PageInfo'])
    expect(types.map(({ name }) => name).filter((name) => !name.startsWith('Stripe') && !known.has(name))).toEqual([])
  })

  it('is described to the last argument', () => {
    const parts = own.flatMap((type): (readonly [string, Described])[] => [[type.name, type], ...partsOf(type)])
    expect(parts.length).toBeGreaterThan(400)
    expect(parts.filter(([, { description }]) => !description).map(([path]) => path)).toEqual([])
  })

  it('has each mutation with the source’s prefix and a declined card where cards are charged', () => {
    const mutations = Object.values(graph.schema.getMutationType()?.getFields() ?? {})
    const charging = mutations.filter(({ type }) => {
      const union = graph.schema.getType(String(type))
      return (
        union !== undefined &&
        'getTypes' in union &&
        union.getTypes().some(({ name }) => name === 'StripeCardDeclinedError')
      )
    })
    expect(mutations.every(({ name }) => name.startsWith('stripe'))).toBe(true)
    expect(charging.map(({ name }) => name).toSorted()).toEqual([
      'stripeConfirmPaymentIntent',
      'stripeCreatePaymentIntent',
    ])
  })
})
