import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey, hashApiKey, parseApiKeyEntry } from '../../src/server/callers/api-key.ts'
import { createIdentify, findCallerProblems, type CallerOptions } from '../../src/server/callers/identify.ts'
import type { JwtOptions } from '../../src/server/callers/jwt.ts'
import { createHeadwatersServer } from '../../src/server/create-server.ts'
import { createLogger } from '../../src/server/log.ts'
import { systemClock } from '../../src/upstream/system-clock.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createGate, createToySchema, createToyServer, readAnswer, readCodes } from '../helpers/toy-server.ts'

const HASH = 'a'.repeat(64)
const SECRET = 'a-secret-that-is-long-enough-for-hs256'
const ISSUER = 'https://issuer.test'
const AUDIENCE = 'headwaters'
const clock = createTestClock()
const nowSeconds = clock.wallNow() / 1_000
const shared: JwtOptions = { secret: SECRET, algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE }

// Configuration comes as text, so words arrive that the type does not know.
const unlisted = (word: string): never => word as never

const identifyWith = (callers: CallerOptions) => createIdentify({ callers, isProduction: true, clock })
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` })

describe('API keys', () => {
  const [older, newer] = [createApiKey(), createApiKey()]
  const entries = [older, newer].map((key) => ({ name: 'billing', sha256: hashApiKey(key), scopes: ['stripe:write'] }))
  const identify = identifyWith({ apiKeys: entries })

  it('a key is known by x-api-key and as a bearer token', async () => {
    const caller = { name: 'billing', by: 'apiKey', tenant: null, scopes: ['stripe:write'] }
    expect(await identify({ 'x-api-key': newer })).toEqual(caller)
    expect(await identify(bearer(newer))).toEqual(caller)
  })

  it('the old key still lives while the new one is taken into use', async () => {
    expect(await identify({ 'x-api-key': older })).toMatchObject({ name: 'billing' })
  })

  const wrong: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['a wrong key', { 'x-api-key': createApiKey() }, /not known/],
    ['an empty key', { 'x-api-key': '' }, /not known/],
    ['a key with something behind it', { 'x-api-key': `${newer} ` }, /not known/],
    ['the hash instead of the key', { 'x-api-key': hashApiKey(newer) }, /not known/],
    ['no credential', {}, /No credential/],
    ['two credentials', { 'x-api-key': newer, ...bearer(newer) }, /not both/],
    ['another scheme', { authorization: 'Basic YTpi' }, /form "Bearer/],
    ['a token where none are taken', bearer('a.b.c'), /Tokens are not accepted/],
  ]
  it.each(wrong)('%s is refused', async (_, headers, message) => {
    await expect(identify(headers)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(identify(headers)).rejects.toThrow(message)
  })

  it('an entry is name, hash and scopes, which contain colons themselves', () => {
    expect(parseApiKeyEntry(`ops:${HASH.toUpperCase()}:mutations,stripe:write`)).toEqual({
      name: 'ops',
      sha256: HASH,
      scopes: ['mutations', 'stripe:write'],
    })
    expect(parseApiKeyEntry(`reader:${HASH}`)).toEqual({ name: 'reader', sha256: HASH, scopes: [] })
  })

  it.each(['', 'ops', `ops:${HASH.slice(1)}:x`, `ops:${HASH}:`, `:${HASH}:x`, `o p:${HASH}`, `ops:${HASH}:a b`])(
    '%j is no entry',
    (text) => {
      expect(parseApiKeyEntry(text)).toBeNull()
    },
  )
})

const sign = (claims: JWTPayload, alg = 'HS256', secret = SECRET): Promise<string> =>
  new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'ada', exp: nowSeconds + 60, ...claims })
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret))

describe('JWTs with a shared secret', () => {
  const identify = identifyWith({ jwt: shared })

  it('a token names its caller, tenant and scopes', async () => {
    const token = await sign({ scope: 'mutations stripe:write', tenant: 'acme' })
    expect(await identify(bearer(token))).toEqual({
      name: 'ada',
      by: 'jwt',
      tenant: 'acme',
      scopes: ['mutations', 'stripe:write'],
    })
  })

  const LONG = 'x'.repeat(64)
  const wrong: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
    ['an expired token', () => sign({ exp: nowSeconds - 31 }), /expired/],
    ['a token that is not valid yet', () => sign({ nbf: nowSeconds + 60 }), /claim/],
    ['a token without an end', () => sign({ exp: undefined as never }), /claim/],
    ['a token without a subject', () => sign({ sub: undefined as never }), /claim/],
    ['a token of another issuer', () => sign({ iss: 'https://other.test' }), /claim/],
    ['a token for another audience', () => sign({ aud: 'another' }), /claim/],
    ['a token signed with another secret', () => sign({}, 'HS256', LONG), /signature/],
    ['a token signed with another algorithm', () => sign({}, 'HS512', LONG), /algorithm/],
    [
      'an unsigned token (alg none)',
      async () => new UnsecuredJWT({ iss: ISSUER, aud: AUDIENCE, sub: 'ada', exp: nowSeconds + 60 }).encode(),
      /algorithm|not a valid JWT/,
    ],
    ['something that is no token', async () => 'nonsense', /not a valid JWT/],
    ['a token that was changed', async () => (await sign({})).replace(/^[^.]+/, 'e30'), /not a valid JWT/],
  ]
  it.each(wrong)('%s is refused', async (_, make, message) => {
    const headers = bearer(await make())
    await expect(identify(headers)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(identify(headers)).rejects.toThrow(message)
  })

  it('clocks may differ by 30 seconds', async () => {
    expect(await identify(bearer(await sign({ exp: nowSeconds - 29 })))).toMatchObject({ name: 'ada' })
  })
})

describe('JWTs with published keys', () => {
  let issuer: Server
  let jwksUrl = ''
  let key: CryptoKey
  let publicText = ''

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256')
    key = pair.privateKey
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' }
    publicText = JSON.stringify(jwk)
    issuer = createServer((_, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })),
    )
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
    const address = issuer.address()
    jwksUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/jwks`
  })
  afterAll(() => void issuer.close())

  const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'ada', exp: nowSeconds + 60 }
  const identify = (headers: Record<string, string>) =>
    identifyWith({ jwt: { jwksUrl, algorithms: ['ES256'], issuer: ISSUER, audience: AUDIENCE } })(headers)

  it('a token that fits a published key is known', async () => {
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key)
    expect(await identify(bearer(token))).toMatchObject({ name: 'ada', by: 'jwt' })
  })

  it('the public key used as a shared secret opens nothing', async () => {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(new TextEncoder().encode(publicText))
    await expect(identify(bearer(token))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  it('a token with a key that is not published is refused', async () => {
    const other = await generateKeyPair('ES256')
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'two' }).sign(other.privateKey)
    await expect(identify(bearer(token))).rejects.toThrow(/does not publish/)
  })

  it('an issuer that cannot be reached is not the caller’s fault', async () => {
    const unreachable = identifyWith({
      jwt: { jwksUrl: 'http://127.0.0.1:1/jwks', algorithms: ['ES256'], issuer: ISSUER, audience: AUDIENCE },
    })
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key)
    await expect(unreachable(bearer(token))).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  })
})

