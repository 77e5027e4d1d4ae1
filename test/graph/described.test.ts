import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  printSchema,
  type GraphQLNamedType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { smallSchema } from '../helpers/small-schema.ts'

interface Described {
  readonly name: string
  readonly description?: string | null | undefined
}

const partsOf = (type: GraphQLNamedType): (readonly [string, Described])[] => {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value])
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field])
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).flatMap((field) => [
    [`${type.name}.${field.name}`, field] as const,
    ...field.args.map((arg) => [`${type.name}.${field.name}(${arg.name}:)`, arg] as const),
  ])
}

const ERROR_FIELDS = {
  code: 'ErrorCode!',
  correlationId: 'String!',
  message: 'String!',
  retryAfterMs: 'Int',
  retryable: 'Boolean!',
}

describe('the printed schema', () => {
  const schema = smallSchema()
  const own = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))

  it('describes every type, field, argument and enum value', () => {
    const parts = own.flatMap((type): (readonly [string, Described])[] => [[type.name, type], ...partsOf(type)])
    expect(parts.length).toBeGreaterThan(60)
    expect(parts.filter(([, { description }]) => !description).map(([path]) => path)).toEqual([])
  })

  it.each([
    ['Money', { currency: 'Currency!', decimal: 'String!', minorUnits: 'SafeInt!' }],
    ['Error', ERROR_FIELDS],
    ['NotFoundError', ERROR_FIELDS],
    ['RejectedError', { ...ERROR_FIELDS, details: '[ErrorDetail!]!' }],
    ['ErrorDetail', { field: 'String!', issue: 'String!' }],
  ])('has %s with its fields', (name, fields) => {
    const type = schema.getType(name)
    const found = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
    expect(Object.fromEntries(found.map((field) => [field.name, String(field.type)]))).toEqual(fields)
  })

  it.each(['DateTime', 'URL', 'EmailAddress', 'PhoneNumber', 'SafeInt', 'Currency'])(
    'says where %s is specified',
    (name) => {
      expect(printSchema(schema)).toMatch(new RegExp(`scalar ${name} @specifiedBy\\(url: "https://`))
    },
  )
})
