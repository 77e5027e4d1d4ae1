import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { HeadwatersError } from '../../src/core/headwaters-error.ts'
import type { RawAnswer, UpstreamCall, UpstreamRequest } from '../../src/upstream/call.ts'
import type { UpstreamProfile } from '../../src/upstream/profile.ts'
import { createTransport, type Transport } from '../../src/upstream/transport.ts'
import { startVendor, testProfile, type Act } from '../helpers/scripted-vendor.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { testCall } from '../helpers/upstream-call.ts'

const open = (origin: string, profile: Partial<UpstreamProfile> = {}) => {
  const clock = createTestClock()
  const transport = createTransport(testProfile(origin, profile), clock)
  onTestFinished(() => transport.close())
  return { clock, transport }
}

const toCall = (
  origin: string,
  request: Partial<UpstreamRequest> = {},
  signal?: AbortSignal,
): UpstreamCall<unknown> => {
  const call = testCall({
    operation: { kind: request.method === 'POST' ? 'write' : 'read' },
    ...(signal && { context: { signal } }),
  })
  return { ...call, request: { ...call.request, url: `${origin}/x`, ...request } }
}

const ask = async (act: Act, profile: Partial<UpstreamProfile> = {}): Promise<RawAnswer> => {
  const vendor = await startVendor(act)
  return open(vendor.origin, profile).transport.exchange(toCall(vendor.origin))
}

const errorOf = (sent: Promise<unknown>): Promise<HeadwatersError> =>
  sent.then(
    () => Promise.reject(new Error('an error was expected')),
    (error: HeadwatersError) => error,
  )

const failOf = async (act: Act, profile: Partial<UpstreamProfile> = {}): Promise<HeadwatersError> =>
  errorOf(ask(act, profile))

const textOf = ({ body }: RawAnswer): string => Buffer.from(body).toString('utf8')

/** A server below HTTP: writes these bytes and hangs up, or only hangs up. */
const startRaw = async (bytes: string): Promise<string> => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(bytes))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('a good answer', () => {
  test('comes whole, with its headers by lower-case names', async () => {
    const act: Act = { status: 201, headers: { 'X-One': 'a' }, bytes: 'hello' }
    await expect(ask(act)).resolves.toMatchObject({ status: 201, headers: { 'x-one': 'a' } })
    expect(textOf(await ask(act))).toBe('hello')
  })

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['gzip, br', (body: Buffer) => brotliCompressSync(gzipSync(body))],
  ])('is unpacked from %s', async (encoding, pack) => {
    const answer = await ask({ headers: { 'content-encoding': encoding }, bytes: pack(Buffer.from('hello')) })
    expect(textOf(answer)).toBe('hello')
    expect(answer.headers).not.toHaveProperty('content-encoding')
  })

  test('may have no body', async () => {
    const answer = await ask({ status: 204, headers: { 'content-encoding': 'gzip' }, bytes: '' })
    expect(answer).toMatchObject({ status: 204 })
    expect(answer.body.byteLength).toBe(0)
  })

  test('that redirects is handed on; nobody goes where it points', async () => {
    const vendor = await startVendor({ status: 302, headers: { location: '/elsewhere' }, bytes: '' }, { json: {} })
    const { transport } = open(vendor.origin)
    await expect(transport.exchange(toCall(vendor.origin))).resolves.toMatchObject({ status: 302 })
    expect(vendor.received).toHaveLength(1)
  })

  test('leaves the connection for the next call', async () => {
    const ports: unknown[] = []
    const vendor = await startVendor((_request, response) => {
      ports.push(response.socket?.remotePort)
      response.end('{}')
    })
    const { transport } = open(vendor.origin)
    await transport.exchange(toCall(vendor.origin))
    // The connection is given back in the turn after the body's end.
    await new Promise((resolve) => setImmediate(resolve))
    await transport.exchange(toCall(vendor.origin))
    expect(new Set(ports).size).toBe(1)
  })
})

describe('too much', () => {
  const small = { pool: { maxBodyBytes: 1_000 } }

  test('a huge body is not read to its end', async () => {
    const error = await failOf({ bytes: 'x'.repeat(1_001) }, small)
    expect(error).toMatchObject({ code: 'UPSTREAM_MALFORMED', facts: { shouldRetry: false } })
    expect(error.message).toContain('more than 1000 bytes')
  })

  test('a body of just the size is fine', async () => {
    expect((await ask({ bytes: 'x'.repeat(1_000) }, small)).body.byteLength).toBe(1_000)
  })

  test('a bomb is not unpacked to its end', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000))
    const error = await failOf(
      { headers: { 'content-encoding': 'gzip' }, bytes: bomb },
      { pool: { maxBodyBytes: 50_000 } },
    )
    expect(error).toMatchObject({ code: 'UPSTREAM_MALFORMED', facts: { shouldRetry: false } })
  })
})