describe('settings that are not safe', () => {
  const rows: readonly (readonly [string, CallerOptions, RegExp])[] = [
    ['production without callers', {}, /no caller is configured/],
    [
      'a hash that is none',
      { apiKeys: [{ name: 'ops', sha256: 'abc', scopes: [] }] },
      /API key ops must be the SHA-256/,
    ],
    ['no algorithm', { jwt: { ...shared, algorithms: [] } }, /algorithms is empty/],
    ['a secret that is too short', { jwt: { ...shared, secret: 'short' } }, /at least 32 bytes, it has 5/],
    [
      'a secret with a public algorithm',
      { jwt: { ...shared, algorithms: [unlisted('RS256')] } },
      /does not go with a shared secret/,
    ],
    ['the algorithm none', { jwt: { ...shared, algorithms: [unlisted('none')] } }, /does not go with a shared secret/],
    [
      'published keys with a secret algorithm',
      { jwt: { jwksUrl: 'https://a.test/k', issuer: 'i', audience: 'a', algorithms: [unlisted('HS256')] } },
      /does not go with published keys/,
    ],
    [
      'published keys without TLS',
      { jwt: { jwksUrl: 'http://a.test/k', issuer: 'i', audience: 'a', algorithms: ['ES256'] } },
      /must be an https URL/,
    ],
    ['no issuer', { jwt: { ...shared, issuer: '' } }, /issuer is missing/],
    ['no audience', { jwt: { ...shared, audience: '' } }, /audience is missing/],
  ]
  it.each(rows)('%s', (_, callers, problem) => expect(findCallerProblems(callers, true).join('\n')).toMatch(problem))

  it('keep the server from being made, all at once', () => {
    const callers: CallerOptions = { jwt: { ...shared, algorithms: [], issuer: '' } }
    const make = () =>
      createHeadwatersServer({
        schema: createToySchema(createGate()),
        isProduction: true,
        clock: systemClock,
        logger: createLogger({ level: 'silent' }),
        callers,
      })
    expect(make).toThrow(/algorithms is empty.*\n.*issuer is missing/)
  })

  it('safe ones have no problems', () => {
    expect(findCallerProblems({ jwt: shared, apiKeys: [{ name: 'a', sha256: HASH, scopes: [] }] }, true)).toEqual([])
    expect(findCallerProblems({ allowAnonymous: true }, true)).toEqual([])
    expect(findCallerProblems({}, false)).toEqual([])
  })
})

