import { GraphQLError, parse, locatedError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { EdgeError } from '../../src/server/edge-error.ts'
import { type MaskFacts, maskError } from '../../src/server/mask.ts'

const FACTS: MaskFacts = {
  correlationId: 'id-1',
  timestamp: '2026-01-01T00:00:00.000Z',
  documentationBaseUrl: 'https://docs.test/errors',
  hideSuggestions: false,
}
const SECRET = 'password=hunter2'

const inField = (thrown: Error): GraphQLError => locatedError(thrown, undefined, ['stripe', 'customer'])

const typed = new HeadwatersError('UPSTREAM_REJECTED', 'Stripe refused the amount.', {
  source: 'stripe',
  operation: 'createRefund',
  retryAfterMs: 1_500,
  outcome: 'notApplied',
  details: [{ field: 'input.amount', issue: 'too large' }],
  vendor: { code: 'amount_too_large', requestId: 'req_1' },
  problem: { body: SECRET },
  cause: new Error(SECRET),
})

const parseError = (): unknown => {
  try {
    return parse('{')
  } catch (thrown) {
    return thrown
  }
}

describe('what leaves', () => {
  it('a typed error says its message and every fact that a caller may know', () => {
    const { error, hidden } = maskError(inField(typed), FACTS)
    expect(error.toJSON()).toEqual({
      message: 'Stripe refused the amount.',
      path: ['stripe', 'customer'],
      extensions: {
        code: 'UPSTREAM_REJECTED',
        source: 'stripe',
        operation: 'createRefund',
        retryable: false,
        retryAfterMs: 1_500,
        outcome: 'notApplied',
        details: [{ field: 'input.amount', issue: 'too large' }],
        vendor: { code: 'amount_too_large', requestId: 'req_1' },
        correlationId: 'id-1',
        timestamp: '2026-01-01T00:00:00.000Z',
        documentationUrl: 'https://docs.test/errors#upstream_rejected',
      },
    })
    expect(hidden).toBeUndefined()
  })

  it('facts that an error does not have are left out', () => {
    const { error } = maskError(new HeadwatersError('CANCELLED', 'Gone.'), FACTS)
    expect(Object.keys(error.extensions)).toEqual([
      'code',
      'retryable',
      'correlationId',
      'timestamp',
      'documentationUrl',
    ])
  })

  const internal: readonly (readonly [string, unknown])[] = [
    ['an Error', inField(new TypeError(SECRET))],
    ['an Error outside any field', new Error(SECRET)],
    ['an error wrapped twice', inField(new GraphQLError('x', { originalError: new Error(SECRET) }))],
    ['a string', SECRET],
    ['an object', { message: SECRET }],
    ['undefined', undefined],
    [
      'our own INTERNAL',
      inField(new HeadwatersError('INTERNAL', SECRET, { details: [{ field: SECRET, issue: SECRET }] })),
    ],
    [
      'a GraphQLError of a field with a code that is not ours',
      inField(new GraphQLError(SECRET, { extensions: { code: 'VENDOR' } })),
    ],
    ['a GraphQLError of a field without a code', inField(new GraphQLError(SECRET, { extensions: { secret: SECRET } }))],
    ['a GraphQLError that says INTERNAL', new GraphQLError(SECRET, { extensions: { code: 'INTERNAL' } })],
  ]
  it.each(internal)('of %s nothing but the correlation id leaves', (_, thrown) => {
    const { error, http } = maskError(thrown, FACTS)
    expect(error.message).toBe('Unexpected error.')
    expect(error.extensions).toMatchObject({ code: 'INTERNAL', correlationId: 'id-1', retryable: false })
    expect(JSON.stringify(error)).not.toContain('hunter2')
    expect(http.status).toBe(500)
  })

  it('what does not leave is kept for the log', () => {
    const cause = new TypeError(SECRET)
    expect(maskError(inField(cause), FACTS).hidden).toBe(cause)
  })

  it('extensions that are not ours stay behind', () => {
    const thrown = new GraphQLError('No.', { extensions: { code: 'BAD_USER_INPUT', debug: SECRET } })
    expect(JSON.stringify(maskError(thrown, FACTS).error)).not.toContain('hunter2')
  })
})

describe('codes', () => {
  const rows: readonly (readonly [string, unknown, string, number, boolean])[] = [
    ['a document that is not GraphQL', parseError(), 'GRAPHQL_PARSE_FAILED', 400, true],
    [
      'a document that does not fit',
      new GraphQLError('No field x.', { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
      'GRAPHQL_VALIDATION_FAILED',
      400,
      true,
    ],
    [
      'a variable of another type',
      new GraphQLError('Variable "$n" got invalid value "x"; Int cannot represent it.'),
      'BAD_USER_INPUT',
      400,
      true,
    ],
    [
      'a variable that is missing',
      new GraphQLError('Variable "$n" of required type "Int!" was not provided.'),
      'BAD_USER_INPUT',
      400,
      true,
    ],
    [
      'an argument that is null',
      inField(new GraphQLError('Argument "n" of non-null type "Int!" must not be null.')),
      'BAD_USER_INPUT',
      400,
      true,
    ],
    [
      "Yoga's BAD_REQUEST",
      new GraphQLError('No.', { extensions: { code: 'BAD_REQUEST', http: { status: 405 } } }),
      'BAD_USER_INPUT',
      405,
      false,
    ],
    [
      "a plugin's own code",
      new GraphQLError('No.', { extensions: { code: 'TENANT_CLOSED', http: { status: 402 } } }),
      'TENANT_CLOSED',
      402,
      false,
    ],
    ['a refusal of the edge', new EdgeError('NOT_FOUND', 'Nothing here.'), 'NOT_FOUND', 404, false],
    ['a caller without a credential', new HeadwatersError('UNAUTHENTICATED', 'Who?'), 'UNAUTHENTICATED', 401, false],
  ]
  it.each(rows)('%s', (_, thrown, code, status, spec) => {
    const masked = maskError(thrown, FACTS)
    expect(masked.error.extensions['code']).toBe(code)
    expect(masked.http).toMatchObject({ status, spec })
  })

  it('a validation message about a variable is not taken for a wrong value', () => {
    const thrown = new GraphQLError('Variable "$n" of type "Int" used in position expecting type "Int!".', {
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    })
    expect(maskError(thrown, FACTS).code).toBe('GRAPHQL_VALIDATION_FAILED')
  })
})

describe('headers', () => {
  it('a 401 names the scheme that is taken', () => {
    expect(maskError(new HeadwatersError('UNAUTHENTICATED', 'Who?'), FACTS).http.headers).toEqual({
      'www-authenticate': 'Bearer realm="headwaters"',
    })
  })

  it('a wait is told in whole seconds, rounded up', () => {
    const thrown = new HeadwatersError('RATE_LIMITED', 'Slow down.', { retryAfterMs: 1_001 })
    expect(maskError(thrown, FACTS).http.headers).toEqual({ 'retry-after': '2' })
  })
})

describe('suggestions', () => {
  const thrown = new GraphQLError('Cannot query field "nam" on type "Q". Did you mean "name" or "secretName"?', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  })

  it('are cut off where the schema may not be read', () => {
    expect(maskError(thrown, { ...FACTS, hideSuggestions: true }).error.message).toBe(
      'Cannot query field "nam" on type "Q".',
    )
  })

  it('are told where it may', () => expect(maskError(thrown, FACTS).error.message).toContain('secretName'))
})
