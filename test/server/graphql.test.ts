import { describe, expect, it } from 'vitest'
import { createToyServer, LEAK, readAnswer, readCodes } from '../helpers/toy-server.ts'

const deep = (levels: number): string => `{ ${'toy { '.repeat(levels)}color${' }'.repeat(levels)} }`
const aliases = (count: number): string => `{ ${Array.from({ length: count }, (_, at) => `a${at}: hello`).join(' ')} }`

describe('an operation', () => {
  const { post } = createToyServer()

  it('is answered', async () => {
    const response = await post({ query: 'query Hi($name: String) { hello(name: $name) }', variables: { name: 'Ada' } })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ data: { hello: 'hello Ada' } })
  })

  it('a stream of events comes as server-sent events', async () => {
    const response = await post({ query: 'subscription { count(to: 2) }' }, { accept: 'text/event-stream' })
    const text = await response.text()
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(text).toContain('data: {"data":{"count":1}}')
    expect(text).toContain('data: {"data":{"count":2}}')
    expect(text).toContain('event: complete')
  })

  it('a deferred part comes later, and its errors are masked like any other', async () => {
    const query = '{ hello ... on Query @defer { crash toy { color } } }'
    const response = await post({ query }, { accept: 'multipart/mixed' })
    const text = await response.text()
    expect(text).toContain('{"data":{"hello":"hello you"},"hasNext":true}')
    expect(text).toContain('"message":"Unexpected error."')
    expect(text).toContain('"correlationId"')
    expect(text).not.toContain(LEAK)
  })

  it('one field that fails leaves the rest of the answer standing, with status 200', async () => {
    const response = await post({ query: '{ hello typed crash }' })
    const answer = await readAnswer(response)
    expect(response.status).toBe(200)
    expect(answer.data).toEqual({ hello: 'hello you', typed: null, crash: null })
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['typed'], 'UPSTREAM_RATE_LIMITED'],
      [['crash'], 'INTERNAL'],
    ])
  })

  it.each(['typed', 'internal', 'crash', 'nonsense', 'foreign', 'bare'])(
    'what the field %s throws leaks nothing',
    async (field) => {
      const text = await (await post({ query: `{ ${field} }` })).text()
      expect(text).not.toContain('hunter2')
      expect(text).not.toContain('.ts:')
    },
  )
})

