import { hash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/config/problem.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { hashApiKey } from '../../src/server/callers/api-key.ts'
import { SOURCES } from '../../src/sources/index.ts'

const SECRET = 'a-secret-of-more-than-thirty-two-characters'
const KEY = `billing:${hashApiKey('hw_key')}:stripe:write`

const problemsOf = (env: Record<string, string>): Record<string, string> => {
  try {
    readConfig(env, SOURCES)
    return {}
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown
    return Object.fromEntries(thrown.problems.map(({ variable, issue }) => [variable, issue]))
  }
}

const planOf = (env: Record<string, string>, source: string) =>
  readConfig(env, SOURCES).mounts.filter((mount) => mount.source.name === source)

describe('configuration outside production', () => {
  it('needs nothing: every source is planned on its sandbox', () => {
    const { mounts, isProduction } = readConfig({}, SOURCES)
    expect(isProduction).toBe(false)
    expect(mounts.map(({ source, config }) => [source.name, config])).toEqual(SOURCES.map(({ name }) => [name, null]))
  })

  it('mounts a source with its credential live', () => {
    expect(planOf({ STRIPE_API_KEY: 'sk_test_1' }, 'stripe')[0]?.config).toMatchObject({ apiKey: 'sk_test_1' })
  })

  it('keeps the sandbox of a source that is named, whatever its credentials', () => {
    const env = { STRIPE_API_KEY: 'sk_test_1', HEADWATERS_SANDBOX: 'stripe' }
    expect(planOf(env, 'stripe')[0]?.config).toBeNull()
  })

  it('reads a secret from the file that _FILE names, without its line break', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headwaters-')), 'key')
    writeFileSync(file, 'sk_test_from_file\n')
    expect(planOf({ STRIPE_API_KEY_FILE: file }, 'stripe')[0]?.config).toMatchObject({ apiKey: 'sk_test_from_file' })
  })

  it('mounts several accounts, each with variables of its own', () => {
    const env = { STRIPE_ACCOUNTS: 'us, eu-west', STRIPE_US_API_KEY: 'sk_us', STRIPE_EU_WEST_API_KEY: 'sk_eu' }
    expect(planOf(env, 'stripe').map(({ account, config }) => [account, config?.apiKey])).toEqual([
      ['us', 'sk_us'],
      ['eu-west', 'sk_eu'],
    ])
  })

  it('mounts only the sources that are named', () => {
    expect(readConfig({ HEADWATERS_SOURCES: 'github' }, SOURCES).mounts.map(({ source }) => source.name)).toEqual([
      'github',
    ])
  })

  it('makes a new secret at each start', () => {
    expect(readConfig({}, SOURCES).secret).not.toBe(readConfig({}, SOURCES).secret)
  })
})

describe('configuration in production', () => {
  const base = { NODE_ENV: 'production', HEADWATERS_SECRET: SECRET, HEADWATERS_API_KEYS: KEY }

  it('names the variable of a credential that is missing, and the ways out', () => {
    const { STRIPE_API_KEY: issue } = problemsOf(base)
    expect(issue).toMatch(/is missing.*HEADWATERS_SANDBOX=stripe.*HEADWATERS_SOURCES/)
  })

  it('takes sandboxes that are asked for by name', () => {
    expect(problemsOf({ ...base, HEADWATERS_SANDBOX: 'all' })).toEqual({})
  })

  it('needs a secret of its own and somebody who may ask', () => {
    const problems = problemsOf({ NODE_ENV: 'production', HEADWATERS_SANDBOX: 'all' })
    expect(Object.keys(problems).toSorted()).toEqual(['HEADWATERS_API_KEYS', 'HEADWATERS_SECRET'])
  })
})

