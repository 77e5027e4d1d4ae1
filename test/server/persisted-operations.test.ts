import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashDocument, readManifest, type PersistedOperations } from '../../src/server/persisted-operations.ts'
import { createToyServer, readAnswer, readCodes } from '../helpers/toy-server.ts'

const HELLO = 'query Hello($name: String) { hello(name: $name) }'
const FREE = 'query Free { hello }'
const LISTED = hashDocument(HELLO)
const UNLISTED = hashDocument(FREE)

const manifestOf = (documents: Readonly<Record<string, unknown>>): PersistedOperations => {
  const reading = readManifest(JSON.stringify(documents), 'operations.json')
  if ('problems' in reading) throw new Error(reading.problems.join('\n'))
  return reading.operations
}
const ofText = (...texts: readonly string[]): PersistedOperations =>
  manifestOf(Object.fromEntries(texts.map((text) => [`sha256:${hashDocument(text)}`, text])))

const apollo = (hash: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash: hash } })
const variables = { name: 'Ada' }

describe('a registered operation is answered, named', () => {
  const server = createToyServer({ persisted: ofText(HELLO), onlyPersisted: true, isProduction: false })
  const answer = { data: { hello: 'hello Ada' } }

  const rows: readonly (readonly [string, object])[] = [
    ['by documentId', { documentId: `sha256:${LISTED}`, variables }],
    ['by a documentId without prefix', { documentId: LISTED, variables }],
    ['by a documentId in capitals', { documentId: LISTED.toUpperCase(), variables }],
    ["by Apollo's extension", { extensions: apollo(LISTED), variables }],
    ["by Apollo's extension with its own document", { query: HELLO, extensions: apollo(LISTED), variables }],
    ["by Apollo's extension with an empty document", { query: '', extensions: apollo(LISTED), variables }],
    ['by its name too', { documentId: LISTED, operationName: 'Hello', variables }],
    ['both ways', { documentId: LISTED, extensions: apollo(LISTED), variables }],
  ]
  it.each(rows)('%s', async (_, body) => {
    const response = await server.post(body)
    expect([response.status, await response.json()]).toEqual([200, answer])
  })

  const urls: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['by documentId', { documentId: `sha256:${LISTED}` }],
    ["by Apollo's extension", { extensions: JSON.stringify(apollo(LISTED)) }],
  ]
  it.each(urls)('%s over GET', async (_, params) => {
    const search = new URLSearchParams({ ...params, variables: JSON.stringify(variables) })
    const response = await server.get(`/graphql?${search}`, { 'x-graphql-yoga-csrf': '1' })
    expect([response.status, await response.json()]).toEqual([200, answer])
  })

  it('and its name is in the log', async () => {
    await server.post({ documentId: LISTED })
    expect(server.lines.at(-1)).toMatchObject({ operation: 'Hello' })
  })
})

const asked: readonly (readonly [string, object, string, number])[] = [
  ['a document', { query: FREE }, 'PERSISTED_QUERY_ID_REQUIRED', 400],
  ['a listed document without its hash', { query: HELLO }, 'PERSISTED_QUERY_ID_REQUIRED', 400],
  ['nothing', {}, 'PERSISTED_QUERY_ID_REQUIRED', 400],
  ['a documentId that is not listed', { documentId: UNLISTED }, 'PERSISTED_QUERY_NOT_IN_LIST', 400],
  ['a documentId that is no hash', { documentId: '__proto__' }, 'PERSISTED_QUERY_NOT_IN_LIST', 400],
  ['a hash that is not listed', { extensions: apollo(UNLISTED) }, 'PERSISTED_QUERY_NOT_IN_LIST', 400],
  ['another document with its hash', { query: FREE, extensions: apollo(UNLISTED) }, 'PERSISTED_QUERY_NOT_IN_LIST', 400],
  ['another document under a listed hash', { query: FREE, extensions: apollo(LISTED) }, 'BAD_USER_INPUT', 400],
  ['a document beside a documentId', { query: HELLO, documentId: LISTED }, 'BAD_USER_INPUT', 400],
  ['a documentId that is a number', { documentId: 1 }, 'BAD_USER_INPUT', 400],
  ['two that disagree', { documentId: LISTED, extensions: apollo(UNLISTED) }, 'BAD_USER_INPUT', 400],
  ['another version', { extensions: apollo(LISTED, 2) }, 'BAD_USER_INPUT', 400],
  ['a hash that is a number', { extensions: apollo(7) }, 'BAD_USER_INPUT', 400],
  ['a persistedQuery that is text', { extensions: { persistedQuery: LISTED } }, 'BAD_USER_INPUT', 400],
  ['a list of requests', [{ query: FREE }], 'BAD_USER_INPUT', 400],
]

describe('where only registered operations are served', () => {
  const server = createToyServer({ persisted: ofText(HELLO), onlyPersisted: true })

  it.each(asked)('%s is refused', async (_, body, code, status) => {
    const response = await server.post(body)
    expect([response.status, await readCodes(response)]).toEqual([status, [code]])
  })

  it.each(['query={hello}', `documentId=${UNLISTED}`, ''])('so is GET /graphql?%s', async (search) => {
    const response = await server.get(`/graphql?${search}`, { 'x-graphql-yoga-csrf': '1' })
    expect(response.status).toBe(400)
    expect((await readCodes(response))[0]).toMatch(/^PERSISTED_QUERY_(ID_REQUIRED|NOT_IN_LIST)$/)
  })

  it('no request with a document of its own gets data, however it names it', async () => {
    const text = fc.constantFrom(FREE, '{ whoAmI }', `${HELLO} `, ` ${HELLO}`, '')
    const id = fc.option(fc.constantFrom(LISTED, UNLISTED, hashDocument(`${HELLO} `), '', 'x'), { nil: undefined })
    await fc.assert(
      fc.asyncProperty(text, id, id, async (query, documentId, hash) => {
        const body = { query, documentId, ...(hash === undefined ? {} : { extensions: apollo(hash) }) }
        const { data } = await readAnswer(await server.post(body))
        if (data) expect([query, data]).toEqual(['', { hello: 'hello you' }])
      }),
    )
  })
})