describe('who may do what', () => {
  const key = (scopes: readonly string[]) => {
    const value = createApiKey()
    return { value, entry: { name: scopes.join('+') || 'reader', sha256: hashApiKey(value), scopes } }
  }
  const keys = { reader: key([]), writer: key(['mutations']), stripe: key(['stripe:write']), all: key(['*']) }
  const callers: CallerOptions = { apiKeys: Object.values(keys).map(({ entry }) => entry) }
  const server = createToyServer({ isProduction: true, callers })
  const BOTH = 'mutation { stripeCreateRefund githubAddStar }'
  const HIDDEN =
    'mutation { ...F ... on Mutation { again: stripeCreateRefund } } fragment F on Mutation { githubAddStar }'

  const rows: readonly (readonly [keyof typeof keys, string, boolean])[] = [
    ['reader', '{ hello }', true],
    ['reader', 'mutation { stripeCreateRefund }', false],
    ['writer', BOTH, true],
    ['all', BOTH, true],
    ['stripe', 'mutation { stripeCreateRefund }', true],
    ['stripe', 'mutation { githubAddStar }', false],
    ['stripe', BOTH, false],
    ['stripe', HIDDEN, false],
    ['stripe', 'mutation { stripeCreateRefund: githubAddStar }', false],
    ['stripe', 'mutation { __typename }', true],
  ]
  it.each(rows)('%s asks for %s: %s', async (name, query, isAllowed) => {
    const response = await server.post({ query }, { 'x-api-key': keys[name].value })
    expect(response.status).toBe(isAllowed ? 200 : 403)
    expect(await readCodes(response)).toEqual(isAllowed ? [] : ['FORBIDDEN'])
  })

  it('of two operations in a document only the one that runs is judged', async () => {
    const query = 'query A { hello } mutation B { githubAddStar }'
    const headers = { 'x-api-key': keys.reader.value }
    expect((await server.post({ query, operationName: 'A' }, headers)).status).toBe(200)
    expect((await server.post({ query, operationName: 'B' }, headers)).status).toBe(403)
  })

  it('a caller without a credential gets 401 and is told how to send one', async () => {
    const response = await server.post({ query: '{ hello }' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(await readCodes(response)).toEqual(['UNAUTHENTICATED'])
  })

  it('a caller who is not known does not learn whether its document was right', async () => {
    expect(await readCodes(await server.post('not json'))).toEqual(['UNAUTHENTICATED'])
  })

  it('anonymous callers read and never write, even where everybody else may', async () => {
    const open = createToyServer({ isProduction: true, callers: { allowAnonymous: true }, allowMutations: true })
    expect(await readAnswer(await open.post({ query: '{ whoAmI }' }))).toEqual({
      data: { whoAmI: 'anonymous by anonymous' },
    })
    expect((await open.post({ query: 'mutation { githubAddStar }' })).status).toBe(403)
    expect((await open.post({ query: '{ hello }' }, { 'x-api-key': 'hw_wrong' })).status).toBe(401)
  })

  it('in development without callers everybody is a developer who may do everything', async () => {
    const { post } = createToyServer()
    expect(await readAnswer(await post({ query: '{ whoAmI }' }))).toEqual({
      data: { whoAmI: 'developer by development' },
    })
    expect((await post({ query: BOTH })).status).toBe(200)
  })

  it('in development a page whose name was rebound to this machine is no developer', async () => {
    const { post } = createToyServer({ callers: { allowedHosts: ['dev.test'] } })
    const ask = (host: string) => post({ query: '{ hello }' }, { host })
    expect((await ask('evil.test')).status).toBe(403)
    expect((await ask('evil.test:4000')).status).toBe(403)
    expect((await ask('localhost.evil.test')).status).toBe(403)
    for (const host of ['localhost:4000', '127.0.0.1:4000', '[::1]:4000', 'dev.test:80'])
      expect((await ask(host)).status).toBe(200)
  })

  it('in development with callers configured they have to prove it', async () => {
    expect((await createToyServer({ callers }).post({ query: '{ hello }' })).status).toBe(401)
  })
})
