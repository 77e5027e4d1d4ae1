import fc from 'fast-check'
import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'

/** What may be sent to a field: each text is one way to write its arguments. */
export type ArgumentBook = Readonly<Record<string, readonly string[]>>

interface Writing {
  readonly schema: GraphQLSchema
  readonly book: ArgumentBook
  /** An endless row of numbers that decide everything. */
  readonly next: (below: number) => number
}

const PAGE_SIZES = ['', '(first: 1)', '(first: 2)', '(first: 3)']

type Field = GraphQLField<unknown, unknown>

const waysOf = (type: GraphQLObjectType, field: Field, { book }: Writing): readonly string[] => {
  const told = book[`${type.name}.${field.name}`]
  if (told) return told
  if (field.args.some(isRequiredArgument)) return []
  return field.args.some(({ name }) => name === 'first') ? PAGE_SIZES : ['']
}

const selectionOf = (type: GraphQLCompositeType, depth: number, writing: Writing): string => {
  if (isUnionType(type) || isInterfaceType(type)) {
    const types = writing.schema.getPossibleTypes(type)
    const one = types[writing.next(types.length)]
    return one ? `{ __typename ... on ${one.name} ${selectionOf(one, depth, writing)} }` : '{ __typename }'
  }
  return `{ __typename ${isObjectType(type) ? fieldsOf(type, depth, writing) : ''} }`
}

const fieldsOf = (type: GraphQLObjectType, depth: number, writing: Writing): string => {
  const fields = Object.values(type.getFields()).filter(
    (field) => isCompositeType(getNamedType(field.type)) && waysOf(type, field, writing).length > 0,
  )
  // Connections and namespaces only lead on, so that they cost no depth.
  const leadsOn = type.name.endsWith('Connection') || type.name.endsWith('Edge')
  if (fields.length === 0 || depth === 0) return ''
  return Array.from({ length: 1 + writing.next(2) }, (_, at) => {
    const field = fields[writing.next(fields.length)]
    if (!field) return ''
    const ways = waysOf(type, field, writing)
    const below = selectionOf(getNamedType(field.type) as GraphQLCompositeType, leadsOn ? depth : depth - 1, writing)
    return `a${at}: ${field.name}${ways[writing.next(ways.length)] ?? ''} ${below}`
  }).join(' ')
}

/** Random nested queries with aliases over a schema. */
export const randomQuery = (schema: GraphQLSchema, book: ArgumentBook, depth: number): fc.Arbitrary<string> =>
  fc.infiniteStream(fc.nat(1_000_000)).map((stream) => {
    const numbers = stream[Symbol.iterator]()
    const next = (below: number): number => Number(numbers.next().value) % below
    const type = schema.getQueryType()
    return type ? `query { ${fieldsOf(type, depth, { schema, book, next })} }` : ''
  })
