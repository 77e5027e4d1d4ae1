import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/config/problem.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { hashApiKey } from '../../src/server/callers/api-key.ts'
import { SOURCES } from '../../src/sources/index.ts'

type Env = Readonly<Record<string, string>>

const API_KEYS = `billing:${hashApiKey('hw_key')}:stripe:write`

const problemsOf = (env: Env): Record<string, string> => {
  try {
    readConfig(env, SOURCES)
    return {}
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown
    return Object.fromEntries(thrown.problems.map(({ variable, issue }) => [variable, issue]))
  }
}

describe('an address that others reach, in development without callers', () => {
  it.each(['0.0.0.0', '::', '192.168.1.4', 'box.example'])('%s is refused, with the ways out', (HOST) => {
    const { HOST: issue } = problemsOf({ HOST })
    expect(issue).toMatch(/127\.0\.0\.1.*HEADWATERS_API_KEYS.*HEADWATERS_JWT.*HEADWATERS_ALLOW_ANONYMOUS/)
  })

  it.each<Env>([
    { HOST: '127.0.0.1' },
    { HOST: 'localhost' },
    { HOST: '::1' },
    { HOST: '0.0.0.0', HEADWATERS_API_KEYS: API_KEYS },
    { HOST: '0.0.0.0', HEADWATERS_ALLOW_ANONYMOUS: 'true' },
  ])('%o is taken', (env) => expect(problemsOf(env)).toEqual({}))
})

describe('a wrong value is told in plain words', () => {
  it.each<[string, string, string | RegExp]>([
    ['NODE_ENV', 'prod', 'must be production, development or test'],
    ['HEADWATERS_CACHE_BYTES', '0', 'must be 1 or more'],
    ['HEADWATERS_CORS_ORIGINS', 'foo,https://a.example', 'must be origins'],
    ['HEADWATERS_CORS_ORIGINS', 'https://a.example/path', 'must be origins'],
    ['HEADWATERS_SOURCES', ',', 'names nothing'],
    ['HEADWATERS_SANDBOX', ' , ', 'names nothing'],
    ['HEADWATERS_MAX_DEPTH', 'deep', 'must be a number'],
    ['HEADWATERS_PUBLIC_URL', 'ftp://a.example', 'must be an http or https URL'],
    ['HEADWATERS_PUBLIC_URL', 'https://a.example/?q=1', 'must be an http or https URL'],
    ['PORT', '70000', 'must be 65535 or less'],
    ['STRIPE_RATE_PER_SECOND', 'many', 'must be a number'],
    ['STRIPE_RATE_PER_SECOND', '0', 'must be more than 0'],
    ['HUBSPOT_REQUESTS_PER_TEN_SECONDS', '1', 'must be 10 or more'],
    ['HUBSPOT_REQUESTS_PER_TEN_SECONDS', '10.5', 'must be a whole number'],
  ])('%s=%s', (variable, value, issue) => {
    expect(problemsOf({ [variable]: value })[variable]).toMatch(issue)
  })

  it.each(['production', 'development', 'test', ''])('NODE_ENV=%s is known', (NODE_ENV) =>
    expect(problemsOf({ NODE_ENV })).not.toHaveProperty('NODE_ENV'),
  )

  it.each(['*', 'https://a.example', 'http://localhost:5173,https://a.example:8443'])('%s are origins', (origins) =>
    expect(problemsOf({ HEADWATERS_CORS_ORIGINS: origins })).toEqual({}),
  )

  it('beside the secret that is missing, in production too', () => {
    const env = { STRIPE_RATE_PER_SECOND: 'many', SLACK_BASE_URL: 'slack' }
    const both = { STRIPE_API_KEY: 'is missing', STRIPE_RATE_PER_SECOND: 'must be a number' }
    for (const more of [{}, { NODE_ENV: 'production' }]) {
      const problems = problemsOf({ ...more, ...env })
      for (const [name, issue] of Object.entries(both)) expect(problems[name]).toContain(issue)
      expect(problems['SLACK_BASE_URL']).toContain('must be an https URL')
    }
  })

  it('also of a source whose sandbox was asked for', () => {
    const env = { HEADWATERS_SANDBOX: 'stripe', STRIPE_RATE_PER_SECOND: 'many' }
    expect(problemsOf(env)).toEqual({ STRIPE_RATE_PER_SECOND: 'must be a number' })
  })
})