describe('a request that is wrong gets its own clear error', () => {
  const server = createToyServer({ maxBodyBytes: 20_000 })

  const rows: readonly (readonly [string, unknown, string, number])[] = [
    ['a body that is not JSON', '{"query": "{ hello }"', 'BAD_USER_INPUT', 400],
    ['no body', '', 'BAD_USER_INPUT', 400],
    ['a body that is a list', [{ query: '{ hello }' }], 'BAD_USER_INPUT', 400],
    ['no query', {}, 'BAD_USER_INPUT', 400],
    ['a parameter nobody knows', { query: '{ hello }', foo: 1 }, 'BAD_USER_INPUT', 400],
    ['a query that is a number', { query: 1 }, 'BAD_USER_INPUT', 400],
    ['variables that are a list', { query: '{ hello }', variables: [] }, 'BAD_USER_INPUT', 400],
    ['a document that is not GraphQL', { query: '{ hello' }, 'GRAPHQL_PARSE_FAILED', 400],
    ['an unknown field', { query: '{ helo }' }, 'GRAPHQL_VALIDATION_FAILED', 400],
    ['an unknown argument', { query: '{ hello(nam: 1) }' }, 'GRAPHQL_VALIDATION_FAILED', 400],
    ['a literal of another type', { query: '{ double(number: "x") }' }, 'GRAPHQL_VALIDATION_FAILED', 400],
    [
      'a variable of another type',
      { query: 'query ($n: Int!) { double(number: $n) }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
      400,
    ],
    ['a variable that is missing', { query: 'query ($n: Int!) { double(number: $n) }' }, 'BAD_USER_INPUT', 400],
    [
      'an operation that is not there',
      { query: 'query A { hello }', operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
      400,
    ],
    ['too many levels', { query: deep(17) }, 'TOO_COSTLY', 400],
    ['too many aliases', { query: aliases(31) }, 'TOO_COSTLY', 400],
    ['too many aliases of `__typename`', { query: aliases(31).replaceAll('hello', '__typename') }, 'TOO_COSTLY', 400],
    ['too many tokens', { query: `{ ${'hello '.repeat(2_001)} }` }, 'TOO_COSTLY', 400],
    ['too many directives', { query: `{ hello ${'@include(if: true) '.repeat(51)} }` }, 'TOO_COSTLY', 400],
    ['a body that is too large', { query: `{ hello } #${'x'.repeat(20_000)}` }, 'PAYLOAD_TOO_LARGE', 413],
  ]
  it.each(rows)('%s', async (_, body, code, status) => {
    const response = await server.post(body)
    const { errors = [] } = await readAnswer(response)
    expect(errors.map(({ extensions }) => extensions['code'])).toContain(code)
    expect(response.status).toBe(status)
    expect(errors[0]?.message).toMatch(/^[A-Z].{10,}/)
    expect(errors[0]?.extensions['correlationId']).toBe(response.headers.get('x-request-id'))
  })

  it.each(['is 16 levels deep', 'has 30 aliases'])('an operation at the limit passes (%s)', async (limit) => {
    const response = await server.post({ query: limit.includes('levels') ? deep(15) : aliases(30) })
    expect(await readCodes(response)).toEqual([])
  })

  it('a fragment does not hide levels', async () => {
    const spread = `query { toy { ...A } } fragment A on Toy { ${deep(16).slice(1, -1)} }`
    expect(await readCodes(await server.post({ query: spread }))).toContain('TOO_COSTLY')
  })

  it('a limit is told with its number and without a word of the document', async () => {
    const { errors } = await readAnswer(await server.post({ query: aliases(31) }))
    expect(errors?.[0]?.message).toBe(
      'The operation has more aliases than the 30 that are allowed; ask for less at once.',
    )
  })

  const types: readonly (readonly [string, number, string])[] = [
    ['text/plain', 403, 'FORBIDDEN'],
    ['application/x-www-form-urlencoded', 403, 'FORBIDDEN'],
    ['multipart/form-data; boundary=x', 403, 'FORBIDDEN'],
    ['application/xml', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ]
  it.each(types)('a body of the content type %s', async (type, status, code) => {
    const response = await server.post('{"query":"{ hello }"}', { 'content-type': type })
    expect(response.status).toBe(status)
    expect(await readCodes(response)).toEqual([code])
  })

  it('a compressed body', async () => {
    const response = await server.post('x', { 'content-encoding': 'gzip' })
    expect([response.status, await readCodes(response)]).toEqual([415, ['UNSUPPORTED_MEDIA_TYPE']])
  })

  it('an answer in a form that we do not have', async () => {
    const response = await server.post({ query: '{ hello }' }, { accept: 'text/csv' })
    expect([response.status, await readCodes(response)]).toEqual([406, ['NOT_ACCEPTABLE']])
  })

  it('variables in the URL that are not JSON', async () => {
    const response = await server.get('/graphql?query={hello}&variables={', { 'x-graphql-yoga-csrf': '1' })
    expect([response.status, await readCodes(response)]).toEqual([400, ['BAD_USER_INPUT']])
  })

  it('another method', async () => {
    const response = await server.fetch(new Request('http://localhost/graphql', { method: 'PUT', body: '{}' }))
    expect([response.status, response.headers.get('allow'), await readCodes(response)]).toEqual([
      405,
      'GET, POST',
      ['METHOD_NOT_ALLOWED'],
    ])
  })

  it('a mutation by GET', async () => {
    const response = await server.get('/graphql?query=mutation{stripeCreateRefund}', { 'x-graphql-yoga-csrf': '1' })
    expect([response.status, response.headers.get('allow'), await readCodes(response)]).toEqual([
      405,
      'POST',
      ['BAD_USER_INPUT'],
    ])
  })

  it('a client that only knows application/json gets 200 for what the specification calls a GraphQL error', async () => {
    const response = await server.post({ query: '{ helo }' }, { accept: 'application/json' })
    expect([response.status, await readCodes(response)]).toEqual([200, ['GRAPHQL_VALIDATION_FAILED']])
  })
})

describe('CSRF', () => {
  const { get } = createToyServer()

  it.each([
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
    ['origin', 'https://elsewhere.example'],
  ])(
    'a GET that a page of another site could send (%s: %s) is refused, and told what to add',
    async (header, value) => {
      const { errors } = await readAnswer(await get('/graphql?query={hello}', { [header]: value }))
      expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN')
      expect(errors?.[0]?.message).toContain('x-graphql-yoga-csrf')
    },
  )

  it.each(['x-graphql-yoga-csrf', 'apollo-require-preflight'])(
    'a GET of another site with the header %s is answered',
    async (header) => {
      const headers = { 'sec-fetch-site': 'cross-site', [header]: '1' }
      expect((await get('/graphql?query={hello}', headers)).status).toBe(200)
    },
  )

  it('a GET of no browser, or of a page of this server, is answered', async () => {
    expect((await get('/graphql?query={hello}')).status).toBe(200)
    expect((await get('/graphql?query={hello}', { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })
})

describe('production', () => {
  const { post } = createToyServer({ isProduction: true, callers: { allowAnonymous: true } })

  it('the schema cannot be asked for', async () => {
    expect(await readCodes(await post({ query: '{ __schema { types { name } } }' }))).toContain(
      'GRAPHQL_VALIDATION_FAILED',
    )
  })

  it('a misspelt field is not told what it might have meant', async () => {
    expect(await (await post({ query: '{ helo }' })).text()).not.toContain('hello')
  })
})
