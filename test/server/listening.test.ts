import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { closeOnSignals } from '../../src/server/shutdown.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createToyServer, readAnswer, readCodes, type ToyServer } from '../helpers/toy-server.ts'

const opened: ToyServer[] = []

const start = async (options: Parameters<typeof createToyServer>[0] = {}) => {
  const server = createToyServer(options)
  opened.push(server)
  return { server, ...(await server.listen()) }
}

afterEach(async () => {
  for (const server of opened.splice(0)) {
    server.httpServer.closeAllConnections()
    server.httpServer.close()
  }
})

const JSON_BODY = { 'content-type': 'application/json' }
const ask = (url: string, query: string, init: RequestInit = {}) =>
  fetch(url, { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ query }), ...init })

describe('a listening server', () => {
  it('says where it is and answers there', async () => {
    const { url, port } = await start()
    expect(url).toBe(`http://127.0.0.1:${port}/graphql`)
    const response = await ask(url, '{ hello }')
    expect(await readAnswer(response)).toEqual({ data: { hello: 'hello you' } })
    expect(response.headers.get('x-request-id')).toBeTruthy()
  })

  it('a port that is taken is an error, not silence', async () => {
    const { port } = await start()
    await expect(createToyServer({ port }).listen()).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('a body that is too large gets its answer, with its length told beforehand or not', async () => {
    const { url } = await start({ maxBodyBytes: 1_000 })
    const body = JSON.stringify({ query: `{ hello } #${'x'.repeat(3_000_000)}` })
    const told = await ask(url, '', { body })
    expect([told.status, await readCodes(told)]).toEqual([413, ['PAYLOAD_TOO_LARGE']])
    const untold = request(url, {
      method: 'POST',
      headers: { ...JSON_BODY, 'transfer-encoding': 'chunked' },
      agent: false,
    })
    untold.end(body)
    const [response] = await once(untold, 'response')
    expect(response.statusCode).toBe(413)
    expect(JSON.parse(await text(response))).toMatchObject({ errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] })
  })

  it('a client that leaves aborts its operation', async () => {
    const { server, url } = await start()
    const leaving = new AbortController()
    const asked = ask(url, '{ gated }', { signal: leaving.signal })
    const { signal } = await server.gate.entered
    expect(signal.aborted).toBe(false)
    const aborted = once(signal, 'abort')
    leaving.abort()
    await expect(asked).rejects.toThrow()
    await aborted
    expect(signal.reason).toMatchObject({ code: 'CANCELLED' })
  })

  it('an operation that was answered is not aborted afterwards', async () => {
    const { server, url } = await start()
    const asked = ask(url, '{ gated }')
    const { signal } = await server.gate.entered
    server.gate.open('done')
    expect(await readAnswer(await asked)).toEqual({ data: { gated: 'done' } })
    expect(signal.aborted).toBe(false)
  })

  it('events stream over a socket', async () => {
    const { url } = await start()
    const response = await ask(url, 'subscription { count(to: 3) }', {
      headers: { ...JSON_BODY, accept: 'text/event-stream' },
    })
    expect(await response.text()).toContain('data: {"data":{"count":3}}')
  })

  it('a listener that leaves ends its stream, even while no event comes', async () => {
    const { server, url } = await start()
    const leaving = new AbortController()
    const headers = { ...JSON_BODY, accept: 'text/event-stream' }
    const response = await ask(url, 'subscription { silence }', { headers, signal: leaving.signal })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    leaving.abort()
    await server.silenceEnded
  })

  it('HEAD has the headers of GET and no body', async () => {
    const { url } = await start()
    const response = await fetch(new URL('/healthz', url), { method: 'HEAD' })
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '15', ''])
  })

  it('bytes that are no HTTP are answered with 400', async () => {
    const { port } = await start()
    const socket = connect(port, '127.0.0.1')
    socket.end('nonsense\r\n\r\n')
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400/)
  })
})

describe('a shutdown', () => {
  it('lets what is in flight end, takes nothing new, and is not ready meanwhile', async () => {
    const { server, url, port } = await start()
    const agent = new Agent({ keepAlive: true })
    const asked = ask(url, '{ gated }')
    await server.gate.entered
    const closing = server.close()
    expect(await (await server.get('/readyz')).json()).toEqual({ status: 'draining' })
    const refused = connect(port, '127.0.0.1')
    await expect(once(refused, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    server.gate.open('done')
    const response = await asked
    expect(await readAnswer(response)).toEqual({ data: { gated: 'done' } })
    expect(response.headers.get('connection')).toBe('close')
    expect(await closing).toBe(true)
    agent.destroy()
  })

  it('does not wait for connections that are merely kept open', async () => {
    const { server, url } = await start()
    const agent = new Agent({ keepAlive: true })
    const asked = request(new URL('/healthz', url), { agent }).end()
    const [response] = await once(asked, 'response')
    await text(response)
    expect(await server.close()).toBe(true)
    agent.destroy()
  })

  it('cuts off what does not end in time, and says so', async () => {
    const clock = createTestClock()
    const { server, url } = await start({ clock, shutdownTimeoutMs: 5_000 })
    const asked = ask(url, '{ gated }')
    const { signal } = await server.gate.entered
    const closing = server.close()
    const cut = expect(asked).rejects.toThrow()
    await clock.advance(5_000)
    await cut
    expect(await closing).toBe(false)
    expect(signal.aborted).toBe(true)
  })

  it('of a server that never listened is done at once', async () => {
    expect(await createToyServer().close()).toBe(true)
  })
})

describe('a process', () => {
  it('answers what it was asked before SIGTERM, then leaves with 0', async () => {
    const script = fileURLToPath(new URL('../helpers/toy-process.ts', import.meta.url))
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface(child.stdout)
    const [url] = (await once(lines, 'line')) as [string]
    const asked = ask(url, '{ gated }')
    await once(lines, 'line')
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await readAnswer(await asked)).toEqual({ data: { gated: 'after the signal' } })
    expect(await exited).toEqual([0, null])
  })
})

describe('signals', () => {
  const listen = (close: () => Promise<boolean>) => {
    const runs = new Map<string, () => void>()
    const codes: number[] = []
    const exited = Promise.withResolvers<number>()
    const exit = (code: number): void => {
      codes.push(code)
      exited.resolve(code)
    }
    const log: string[] = []
    closeOnSignals({
      close,
      process: { on: (signal, run) => runs.set(signal, run), exit },
      log: (line) => void log.push(line),
    })
    return { send: (signal: string) => runs.get(signal)?.(), exited: exited.promise, codes, log }
  }

  it.each(['SIGTERM', 'SIGINT'])('%s ends the process with 0 once everything has ended', async (signal) => {
    const closing = Promise.withResolvers<boolean>()
    const { send, exited, codes } = listen(() => closing.promise)
    send(signal)
    expect(codes).toEqual([])
    closing.resolve(true)
    expect(await exited).toBe(0)
  })

  it('something that was cut off makes it 1', async () => {
    const { send, exited } = listen(async () => false)
    send('SIGTERM')
    expect(await exited).toBe(1)
  })

  it('so does a failure while closing', async () => {
    const { send, exited } = listen(() => Promise.reject(new Error('no')))
    send('SIGTERM')
    expect(await exited).toBe(1)
  })

  it('a second signal leaves at once', () => {
    const { send, codes } = listen(() => new Promise(() => undefined))
    send('SIGTERM')
    send('SIGINT')
    expect(codes).toEqual([1])
  })
})
