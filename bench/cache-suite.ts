/**
 * Runs the public judge of HTTP caches (github.com/http-tests/cache-tests) with our fetch:
 * `node bench/cache-suite.ts <path to a checkout> [--mode private|shared] [--checks client|proxy] [--with headwaters|undici]`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Agent, cacheStores, fetch as undiciFetch, interceptors } from 'undici'
import { createFetch } from '../src/upstream/fetch/create-fetch.ts'
import { sentenceFor } from './cache-suite-sentences.ts'

interface Check {
  readonly id: string
  readonly name: string
  readonly kind?: 'required' | 'optimal' | 'check'
  readonly browser_only?: boolean
  readonly browser_skip?: boolean
  readonly cdn_only?: boolean
}
interface Suite {
  readonly id: string
  readonly tests: readonly Check[]
}
type Handle = (segments: readonly string[], request: IncomingMessage, response: ServerResponse) => void
type Mode = 'private' | 'shared'

/** What the checks are made for: a client's own cache, or a proxy before it. */
type Audience = 'client' | 'proxy'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mode: { type: 'string', default: 'private' },
    checks: { type: 'string', default: 'client' },
    with: { type: 'string', default: 'headwaters' },
  },
})

const stop = (message: string): never => {
  console.error(message)
  process.exit(2)
}

const oneOf = <Word extends string>(name: string, word: string, words: readonly Word[]): Word =>
  words.find((known) => known === word) ?? stop(`--${name} is one of ${words.join(', ')}; it was "${word}".`)

const checkout = resolve(
  positionals[0] ??
    stop('Name a checkout of http-tests/cache-tests: node bench/cache-suite.ts <path> [--mode private|shared]'),
)
const mode: Mode = oneOf('mode', values.mode, ['private', 'shared'])
const audience: Audience = oneOf('checks', values.checks, ['client', 'proxy'])
const subject = oneOf('with', values.with, ['headwaters', 'undici'])

/** A module of the checkout. Nothing is known of its types. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const load = async (path: string): Promise<any> => import(pathToFileURL(join(checkout, path)).href)

const startServer = async (): Promise<{ readonly host: string; readonly close: () => void }> => {
  const handlers: Record<string, Handle> = {
    config: (await load('test-engine/server/handle-config.mjs')).default,
    state: (await load('test-engine/server/handle-state.mjs')).default,
    test: (await load('test-engine/server/handle-test.mjs')).default,
  }
  const server = createServer((request, response) => {
    const [, kind = '', ...segments] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/')
    const handle = handlers[kind]
    if (handle === undefined) return void response.writeHead(404).end()
    handle(segments, request, response)
  })
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The fetch under judgement. What repeats or withholds requests is off: the judge counts each request. */
const toSubject = (
  host: string,
): { readonly fetch: (url: string, init: object) => Promise<unknown>; readonly close: () => Promise<void> } => {
  if (subject === 'undici') {
    const store = new cacheStores.MemoryCacheStore()
    const dispatcher = new Agent().compose(interceptors.cache({ type: mode, store }))
    return { fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }), close: async () => {} }
  }
  const fetch = createFetch({
    hosts: [host],
    loopback: true,
    cache: mode,
    retry: false,
    breaker: false,
    pool: { connections: 256 },
  })
  return { fetch, close: fetch.close }
}

/** The judge switches the cache of its own client off when it is after a proxy; here the cache is the client's own. */
const withCache = (init: { cache?: string; dispatcher?: unknown }): object => {
  const { cache, dispatcher: _dispatcher, ...asked } = init
  return cache === undefined || (audience === 'proxy' && cache === 'no-store') ? asked : { ...asked, cache }
}

const kindOf = ({ kind = 'required' }: Check): string => kind

const isRun = (check: Check): boolean =>
  audience === 'client' ? check.cdn_only !== true && check.browser_skip !== true : check.browser_only !== true

const run = async (): Promise<void> => {
  const server = await startServer()
  const suites: readonly Suite[] = (await load('tests/index.mjs')).default
  const { runTests, getResults } = await load('test-engine/client/runner.mjs')
  const under = toSubject(server.host)
  const plainFetch = globalThis.fetch
  const judged = (url: string, init: object = {}) =>
    url.includes('/test/') ? under.fetch(url, withCache(init)) : plainFetch(url, init)
  Object.assign(globalThis, { fetch: judged })
  const log = console.error
  console.error = () => {}
  await runTests(suites, audience === 'client', `http://${server.host}`, 100)
  console.error = log
  Object.assign(globalThis, { fetch: plainFetch })
  await under.close()
  server.close()
  print(suites.flatMap(({ tests }) => tests).filter(isRun), getResults())
}

const print = (checks: readonly Check[], results: Readonly<Record<string, unknown>>): void => {
  console.log(`${subject}, ${mode} cache, checks for a ${audience}`)
  for (const kind of ['required', 'optimal', 'check']) {
    const asked = checks.filter((check) => kindOf(check) === kind)
    const passed = asked.filter(({ id }) => results[id] === true)
    console.log(`${kind}: ${passed.length} of ${asked.length}`)
  }
  for (const check of checks.filter((one) => kindOf(one) !== 'check' && results[one.id] !== true)) {
    const [, why = 'not run'] = (results[check.id] ?? []) as readonly string[]
    console.log(
      `\n${kindOf(check)}: ${check.id}\n  ${check.name}\n  ${why}\n  ${sentenceFor(check.id) ?? 'No sentence is written down for it: this is a fault.'}`,
    )
  }
}

await run()
process.exit(0)
