import { describe, expect, test } from 'vitest'
import { createMemoryAnswerStore } from '../../../src/state/memory/answer-store.ts'
import { createTestClock } from '../../helpers/test-clock.ts'
import { startFetched, type FetchedVendor } from '../../helpers/fetch-vendor.ts'
import type { Act } from '../../helpers/scripted-vendor.ts'
import type { FetchOptions } from '../../../src/upstream/fetch/options.ts'

const said = (control: string, more: Record<string, string> = {}, bytes = 'v'): Act => ({
  headers: { 'cache-control': control, ...more },
  bytes,
})

/** Numbers its answers, so that it can be seen which one came. */
const counting = (headers: Record<string, string>): Act => {
  let count = 0
  return (request, response) => {
    count += 1
    // The clock of the test runs ahead of the one that a server would write into `Date`.
    response.sendDate = false
    const isHeld = headers['etag'] !== undefined && request.headers['if-none-match'] === headers['etag']
    response.writeHead(isHeld ? 304 : 200, { ...headers, 'x-count': String(count) })
    response.end(isHeld ? undefined : `v${count}`)
  }
}

const start = async (options: Partial<FetchOptions>, ...script: readonly Act[]) => {
  const clock = createTestClock({ wallStartMs: Date.now() })
  const vendor = await startFetched({ retry: false, clock, ...options }, ...script)
  return { ...vendor, clock }
}
const read = async ({ fetch, origin }: FetchedVendor, init: RequestInit = {}): Promise<string> =>
  (await fetch(`${origin}/x`, init)).text()