describe('a broken answer', () => {
  test.each<[string, Act]>([
    [
      'half a gzip stream',
      { headers: { 'content-encoding': 'gzip' }, bytes: gzipSync('x'.repeat(500)).subarray(0, 20) },
    ],
    ['what is no gzip at all', { headers: { 'content-encoding': 'gzip' }, bytes: 'plain' }],
    ['an encoding that nobody asked for', { headers: { 'content-encoding': 'zstd' }, bytes: 'zzz' }],
    ['encodings piled up', { headers: { 'content-encoding': 'gzip, gzip, gzip' }, bytes: 'zzz' }],
  ])('%s is UPSTREAM_MALFORMED', async (_fact, act) =>
    expect(await failOf(act)).toMatchObject({ code: 'UPSTREAM_MALFORMED' }),
  )

  test.each<[string, Act]>([
    ['a reset before the answer', (_request, response) => void response.socket?.resetAndDestroy()],
    [
      'half a body',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half')
        setImmediate(() => response.destroy())
      },
    ],
  ])('%s is UPSTREAM_UNREACHABLE, and may have been read', async (_fact, act) => {
    const error = await failOf(act)
    expect(error.code).toBe('UPSTREAM_UNREACHABLE')
    expect(error.facts.beforeSending).toBeUndefined()
  })

  test('what is not HTTP is UPSTREAM_MALFORMED', async () => {
    const origin = await startRaw('SSH-2.0-OpenSSH_9.9\r\n')
    expect(await errorOf(open(origin).transport.exchange(toCall(origin)))).toMatchObject({ code: 'UPSTREAM_MALFORMED' })
  })

  test('of a write leaves its outcome unknown', async () => {
    const origin = await startRaw('')
    const sent = open(origin).transport.exchange(toCall(origin, { method: 'POST', body: '{}' }))
    expect(await errorOf(sent)).toMatchObject({ code: 'UPSTREAM_UNREACHABLE', facts: { outcome: 'unknown' } })
  })
})

describe('no answer', () => {
  test('nobody listens: nothing was sent', async () => {
    const origin = 'http://127.0.0.1:1'
    const sent = open(origin).transport.exchange(toCall(origin, { method: 'POST', body: '{}' }))
    expect(await errorOf(sent)).toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
      facts: { beforeSending: true, outcome: 'notApplied', source: 'shop' },
    })
  })

  test('headers that do not come are UPSTREAM_TIMEOUT', async () => {
    const error = await failOf(() => {}, { timeouts: { headersTimeoutMs: 30 } })
    expect(error).toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    expect(error.facts.beforeSending).toBeUndefined()
  })

  test('a body that goes on and on ends at its time', async () => {
    const vendor = await startVendor((_request, response) => {
      response.writeHead(200).write('a')
    })
    const { transport, clock } = open(vendor.origin, { timeouts: { bodyTimeoutMs: 8_000 } })
    const sent = errorOf(transport.exchange(toCall(vendor.origin)))
    while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve))
    await clock.advance(8_000)
    expect(await sent).toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
    await vendor.received[0]?.aborted
  })

  test('an abort ends the socket, and leaves no listener', async () => {
    const vendor = await startVendor(() => {})
    const caller = new AbortController()
    const sent = errorOf(open(vendor.origin).transport.exchange(toCall(vendor.origin, {}, caller.signal)))
    while (vendor.received.length === 0) await new Promise((resolve) => setImmediate(resolve))
    caller.abort()
    expect(await sent).toMatchObject({ code: 'CANCELLED' })
    await vendor.received[0]?.aborted
  })
})

describe('the body of a request', () => {
  const post = async (profile: Partial<UpstreamProfile>, body: string) => {
    const vendor = await startVendor({ json: {} })
    const sent = open(vendor.origin, profile).transport.exchange(toCall(vendor.origin, { method: 'POST', body }))
    return { vendor, ended: await sent.catch((error: unknown) => error) }
  }

  test('that is too large is not sent', async () => {
    const { vendor, ended } = await post({ pool: { maxRequestBytes: 10 } }, '"0123456789"')
    expect(ended).toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      facts: { beforeSending: true, outcome: 'notApplied', operation: 'customer' },
    })
    expect(vendor.received).toEqual([])
  })

  test('leaves as gzip from the size on that the source names', async () => {
    const packed = await post({ pool: { gzipFromBytes: 100 } }, 'x'.repeat(100))
    expect(packed.vendor.received[0]?.headers).toMatchObject({ 'content-encoding': 'gzip' })
    expect(Number(packed.vendor.received[0]?.headers['content-length'])).toBeLessThan(50)
    const plain = await post({ pool: { gzipFromBytes: 100 } }, 'x'.repeat(99))
    expect(plain.vendor.received[0]).toMatchObject({ body: 'x'.repeat(99) })
    expect(plain.vendor.received[0]?.headers).not.toHaveProperty('content-encoding')
  })
})

describe('what may not leave', () => {
  const refusedBy = (transport: Transport, url: string): Promise<HeadwatersError> =>
    errorOf(transport.exchange(toCall('', { url, method: 'POST', body: '{}' })))

  test('another host, plain http and a name that leads inside are refused before anything is sent', async () => {
    const vendor = await startVendor({ json: {} })
    const { transport } = open('https://localhost', { isSandbox: false })
    const refusal = {
      code: 'EGRESS_REFUSED',
      facts: { beforeSending: true, outcome: 'notApplied', operation: 'customer' },
    }
    expect(await refusedBy(transport, 'https://elsewhere.test/')).toMatchObject(refusal)
    expect(await refusedBy(transport, 'http://localhost/')).toMatchObject(refusal)
    expect(await refusedBy(transport, 'https://localhost/')).toMatchObject(refusal)
    expect(vendor.received).toEqual([])
  })

  test('a header that HTTP cannot carry is a fault of ours, without its value', async () => {
    const vendor = await startVendor({ json: {} })
    const sent = open(vendor.origin).transport.exchange(toCall(vendor.origin, { headers: { 'x-a': 'hush\r\nb: c' } }))
    const error = await errorOf(sent)
    expect(error).toMatchObject({ code: 'INTERNAL', facts: { beforeSending: true } })
    expect(error.message).not.toContain('hush')
  })
})
