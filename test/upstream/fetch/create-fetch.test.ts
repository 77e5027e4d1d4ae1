import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createFetch } from '../../../src/upstream/fetch/create-fetch.ts'
import { startFetched } from '../../helpers/fetch-vendor.ts'
import { startVendor, type Act } from '../../helpers/scripted-vendor.ts'

const ok: Act = { bytes: 'hello' }
const fast = { baseDelayMs: 1 }

describe('an answer', () => {
  test('is a Response with every header line as it came', async () => {
    const { fetch, origin } = await startFetched({}, (_request, response) => {
      response.writeHead(201, 'Made', [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2, c'],
        ['X-One', '1'],
      ])
      response.end('hello')
    })
    const response = await fetch(`${origin}/x?y#z`, { method: 'POST' })
    expect(response).toBeInstanceOf(Response)
    expect(response).toMatchObject({
      status: 201,
      statusText: 'Made',
      ok: true,
      redirected: false,
      url: `${origin}/x?y`,
    })
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2, c'])
    expect(response.headers.get('content-type')).toBeNull()
    expect(response.clone().url).toBe(`${origin}/x?y`)
    expect(await response.text()).toBe('hello')
  })

  test.each([400, 404, 422, 429, 500, 503, 999])('with status %d resolves', async (status) => {
    const { fetch, origin } = await startFetched({ retry: false }, { status, json: { no: 1 } })
    const response = await fetch(origin)
    expect(response).toMatchObject({ status, ok: false })
    expect(await response.json()).toEqual({ no: 1 })
  })

  test.each([204, 304])('with status %d has no body', async (status) => {
    const { fetch, origin } = await startFetched({}, { status, bytes: '' })
    expect((await fetch(origin)).body).toBeNull()
  })

  test('is unpacked, whole or while it comes', async () => {
    const packed: Act = { headers: { 'content-encoding': 'gzip' }, bytes: gzipSync('hello') }
    const { fetch, origin } = await startFetched({}, packed)
    expect(await (await fetch(origin)).text()).toBe('hello')
    expect(await (await fetch(origin, { stream: true })).text()).toBe('hello')
  })

  test('in a coding that nobody knows is handed on as it came', async () => {
    const { fetch, origin } = await startFetched({}, { headers: { 'content-encoding': 'odd' }, bytes: 'hello' })
    expect(await (await fetch(origin)).text()).toBe('hello')
  })
})