describe('a secret that no header can carry', () => {
  it.each(['sk_test_1\nsk_test_2', 'sk_test\u0000', 'sk_test_☃'])('names its variable and not itself (%j)', (value) => {
    const { STRIPE_API_KEY: issue } = problemsOf({ STRIPE_API_KEY: value })
    expect(issue).toMatch(/line break/)
    expect(issue).not.toContain('sk_test')
  })

  it('is told of a file too', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headwaters-')), 'key')
    writeFileSync(file, 'sk_test_1\r\nsk_test_2\n')
    expect(problemsOf({ STRIPE_API_KEY_FILE: file })['STRIPE_API_KEY']).toMatch(/line break/)
  })
})

describe('the base URL of a source', () => {
  it.each([
    'http://api.example/',
    'https://user:hunter2@api.example/',
    'https://api.example/?v=1',
    'https://api.example/?',
    'https://api.example/#x',
    'api.example',
  ])('%s is refused without being shown', (url) => {
    const names = ['STRIPE_BASE_URL', 'GITHUB_BASE_URL', 'SLACK_BASE_URL', 'HUBSPOT_BASE_URL']
    const problems = problemsOf(Object.fromEntries(names.map((name) => [name, url])))
    for (const name of names) expect(problems[name]).toMatch(/^must be an https URL without/)
    expect(JSON.stringify(problems)).not.toContain('hunter2')
  })

  it('may have a port and a path', () => {
    expect(problemsOf({ STRIPE_API_KEY: 'sk', STRIPE_BASE_URL: 'https://proxy.example:8443/stripe/' })).toEqual({})
  })
})

describe('a name that nobody reads', () => {
  it.each<[string, string, Env]>([
    ['HEADWATERS_MAX_DEPHT', 'HEADWATERS_MAX_DEPTH', {}],
    ['HEADWATERS_API_KEY', 'HEADWATERS_API_KEYS', {}],
    ['HEADWATERS_CORS_ORIGIN', 'HEADWATERS_CORS_ORIGINS', {}],
    ['STRIPE_APIKEY', 'STRIPE_API_KEY', {}],
    ['STRIPE_APIKEY_FILE', 'STRIPE_API_KEY_FILE', {}],
    ['STRIPE_ACCOUNT', 'STRIPE_ACCOUNTS', {}],
    ['STRIPE_US_APIKEY', 'STRIPE_US_API_KEY', { STRIPE_ACCOUNTS: 'us' }],
    ['STRIPE_US_API_KEY', 'STRIPE_ACCOUNTS=us', {}],
  ])('%s is told, with %s', (name, meant, more) => {
    expect(problemsOf({ ...more, [name]: 'x' })[name]).toContain(meant)
  })

  it('is told at an account: the variable without one is read by none', () => {
    const env = { STRIPE_ACCOUNTS: 'us,eu', STRIPE_API_KEY: 'x', STRIPE_US_API_KEY: 'x', STRIPE_EU_API_KEY: 'x' }
    expect(problemsOf(env)['STRIPE_API_KEY']).toContain('STRIPE_US_API_KEY')
  })

  it.each<Env>([
    { STRIPE_ACCOUNTS: 'default,eu', STRIPE_API_KEY: 'x', STRIPE_EU_API_KEY: 'x' },
    // What orchestrators and build machines set for programs of this name, and of GitHub's.
    { HEADWATERS_PORT: 'tcp://10.0.0.1:80', HEADWATERS_SERVICE_HOST: '10.0.0.1', HEADWATERS_PORT_80_TCP_ADDR: 'x' },
    { HEADWATERS_SERVICE_PORT: '80', HEADWATERS_URL: 'http://localhost:4000/graphql', HEADWATERS_TALLY_FILE: 'x' },
    { GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'main', GITHUB_API_URL: 'x', GITHUB_SERVER_URL: 'x', GITHUB_SHA: 'x' },
    { STRIPE_API_KEY: 'x', STRIPE_API_KEYS: 'y' },
    { HEADWATERS_SOURCES: 'github', STRIPE_APIKEY: 'x' },
    { HEADWATERS_SANDBOX: 'stripe', STRIPE_APIKEY: 'x' },
  ])('is left alone where it is nobody’s slip: %o', (env) => expect(problemsOf(env)).toEqual({}))
})

describe('the page of error codes', () => {
  it('is under the public URL', () => {
    const { server } = readConfig({ HEADWATERS_PUBLIC_URL: 'https://api.example/graph/' }, SOURCES)
    expect(server.documentationBaseUrl).toBe('https://api.example/graph/errors')
  })
})