describe('where others are served, too', () => {
  const server = createToyServer({ persisted: ofText(HELLO) })

  it('a document is answered, with its hash or without', async () => {
    for (const more of [{}, { extensions: apollo(UNLISTED) }, { extensions: apollo(UNLISTED.toUpperCase()) }]) {
      expect(await (await server.post({ query: FREE, ...more })).json()).toEqual({ data: { hello: 'hello you' } })
    }
  })

  it('an unknown hash is asked to come again with its document, as an HTTP success', async () => {
    const response = await server.post({ extensions: apollo(UNLISTED) })
    const { errors } = await readAnswer(response)
    expect(response.status).toBe(200)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND', retryable: true })
  })

  it('a hash that is not that of its document is refused', async () => {
    expect(await readCodes(await server.post({ query: FREE, extensions: apollo(LISTED) }))).toEqual(['BAD_USER_INPUT'])
  })
})

describe('where none are registered', () => {
  it('a hash is told to send its document', async () => {
    const response = await createToyServer().post({ extensions: apollo(LISTED) })
    expect([response.status, await readCodes(response)]).toEqual([200, ['PERSISTED_QUERY_NOT_SUPPORTED']])
  })
})

describe('a mutation', () => {
  const WRITE = 'mutation Refund { stripeCreateRefund }'
  const server = createToyServer({ persisted: ofText(WRITE), callers: { allowAnonymous: true } })

  it('that is registered still needs its scope', async () => {
    expect(await readCodes(await server.post({ documentId: hashDocument(WRITE) }))).toEqual(['FORBIDDEN'])
  })

  it('that is registered is still not run over GET', async () => {
    const response = await server.get(`/graphql?documentId=${hashDocument(WRITE)}`, { 'x-graphql-yoga-csrf': '1' })
    expect(response.status).toBe(405)
  })
})

describe('a manifest that cannot be used stops the start', () => {
  const hashed = (text: string): string => JSON.stringify({ [hashDocument(text)]: text })
  const rows: readonly (readonly [string, string, string])[] = [
    ['no JSON', '{', 'operations.json is not JSON'],
    ['a list', '[]', 'operations.json is not an object of documents by their hash'],
    ['nothing in it', '{}', 'operations.json lists no operation'],
    ['a name for a hash', '{"hello":"{ hello }"}', 'operations.json, entry "hello" is not named by a SHA-256'],
    ['no text', `{"${LISTED}":{}}`, `operations.json, entry "${LISTED.slice(0, 32)}" is not the text of a document`],
    [
      'a wrong hash',
      JSON.stringify({ [`sha256:${LISTED}`]: FREE }),
      `operations.json, entry "sha256:${LISTED.slice(0, 25)}" is not the hash of its document, which is ${UNLISTED}`,
    ],
  ]
  it.each(rows)('%s', (_, text, problem) => {
    const reading = readManifest(text, 'operations.json')
    expect('problems' in reading ? reading.problems : []).toEqual([expect.stringContaining(problem)])
  })

  const documents: readonly (readonly [string, string, string])[] = [
    ['an unknown field', '{ helo }', 'Cannot query field "helo" on type "Query".'],
    ['no GraphQL', '{ hello', 'Syntax Error'],
    ['no operation', 'fragment A on Query { hello }', 'It has no operation.'],
    ['too many levels', `{ ${'toy { '.repeat(17)}color${' }'.repeat(17)} }`, 'more levels than the 16'],
    ['too many tokens', `{ ${'hello '.repeat(2_001)} }`, 'more tokens than the 2000'],
  ]
  it.each(documents)('a document with %s', (_, text, problem) => {
    const reading = readManifest(hashed(text), 'operations.json')
    const persisted = 'operations' in reading ? reading.operations : null
    const start = (): unknown => createToyServer({ persisted })
    expect(start).toThrow(problem)
    expect(start).toThrow(`operations.json, entry "${hashDocument(text).slice(0, 32)}"`)
  })

  it('the schema asked for where that is not allowed', () => {
    const persisted = ofText('{ __schema { types { name } } }')
    expect(() => createToyServer({ persisted, introspection: false })).toThrow('introspection')
    expect(() => createToyServer({ persisted, introspection: true })).not.toThrow()
  })

  it('but a part that comes later is fine', async () => {
    const text = '{ hello ... on Query @defer(label: "later") { toy { color } } }'
    const response = await createToyServer({ persisted: ofText(text) }).post(
      { documentId: hashDocument(text) },
      { accept: 'multipart/mixed' },
    )
    expect(await response.text()).toContain('"label":"later"')
  })

  it('tells every problem at once', () => {
    const reading = readManifest(JSON.stringify({ a: '{ hello }', [LISTED]: FREE }), 'operations.json')
    expect('problems' in reading ? reading.problems : []).toHaveLength(2)
    expect(() => createToyServer({ persisted: ofText('{ helo }', '{ hallo }') })).toThrow(/helo[\s\S]*hallo/)
  })
})