describe('a kept answer', () => {
  test('is used while it is fresh, with its age', async () => {
    const vendor = await start({}, counting({ 'cache-control': 'max-age=60' }))
    await read(vendor)
    await vendor.clock.advance(10_000)
    const response = await vendor.fetch(`${vendor.origin}/x`)
    expect(response.headers.get('age')).toBe('10')
    expect(await response.text()).toBe('v1')
    await vendor.clock.advance(50_000)
    expect(await read(vendor)).toBe('v2')
    expect(vendor.events.filter(({ type }) => type === 'call')).toMatchObject([
      { via: 'upstream' },
      { via: 'cache' },
      { via: 'upstream' },
    ])
  })

  test('is asked about by its tag, and a 304 makes it fresh again', async () => {
    const vendor = await start({}, counting({ 'cache-control': 'max-age=60', etag: '"a"' }))
    await read(vendor)
    await vendor.clock.advance(61_000)
    const response = await vendor.fetch(`${vendor.origin}/x`)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-count')).toBe('2')
    expect(await response.text()).toBe('v1')
    expect(await read(vendor)).toBe('v1')
    expect(vendor.received).toHaveLength(2)
  })

  test('that a 304 does not speak of is asked for anew', async () => {
    const other: Act = { status: 304, headers: { etag: '"b"' }, bytes: '' }
    const vendor = await start({}, said('max-age=1', { etag: '"a"' }, 'old'), other, said('max-age=1', {}, 'new'))
    await read(vendor)
    await vendor.clock.advance(2_000)
    expect(await read(vendor)).toBe('new')
    expect(vendor.received[2]?.headers).not.toHaveProperty('if-none-match')
  })

  test('is used stale while it is asked about behind, once', async () => {
    const vendor = await start({}, counting({ 'cache-control': 'max-age=1, stale-while-revalidate=60' }))
    await read(vendor)
    await vendor.clock.advance(2_000)
    expect(await Promise.all([read(vendor), read(vendor)])).toEqual(['v1', 'v1'])
    await expect.poll(() => read(vendor)).toBe('v2')
    expect(vendor.received).toHaveLength(2)
    expect(vendor.clock.pending()).toBe(0)
  })

  test.each<[string, Act]>([
    ['answers with an error', { status: 503, bytes: 'no' }],
    ['cannot be reached', (_request, response) => void response.destroy()],
  ])('stands in where it may and the vendor %s', async (_name, trouble) => {
    const vendor = await start({}, said('max-age=1, stale-if-error=60'), trouble)
    await read(vendor)
    await vendor.clock.advance(2_000)
    expect(await read(vendor)).toBe('v')
    await vendor.clock.advance(60_000)
    expect(await read(vendor).catch(() => 'no')).toBe('no')
  })

  test('that forbids staleness is answered with 504 where the vendor cannot be reached', async () => {
    const vendor = await start(
      { staleIfErrorMs: 60_000 },
      said('max-age=1, must-revalidate'),
      (_request, response) => void response.destroy(),
    )
    await read(vendor)
    await vendor.clock.advance(2_000)
    expect((await vendor.fetch(`${vendor.origin}/x`)).status).toBe(504)
  })

  test('is apart from what other fields chose, where it varies', async () => {
    const vary: Act = (request, response) => {
      response.writeHead(200, { 'cache-control': 'max-age=60', vary: 'accept' })
      response.end(request.headers.accept)
    }
    const vendor = await start({}, vary)
    for (const accept of ['text/a', 'text/b', 'text/a', 'text/b'])
      expect(await read(vendor, { headers: { accept } })).toBe(accept)
    expect(vendor.received).toHaveLength(2)
  })

  test('is cut to the part that is asked for, and answers HEAD and conditions', async () => {
    const vendor = await start({}, said('max-age=60', { etag: '"a"' }, '0123456789'))
    await read(vendor)
    const part = await vendor.fetch(`${vendor.origin}/x`, { headers: { range: 'bytes=2-4' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10')
    expect(await part.text()).toBe('234')
    const head = await vendor.fetch(`${vendor.origin}/x`, { method: 'HEAD' })
    expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', '"a"'])
    expect((await vendor.fetch(`${vendor.origin}/x`, { headers: { 'if-none-match': '"a"' } })).status).toBe(304)
    expect(vendor.received).toHaveLength(1)
  })

  test('that is a part answers no one who asks for all, nor what its length belies', async () => {
    const part = (range: string): Act => ({
      status: 206,
      headers: { 'cache-control': 'max-age=60', 'content-range': range },
      bytes: '01234',
    })
    const vendor = await start({}, part('bytes 0-4/10'), { bytes: 'whole' }, part('bytes 4-9/10'))
    await read(vendor, { headers: { range: 'bytes=0-4' } })
    expect(await read(vendor, { headers: { range: 'bytes=1-2' } })).toBe('12')
    expect(await read(vendor)).toBe('whole')
    await read(vendor, { headers: { range: 'bytes=-6' } })
    await read(vendor, { headers: { range: 'bytes=6-8' } })
    expect(vendor.received).toHaveLength(4)
  })

  test('is forgotten by an unsafe request that was not refused, for all credentials', async () => {
    const vendor = await start(
      {},
      counting({ 'cache-control': 'max-age=60' }),
      counting({}),
      counting({ 'cache-control': 'max-age=60' }),
    )
    await read(vendor, { headers: { authorization: 'a' } })
    await read(vendor, { method: 'DELETE' })
    await read(vendor, { headers: { authorization: 'a' } })
    expect(vendor.received).toHaveLength(3)
    const refusing = await start({}, said('max-age=60'), { status: 500, bytes: 'no' })
    await read(refusing)
    await read(refusing, { method: 'DELETE' })
    await read(refusing)
    expect(refusing.received).toHaveLength(2)
  })

  test('that was too large leaves nothing behind', async () => {
    const vendor = await start({ maxCacheEntryBytes: 1_000 }, said('max-age=60', {}, 'x'.repeat(2_000)))
    await read(vendor)
    await read(vendor)
    expect(vendor.received).toHaveLength(2)
  })
})

describe('credentials', () => {
  const mine: Act = (request, response) => {
    response.writeHead(200, { 'cache-control': 'max-age=60' })
    response.end(request.headers.authorization ?? request.headers['x-api-key'] ?? request.headers.cookie ?? 'nobody')
  }
  test.each(['authorization', 'x-api-key', 'cookie'])('by %s are apart', async (name) => {
    const vendor = await start({}, mine)
    for (const who of ['one', 'two', 'one']) expect(await read(vendor, { headers: { [name]: who } })).toBe(who)
    expect(vendor.received).toHaveLength(2)
    expect(await read(vendor)).toBe('nobody')
  })

  test('are told to nobody by a shared cache, but what says that it is for all', async () => {
    const vendor = await start({ cache: 'shared' }, mine, mine, said('public, max-age=60', {}, 'all'))
    expect(await read(vendor, { headers: { authorization: 'one' } })).toBe('one')
    expect(await read(vendor, { headers: { authorization: 'two' } })).toBe('two')
    expect(await read(vendor, { headers: { authorization: 'two' } })).toBe('all')
    expect(await read(vendor)).toBe('all')
  })

  test('and addresses stand in no key', async () => {
    const keys: string[] = []
    const store = createMemoryAnswerStore({ maxBytes: 100_000, clock: createTestClock() })
    const answers = { ...store, set: (key: string) => void keys.push(key) }
    const vendor = await start({ answers }, said('max-age=60'))
    await vendor.fetch(`${vendor.origin}/private?key=hunter2`, { headers: { authorization: 'hunter2' } })
    expect(keys).toHaveLength(1)
    expect(keys[0]).not.toMatch(/hunter2|private/)
  })
})

test.each<[RequestCache, number]>([
  ['no-store', 2],
  ['reload', 2],
  ['no-cache', 2],
  ['force-cache', 1],
  ['default', 1],
])('in the mode %s two requests are sent as %d', async (cache, sent) => {
  const vendor = await start({}, said('max-age=60'))
  await read(vendor)
  await read(vendor, { cache })
  expect(vendor.received).toHaveLength(sent)
})

test('without a kept answer only-if-cached is 504, and nothing is sent', async () => {
  const vendor = await start({}, said('max-age=60'))
  expect((await vendor.fetch(vendor.origin, { cache: 'only-if-cached' })).status).toBe(504)
  expect(vendor.received).toHaveLength(0)
})

test('without a cache every request is sent', async () => {
  const vendor = await start({ cache: false }, said('max-age=60'))
  await Promise.all([read(vendor), read(vendor)])
  expect(vendor.received).toHaveLength(2)
})

test('the same request at once is sent once', async () => {
  const vendor = await start({}, { bytes: 'v' })
  expect(await Promise.all([read(vendor), read(vendor), read(vendor)])).toEqual(['v', 'v', 'v'])
  expect(vendor.received).toHaveLength(1)
})
