import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer, type ServerOptions } from 'node:https'
import { connect as connectTo, type AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { toAllowed, type EgressOptions } from '../../src/upstream/egress.ts'
import type { UpstreamProfile } from '../../src/upstream/profile.ts'
import { createTransport } from '../../src/upstream/transport.ts'
import { startVendor, testProfile } from '../helpers/scripted-vendor.ts'
import { TEST_CA, TEST_CERT, TEST_KEY } from '../helpers/test-certificates.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { testCall } from '../helpers/upstream-call.ts'

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A vendor that speaks https; it answers with the name in the certificate that it was shown. */
const startSecure = async (options: ServerOptions = {}): Promise<string> => {
  const server = createHttpsServer({ cert: TEST_CERT, key: TEST_KEY, ...options }, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate()
    response.end(JSON.stringify({ shown: subject?.CN ?? null }))
  })
  return `https://localhost:${await listen(server)}`
}

/** A proxy that makes tunnels, to this machine whatever the name; it keeps what it was asked for. */
const startProxy = async (status = 200) => {
  const asked: { readonly authority: string; readonly authorization: string | undefined }[] = []
  const server = createHttpServer()
  server.on('connect', (request, socket, head) => {
    const authority = request.url ?? ''
    asked.push({ authority, authorization: request.headers['proxy-authorization'] })
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const far = connectTo(Number(authority.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      far.write(head)
      far.pipe(socket).pipe(far)
    })
    for (const end of [far, socket]) end.on('error', () => {})
  })
  const port = await listen(server)
  return { asked, url: `http://me:s3cret@127.0.0.1:${port}` }
}

const exchange = async (baseUrl: string, egress: EgressOptions, profile: Partial<UpstreamProfile> = {}) => {
  const transport = createTransport(testProfile(baseUrl, { isSandbox: false, ...profile }), createTestClock(), egress)
  onTestFinished(() => transport.close())
  const call = testCall({ operation: { kind: 'write' } })
  const sent = transport.exchange({
    ...call,
    request: { ...call.request, method: 'POST', body: '{}', url: `${baseUrl}/x` },
  })
  return sent.then(
    ({ body }) => JSON.parse(Buffer.from(body).toString('utf8')) as { shown: string | null },
    (error: HeadwatersError) => error,
  )
}

const inside = { allowCidrs: ['127.0.0.0/8', '::1/128'] }

describe('networks that an operator allows', () => {
  test('are connected to; others stay refused', async () => {
    const origin = await startSecure()
    expect(await exchange(origin, { ...inside, tls: { ca: TEST_CA } })).toEqual({ shown: null })
    expect(await exchange(origin, { allowCidrs: ['10.0.0.0/8'], tls: { ca: TEST_CA } })).toMatchObject({
      code: 'EGRESS_REFUSED',
      facts: { beforeSending: true, outcome: 'notApplied' },
    })
  })

  test.each(['10.0.0.0', '10.0.0.0/33', 'localhost/8', '10.0.0/8', '::1/129', '/8', ''])('"%s" is no network', (cidr) =>
    expect(() => toAllowed([cidr])).toThrow('write it as'),
  )
})

describe('certificates', () => {
  test('of an authority that nobody knows are refused, before anything is sent', async () =>
    expect(await exchange(await startSecure(), inside)).toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
      facts: { beforeSending: true, outcome: 'notApplied' },
    }))

  test("of our own are shown to a vendor that asks; the source's win over those of the process", async () => {
    const origin = await startSecure({ ca: TEST_CA, requestCert: true, rejectUnauthorized: true })
    const tls = { ca: TEST_CA, cert: TEST_CERT, key: TEST_KEY }
    expect(await exchange(origin, { ...inside, tls })).toEqual({ shown: 'localhost' })
    expect(await exchange(origin, { ...inside, tls: { ca: TEST_CA } }, { tls })).toEqual({ shown: 'localhost' })
  })
})

describe('an outward proxy', () => {
  test('is asked for a tunnel with its own password, and sees nothing else', async () => {
    const proxy = await startProxy()
    const origin = await startSecure()
    expect(await exchange(origin, { proxyUrl: proxy.url, tls: { ca: TEST_CA } })).toEqual({ shown: null })
    expect(proxy.asked).toEqual([
      { authority: new URL(origin).host, authorization: `Basic ${Buffer.from('me:s3cret').toString('base64')}` },
    ])
  })

  test('that refuses is a vendor that cannot be reached: nothing was sent, and no password is told', async () => {
    const proxy = await startProxy(407)
    const error = await exchange(await startSecure(), { proxyUrl: proxy.url, tls: { ca: TEST_CA } })
    expect(error).toMatchObject({ code: 'UPSTREAM_UNREACHABLE', facts: { beforeSending: true, outcome: 'notApplied' } })
    expect(error).toMatchObject({ message: expect.stringContaining('PROXY_407') as string })
    expect(JSON.stringify(error)).not.toContain('s3cret')
  })

  test('is not asked for an inner address that is written out, nor for a host that is not listed', async () => {
    const proxy = await startProxy()
    expect(await exchange('https://127.0.0.1:9', { proxyUrl: proxy.url })).toMatchObject({ code: 'EGRESS_REFUSED' })
    expect(proxy.asked).toEqual([])
  })

  test('does not stand between us and a sandbox', async () => {
    const proxy = await startProxy()
    const vendor = await startVendor({ json: { shown: null } })
    expect(await exchange(vendor.origin, { proxyUrl: proxy.url }, { isSandbox: true })).toEqual({ shown: null })
    expect(proxy.asked).toEqual([])
  })
})
