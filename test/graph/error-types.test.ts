import { graphql, isUnionType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES, ERROR_TRAITS } from '../../src/core/error-code.ts'
import { HeadwatersError, type ErrorFacts } from '../../src/core/headwaters-error.ts'
import { createBuilder } from '../../src/graph/builder.ts'
import { addErrorTypes, toExpected } from '../../src/graph/error-types.ts'
import { smallSchema } from '../helpers/small-schema.ts'

const source = `mutation {
  renameThing(name: "n") {
    __typename
    ... on Thing { name }
    ... on Error { message code retryable retryAfterMs correlationId }
    ... on RejectedError { details { field issue } }
    ... on ToyCardDeclinedError { declineCode }
  }
}`

const rename = (thrown?: unknown) => graphql({ schema: smallSchema({ thrown }), source })
const failed = (code: HeadwatersError['code'], facts: ErrorFacts = {}) => new HeadwatersError(code, 'It is so.', facts)

describe('a mutation with a result union', () => {
  it('names the union per field, with the thing itself as a member', () => {
    const union = smallSchema().getType('RenameThingResult')
    expect(isUnionType(union) && union.getTypes().map(({ name }) => name)).toEqual([
      'ConflictError',
      'ForbiddenError',
      'NotFoundError',
      'RejectedError',
      'Thing',
      'ToyCardDeclinedError',
    ])
  })

  it('answers the thing when all is well', async () => {
    expect(await rename()).toEqual({ data: { renameThing: { __typename: 'Thing', name: 'n' } } })
  })

  it.each([
    ['UPSTREAM_NOT_FOUND', 'NotFoundError', {}],
    ['UPSTREAM_CONFLICT', 'ConflictError', {}],
    ['UPSTREAM_FORBIDDEN', 'ForbiddenError', {}],
    ['UPSTREAM_REJECTED', 'RejectedError', { details: [] }],
    ['BAD_USER_INPUT', 'RejectedError', { details: [] }],
  ] as const)('%s is data: %s', async (code, __typename, more) => {
    const common = { message: 'It is so.', code, retryable: false, retryAfterMs: null, correlationId: 'req-1' }
    expect(await rename(failed(code))).toEqual({ data: { renameThing: { __typename, ...common, ...more } } })
  })

  it('says which places of a refused request are wrong', async () => {
    const details = [{ field: 'input.name', issue: 'is too long' }]
    const { data } = await rename(failed('UPSTREAM_REJECTED', { details }))
    expect(data).toMatchObject({ renameThing: { details } })
  })

  it('a word on repeating wins over what the code says', async () => {
    const { data } = await rename(failed('UPSTREAM_CONFLICT', { shouldRetry: true }))
    expect(data).toMatchObject({ renameThing: { retryable: true } })
  })

  it('a wait that Int cannot hold is cut, not lost', async () => {
    const { data, errors } = await rename(failed('UPSTREAM_CONFLICT', { retryAfterMs: 1e12 + 0.5 }))
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({ renameThing: { retryAfterMs: 2_147_483_647 } })
  })

  it('a source’s own error comes before the standard one of the same code', async () => {
    const { data } = await rename(failed('UPSTREAM_REJECTED', { problem: { decline_code: 'lost_card' } }))
    expect(data).toMatchObject({
      renameThing: { __typename: 'ToyCardDeclinedError', declineCode: 'lost_card', code: 'UPSTREAM_REJECTED' },
    })
  })

  it('a problem of another kind stays the standard one', async () => {
    const { data } = await rename(failed('UPSTREAM_REJECTED', { problem: { other: true } }))
    expect(data).toMatchObject({ renameThing: { __typename: 'RejectedError' } })
  })

  const EXPECTED = [
    'UPSTREAM_NOT_FOUND',
    'UPSTREAM_CONFLICT',
    'UPSTREAM_FORBIDDEN',
    'UPSTREAM_REJECTED',
    'BAD_USER_INPUT',
  ]
  it.each(ERROR_CODES.filter((code) => !EXPECTED.includes(code)))('%s is an entry in errors[]', async (code) => {
    const thrown = failed(code)
    const { data, errors } = await rename(thrown)
    expect(toExpected(thrown, 'req-1')).toBeNull()
    expect(data).toEqual({ renameThing: null })
    expect(errors?.map(({ originalError }) => originalError)).toEqual([thrown])
  })

  it('a fault is an entry in errors[] too', async () => {
    const { data, errors } = await rename(new TypeError('a bug'))
    expect(data).toEqual({ renameThing: null })
    expect(errors?.[0]?.originalError).toBeInstanceOf(TypeError)
  })
})

describe('error types', () => {
  it('can be added twice: the second time answers the first', () => {
    const builder = createBuilder()
    expect(addErrorTypes(builder)).toBe(addErrorTypes(builder))
  })

  it('ErrorCode has every code with its meaning', async () => {
    const { data } = await graphql({
      schema: smallSchema(),
      source: '{ __type(name: "ErrorCode") { enumValues { name description } } }',
    })
    const enumValues = ERROR_CODES.map((name) => ({ name, description: ERROR_TRAITS[name].meaning }))
    expect(data).toEqual({ __type: { enumValues: expect.arrayContaining(enumValues) } })
  })
})
