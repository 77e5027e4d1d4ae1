import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGraphiqlPage, toContentSecurityPolicy } from '../../src/server/graphiql-page.ts'
import { createToyServer, type ToyServer } from '../helpers/toy-server.ts'

const HTML = '<!doctype html><script type="module" src="/graphql/assets/index-1a2b.js"></script>'
const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

let home = ''
let directory = ''
let server: ToyServer

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'page-'))
  directory = join(home, 'graphiql')
  await mkdir(join(directory, 'assets'), { recursive: true })
  await writeFile(join(directory, 'index.html'), HTML)
  await writeFile(join(directory, 'assets', 'index-1a2b.js'), 'export {}')
  await writeFile(join(directory, 'assets', 'secret'), 'no ending')
  await writeFile(join(directory, 'packages.json'), '[]')
  await writeFile(join(home, 'outside.js'), 'outside')
  server = createToyServer({ graphiqlPage: openGraphiqlPage(directory) })
})
afterAll(() => rm(home, { recursive: true }))

describe('the page', () => {
  it('is what a browser sees under /graphql', async () => {
    const response = await server.get('/graphql', BROWSER)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await response.text()).toBe(HTML)
  })

  it('is shown too where the address carries a query', async () => {
    expect((await server.get('/graphql?query={hello}', BROWSER)).headers.get('content-type')).toMatch(/html/)
  })

  it('may load from this server alone', async () => {
    const policy = (await server.get('/graphql', BROWSER)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
  })

  it('runs inline scripts only as they were built', () => {
    const policy = toContentSecurityPolicy('<script>start()</script><script src="/a.js"></script>')
    expect(policy.match(/'sha256-[\w+/=]+'/g)).toHaveLength(1)
  })

  it('is not in the way of a GraphQL client', async () => {
    const response = await server.post({ query: '{ hello }' }, { accept: '*/*' })
    expect(await response.json()).toEqual({ data: { hello: 'hello you' } })
  })

  it.each([{ isProduction: true, callers: { allowAnonymous: true } }, { graphiql: false }])(
    'is not there with %j',
    async (options) => {
      const closed = createToyServer({ ...options, graphiqlPage: openGraphiqlPage(directory) })
      expect((await closed.get('/graphql', BROWSER)).headers.get('content-type')).toMatch(/json/)
      expect((await closed.get('/graphql/assets/index-1a2b.js')).status).toBe(404)
    },
  )
})

describe('its files', () => {
  it('are kept by browsers for as long as they like, since their names change with them', async () => {
    const { status, headers } = await server.get('/graphql/assets/index-1a2b.js')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('cache-control')).toContain('immutable')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    'assets/none.js',
    'assets',
    'index.html',
    'packages.json',
    'assets/secret',
    '../outside.js',
    '..%2foutside.js',
    'assets/../../outside.js',
    '%2e%2e/outside.js',
    '/etc/passwd',
  ])('%s is not among them', async (path) => {
    const { status } = await server.get(`/graphql/${path}`)
    expect(status).toBe(404)
  })

  it.each(['../outside.js', '/outside.js', 'assets/../../outside.js', '..\\outside.js'])(
    'no path leads out of the directory (%s)',
    async (path) => {
      expect(await openGraphiqlPage(directory).file(path)).toBeNull()
    },
  )
})
