import { getEventListeners } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { createMemoryAnswerStore } from '../../src/state/memory/answer-store.ts'
import { createMemoryTagStore } from '../../src/state/memory/tag-store.ts'
import { bearer } from '../../src/upstream/auth/bearer.ts'
import { createLine } from '../../src/upstream/create-line.ts'
import type { UpstreamProfile } from '../../src/upstream/profile.ts'
import { testProfile } from '../helpers/scripted-vendor.ts'
import { createTestClock } from '../helpers/test-clock.ts'
import { createTestObserver, testCall } from '../helpers/upstream-call.ts'

/** What a vendor does with a connection once a request is there. */
const WAYS: Readonly<Record<string, (socket: Socket) => void>> = {
  'never answers': () => {},
  'sends half of its headers': (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-type: appl'),
  'drips its headers': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx-a: '),
  'drips its body': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n'),
  'sends half of its body': (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"a"'),
}

const drip = (socket: Socket, head: string): void => {
  socket.write(head)
  const next = (): void => {
    if (!socket.destroyed) socket.write('a', () => setImmediate(next))
  }
  next()
}

const start = async (
  act: (socket: Socket) => void,
): Promise<{ origin: string; server: Server; asked: () => number }> => {
  let asked = 0
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      asked += 1
      act(socket)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked: () => asked }
}

const connections = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))))

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve))
}

const open = (origin: string, profile: Partial<UpstreamProfile> = {}) => {
  const clock = createTestClock()
  const { observe, events } = createTestObserver()
  const line = createLine(testProfile(origin, profile), {
    clock,
    random: () => 0.5,
    answers: createMemoryAnswerStore({ maxBytes: 1_000_000, clock }),
    tags: createMemoryTagStore(),
    userAgent: 'headwaters/test',
    traceWire: false,
  })
  onTestFinished(() => line.close())
  const send = (context: { deadlineAtMs: number; signal?: AbortSignal }): Promise<HeadwatersError> => {
    const call = testCall({ operation: { ttlMs: 0 }, context: { observe, ...context } })
    const credential = bearer('tok-1').toCredential('key')
    return line.send({ ...call, credential, request: { ...call.request, url: `${origin}/x` } }).then(
      () => Promise.reject(new Error('an error was expected')),
      (error: HeadwatersError) => error,
    )
  }
  return { clock, line, send, events }
}

describe.each(Object.entries(WAYS))('a vendor that %s', (_way, act) => {
  test('holds a call no longer than its deadline, and leaves no socket, timer or listener', async () => {
    const { origin, server, asked } = await start(act)
    const { clock, send } = open(origin)
    const { signal } = new AbortController()
    const sent = send({ deadlineAtMs: 2_000, signal })
    await until(() => asked() === 1)
    await clock.advance(2_000)
    expect(await sent).toMatchObject({ code: 'DEADLINE_EXCEEDED' })
    await until(async () => (await connections(server)) === 0)
    expect([clock.pending(), getEventListeners(signal, 'abort')]).toEqual([0, []])
  })

  test('is left alone once it has cost five callers a fair time, and not because of those in a hurry', async () => {
    const { origin, asked } = await start(act)
    const { clock, send, line, events } = open(origin)
    const state = () => line.status().breakers[0]?.state
    const give = async (patienceMs: number): Promise<void> => {
      const [before, ended] = [asked(), events.length]
      const sent = send({ deadlineAtMs: clock.now() + patienceMs })
      await until(() => asked() > before)
      await clock.advance(patienceMs)
      await sent
      await until(() => events.slice(ended).some(({ type }) => type === 'attempt'))
      await clock.settle()
    }
    for (let i = 0; i < 30; i += 1) await give(5)
    expect(state()).toBe('closed')
    for (let i = 0; i < 5; i += 1) await give(1_500)
    expect(state()).toBe('open')
  })
})

test('a line that was closed leaves no socket', async () => {
  const server = createHttpServer((_request, response) => void response.writeHead(500).end('{}'))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { send, line } = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    retry: { maxAttempts: 1 },
  })
  expect(await send({ deadlineAtMs: 1_000 })).toMatchObject({ code: 'UPSTREAM_FAILED' })
  expect(await connections(server)).toBe(1)
  await line.close()
  await until(async () => (await connections(server)) === 0)
})
