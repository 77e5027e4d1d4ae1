import {
  getNamedType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
} from 'graphql'
import type { AnySource } from '../../src/kit/define-source.ts'
import { describeSchema } from '../../src/kit/describe-schema.ts'
import { code, table } from './table.ts'

type Field = GraphQLField<unknown, unknown>
type Taken = GraphQLArgument | GraphQLInputField

const PAGING = ['first', 'after', 'last', 'before']
/** What every mutation takes; told once beside the table. */
const OF_ALL_WRITES = ['account', 'idempotencyKey']

const isRequired = ({ type, defaultValue }: Taken): boolean => isNonNullType(type) && defaultValue === undefined
const toText = (taken: Taken): string => code(`${taken.name}: ${String(taken.type)}`)

const takes = (taken: readonly Taken[]): readonly [required: string, optional: string] => {
  const isPaged = PAGING.every((name) => taken.some((one) => one.name === name))
  const own = taken.filter(({ name }) => !(isPaged && PAGING.includes(name)))
  const optional = [...own.filter((one) => !isRequired(one)).map(toText), ...(isPaged ? ['paging'] : [])]
  return [own.filter(isRequired).map(toText).join(', '), optional.join(', ')]
}

/** The operation that a field is made from, as the kit wrote it beside the field. */
const callOf = ({ extensions }: Field): string => {
  const told = extensions['headwaters']
  return typeof told === 'object' && told !== null && 'operation' in told ? code(String(told.operation)) : ''
}

const fieldsOf = (schema: GraphQLSchema, type: string): readonly Field[] => {
  const found = schema.getType(type)
  return isObjectType(found) ? Object.values(found.getFields()) : []
}

const toType = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** Fields of a source's namespace. */
export const queriesTable = ({ name }: AnySource, schema: GraphQLSchema): string =>
  table(
    ['Field', 'Required', 'Optional', 'Answers', 'Call', 'What it is'],
    fieldsOf(schema, toType(name)).map((field) => [
      code(field.name),
      ...takes(field.args),
      code(String(field.type)),
      callOf(field),
      field.description ?? '',
    ]),
  )

/** Fields of a source's objects that cost a call of their own. */
export const linksTable = ({ name }: AnySource, schema: GraphQLSchema): string => {
  const types = Object.values(schema.getTypeMap()).filter((type) => type.name.startsWith(toType(name)))
  const fields = types
    .filter((type) => isObjectType(type) && type.name !== toType(name))
    .flatMap((type) => fieldsOf(schema, type.name).map((field) => ({ type: type.name, field })))
  return table(
    ['Field', 'Takes', 'Answers', 'Call'],
    fields
      .filter(({ field }) => callOf(field) !== '')
      .map(({ type, field }) => [
        code(`${type}.${field.name}`),
        takes(field.args)
          .filter((part) => part !== '')
          .join(', '),
        code(String(field.type)),
        callOf(field),
      ]),
  )
}

const inputOf = (field: Field): readonly GraphQLInputField[] => {
  const input = getNamedType(field.args.find(({ name }) => name === 'input')?.type)
  const fields = isInputObjectType(input) ? Object.values(input.getFields()) : []
  return fields.filter(({ name }) => !OF_ALL_WRITES.includes(name))
}

const STANDARD = ['ConflictError', 'ForbiddenError', 'NotFoundError', 'RejectedError']

const answersOf = (field: Field): string => {
  const type = getNamedType(field.type)
  const members = isUnionType(type) ? type.getTypes().map((member) => member.name) : [type.name]
  return members
    .filter((member) => !STANDARD.includes(member))
    .map(code)
    .join(' or ')
}

/** Mutations of a source. */
export const mutationsTable = ({ name }: AnySource, schema: GraphQLSchema): string =>
  table(
    ['Mutation', 'Required', 'Optional', 'Answers', 'Call', 'What it does'],
    fieldsOf(schema, 'Mutation')
      .filter((field) => field.name.startsWith(name))
      .map((field) => [
        code(field.name),
        ...takes(inputOf(field)),
        answersOf(field),
        callOf(field),
        field.description ?? '',
      ]),
  )

/** The graph of a source alone. */
export const graphOf = (source: AnySource): GraphQLSchema => describeSchema({ sources: [source] })