describe('a request', () => {
  test.each<[string, NonNullable<RequestInit['body']>, string, string | RegExp | undefined]>([
    ['a string', 'a', 'a', 'text/plain;charset=UTF-8'],
    ['bytes', new Uint8Array([97, 98]), 'ab', undefined],
    ['a buffer', new Uint8Array([97]).buffer, 'a', undefined],
    ['a form', new URLSearchParams({ a: 'b c' }), 'a=b+c', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['a blob', new Blob(['a'], { type: 'text/css' }), 'a', 'text/css'],
    ['a stream', new Blob(['a', 'b']).stream(), 'ab', undefined],
  ])('carries %s', async (_name, body, text, type) => {
    const { fetch, origin, received } = await startFetched({}, ok)
    await fetch(origin, { method: 'POST', body })
    expect(received[0]?.body).toBe(text)
    expect(received[0]?.headers['content-type']).toBe(type)
  })

  test('carries form data with its boundary', async () => {
    const { fetch, origin, received } = await startFetched({}, ok)
    const body = new FormData()
    body.set('file', new Blob(['abc']), 'a.txt')
    await fetch(origin, { method: 'POST', body })
    expect(received[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(received[0]?.body).toMatch(/filename="a.txt"[\s\S]*abc/)
  })

  test('may be a Request', async () => {
    const { fetch, origin, received } = await startFetched({}, ok)
    const request = new Request(`${origin}/x`, { method: 'PUT', body: 'a', headers: { 'x-one': '1' } })
    await fetch(request)
    expect(received[0]).toMatchObject({ method: 'PUT', url: '/x', body: 'a', headers: { 'x-one': '1' } })
  })

  test('to a host that is not listed does not leave', async () => {
    const { fetch, received } = await startFetched({}, ok)
    const elsewhere = await startVendor(ok)
    await expect(fetch(elsewhere.origin)).rejects.toMatchObject({ code: 'EGRESS_REFUSED' })
    expect(received).toHaveLength(0)
    expect(elsewhere.received).toHaveLength(0)
  })

  test('without hosts cannot be made', () => expect(() => createFetch({ hosts: [] })).toThrow(/hosts/))
})

describe('a request is repeated', () => {
  test.each<[string, RequestInit, number]>([
    ['GET', {}, 2],
    ['PUT', { method: 'PUT', body: 'a' }, 2],
    ['POST with Idempotency-Key', { method: 'POST', body: 'a', headers: { 'Idempotency-Key': 'k' } }, 2],
    ['POST', { method: 'POST', body: 'a' }, 1],
    ['PUT of a stream', { method: 'PUT', body: new Blob(['a']).stream() }, 1],
  ])('%s: %# sent', async (_name, init, sent) => {
    const broken: Act = (_request, response) => void response.destroy()
    const { fetch, origin, received } = await startFetched({ retry: fast, cache: false }, broken, ok)
    await fetch(origin, init).catch(() => {})
    expect(received).toHaveLength(sent)
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
  })

  test('after the status of a vendor that failed, and its last word is the answer', async () => {
    const { fetch, origin, received, events } = await startFetched(
      { retry: { ...fast, maxAttempts: 2 } },
      { status: 503, bytes: 'no' },
    )
    expect(await (await fetch(origin)).text()).toBe('no')
    expect(received).toHaveLength(2)
    expect(events.map(({ type }) => type)).toEqual(['attempt', 'retry', 'attempt', 'call'])
  })

  test('not where the vendor says that this is in vain', async () => {
    const no: Act = { status: 503, headers: { 'x-should-retry': 'false' }, bytes: 'no' }
    const shouldRetry = (headers: Readonly<Record<string, string>>) => headers['x-should-retry'] !== 'false'
    const { fetch, origin, received } = await startFetched({ retry: fast, shouldRetry }, no)
    expect((await fetch(origin)).status).toBe(503)
    expect(received).toHaveLength(1)
  })
})

describe('trouble', () => {
  test('that comes in a row opens the breaker', async () => {
    const { fetch, origin } = await startFetched(
      { retry: false, breaker: { consecutiveFailures: 2 } },
      { status: 500, bytes: 'no' },
    )
    await fetch(origin)
    await fetch(origin)
    await expect(fetch(origin)).rejects.toMatchObject({ code: 'CIRCUIT_OPEN' })
  })

  test('with a quota that is used up is an error before anything is sent', async () => {
    const limiter = { quota: { default: { ratePerSecond: 0.001, burst: 1 } } }
    const { fetch, origin, received } = await startFetched({ limiter, cache: false }, ok)
    await fetch(origin)
    await expect(fetch(origin)).rejects.toMatchObject({ code: 'QUOTA_EXHAUSTED' })
    expect(received).toHaveLength(1)
  })

  test('with the network is a typed error', async () => {
    const { fetch, origin } = await startFetched({ retry: false }, (_request, response) => void response.destroy())
    await expect(fetch(origin)).rejects.toMatchObject({ name: 'HeadwatersError', code: 'UPSTREAM_UNREACHABLE' })
  })

  test('with a vendor that hangs ends at the deadline', async () => {
    const { fetch, origin, received } = await startFetched({}, () => {})
    await expect(fetch(origin, { deadlineMs: 50 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await received[0]?.aborted
  })

  test('of a caller who leaves is their own reason, and ends the request', async () => {
    const { fetch, origin, received } = await startFetched({}, () => {})
    const leaving = new AbortController()
    const fetching = fetch(origin, { signal: leaving.signal })
    const reason = fetching.catch((thrown: unknown) => thrown)
    await expect.poll(() => received.length).toBe(1)
    leaving.abort()
    expect(await reason).toMatchObject({ name: 'AbortError' })
    await received[0]?.aborted
    await expect(fetch(origin, { signal: leaving.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('a body that is streamed', () => {
  test('is handed on while it still comes', async () => {
    let finish = (): void => {}
    const { fetch, origin } = await startFetched({ stream: true }, (_request, response) => {
      response.write('one')
      finish = () => void response.end('two')
    })
    const reader = (await fetch(origin)).body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one')
    finish()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two')
    expect((await reader?.read())?.done).toBe(true)
  })

  test('ends its connection when the caller leaves, or cancels it', async () => {
    const { fetch, origin, received } = await startFetched(
      { stream: true },
      (_request, response) => void response.write('one'),
    )
    const leaving = new AbortController()
    const left = await fetch(origin, { signal: leaving.signal })
    leaving.abort()
    await expect(left.text()).rejects.toMatchObject({ name: 'AbortError' })
    const cancelled = await fetch(origin)
    await cancelled.body?.cancel()
    await Promise.all(received.map(({ aborted }) => aborted))
    expect(received).toHaveLength(2)
  })

  test('that breaks off is an error of the stream', async () => {
    const { fetch, origin } = await startFetched({ stream: true }, (_request, response) => {
      response.writeHead(200, { 'content-length': '9' })
      response.write('one', () => void response.destroy())
    })
    await expect((await fetch(origin)).text()).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  })

  test('is read whole where it will be kept', async () => {
    const kept: Act = { headers: { 'cache-control': 'max-age=9', 'content-length': '5' }, bytes: 'hello' }
    const { fetch, origin, received } = await startFetched({ stream: true }, kept)
    for (const _time of [1, 2]) expect(await (await fetch(origin)).text()).toBe('hello')
    expect(received).toHaveLength(1)
  })
})