describe('persisted operations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwaters-'))
  const fileOf = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const DOCUMENT = '{ sources { name } }'
  const KEY_OF = hash('sha256', DOCUMENT, 'hex')

  it('are read from the manifest that is named', () => {
    const file = fileOf('good.json', JSON.stringify({ [`sha256:${KEY_OF}`]: DOCUMENT }))
    const env = { HEADWATERS_PERSISTED_OPERATIONS: file, HEADWATERS_ONLY_PERSISTED: 'true' }
    const { persisted, onlyPersisted } = readConfig(env, SOURCES).server
    expect([persisted?.documents.get(KEY_OF), persisted?.file, onlyPersisted]).toEqual([DOCUMENT, file, true])
  })

  it('alone cannot be served where none are named', () => {
    expect(problemsOf({ HEADWATERS_ONLY_PERSISTED: 'true' })).toEqual({
      HEADWATERS_ONLY_PERSISTED: 'needs HEADWATERS_PERSISTED_OPERATIONS',
    })
    expect(problemsOf({ HEADWATERS_ONLY_PERSISTED: 'false' })).toEqual({})
  })

  it.each([
    ['is not there', null, 'cannot be read'],
    ['is not JSON', '{ sources', 'is not JSON'],
    ['has a wrong hash', JSON.stringify({ [KEY_OF]: '{ node }' }), 'is not the hash of its document'],
  ])('are a problem that names the file when it %s', (_, text, issue) => {
    const file = text === null ? join(folder, 'none.json') : fileOf('bad.json', text)
    const problems = problemsOf({ HEADWATERS_PERSISTED_OPERATIONS: file })
    expect(problems['HEADWATERS_PERSISTED_OPERATIONS']).toContain(issue)
    expect(problems['HEADWATERS_PERSISTED_OPERATIONS']).toContain(file)
  })
})

describe('a wrong configuration', () => {
  it('tells every problem at once, each with its variable and what would be right', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      HEADWATERS_SECRET: 'short',
      HEADWATERS_MAX_DEPTH: '0',
      HEADWATERS_ALLOW_ANONYMOUS: 'yes',
      HEADWATERS_SOURCES: 'strip',
      HEADWATERS_SANDBOX: 'gitlab',
      HEADWATERS_API_KEYS: 'nonsense',
      STRIPE_ACCOUNTS: 'EU',
    })
    expect(problems).toMatchObject({
      PORT: expect.stringContaining('The port'),
      LOG_LEVEL: expect.stringContaining('trace, debug, info'),
      HEADWATERS_SECRET: expect.stringContaining('at least 32 characters'),
      HEADWATERS_MAX_DEPTH: expect.stringContaining('must be 1 or more'),
      HEADWATERS_ALLOW_ANONYMOUS: expect.stringContaining('must be true or false'),
      HEADWATERS_SOURCES: expect.stringContaining('there is no source "strip"'),
      HEADWATERS_SANDBOX: expect.stringContaining('there is no source "gitlab"'),
      HEADWATERS_API_KEYS: expect.stringContaining('name:sha256:scope'),
    })
  })

  it('says so when a secret is set twice', () => {
    expect(problemsOf({ HEADWATERS_SECRET: SECRET, HEADWATERS_SECRET_FILE: '/nowhere' })).toMatchObject({
      HEADWATERS_SECRET: expect.stringContaining('set one of them'),
    })
  })

  it('says so when a secret file cannot be read', () => {
    expect(problemsOf({ STRIPE_API_KEY_FILE: '/no/such/file' })).toMatchObject({
      STRIPE_API_KEY_FILE: expect.stringContaining('cannot be read'),
    })
  })

  it('never shows the value of a secret', () => {
    expect(JSON.stringify(problemsOf({ HEADWATERS_SECRET: 'hunter2' }))).not.toContain('hunter2')
  })

  it.each([
    [
      'a secret and a JWKS URL',
      { HEADWATERS_JWT_SECRET: 's', HEADWATERS_JWT_JWKS_URL: 'https://id.example/jwks' },
      'HEADWATERS_JWT_SECRET',
    ],
    [
      'no algorithm',
      { HEADWATERS_JWT_SECRET: SECRET, HEADWATERS_JWT_ISSUER: 'i', HEADWATERS_JWT_AUDIENCE: 'a' },
      'HEADWATERS_JWT_ALGORITHMS',
    ],
    [
      'no issuer',
      { HEADWATERS_JWT_SECRET: SECRET, HEADWATERS_JWT_ALGORITHMS: 'HS256', HEADWATERS_JWT_AUDIENCE: 'a' },
      'HEADWATERS_JWT_ISSUER',
    ],
  ])('refuses JWT settings with %s', (_what, env, variable) => {
    expect(Object.keys(problemsOf(env as never))).toContain(variable)
  })
})
