import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'
import type { Mode, Stats, VendorOrder } from './vendor.ts'

/** The vendor of the benchmarks, in a thread of its own so that its work does not count as ours. */

interface Run extends Stats {
  mode: Mode
  tokens: number
  filledAtMs: number
}

const runs = new Map<string, Run>()

const runOf = (name: string): Run => {
  const known = runs.get(name)
  if (known !== undefined) return known
  const made: Run = { mode: { kind: 'good' }, requests: 0, served: 0, refused: 0, tokens: Infinity, filledAtMs: 0 }
  runs.set(name, made)
  return made
}

const json = (response: ServerResponse, status: number, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"id":"1"}')

/** A token bucket with the vendor's own quota: whoever comes too early is refused and told when to come again. */
const limit = (run: Run, perSecond: number, response: ServerResponse): void => {
  const nowMs = performance.now()
  if (run.tokens === Infinity) Object.assign(run, { tokens: perSecond, filledAtMs: nowMs })
  run.tokens = Math.min(perSecond, run.tokens + ((nowMs - run.filledAtMs) * perSecond) / 1_000)
  run.filledAtMs = nowMs
  if (run.tokens < 1) {
    run.refused += 1
    return json(response, 429, { 'retry-after': '1' })
  }
  run.tokens -= 1
  run.served += 1
  json(response, 200)
}

const drip = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('"')
  const timer = setInterval(() => response.write('a'), 20)
  response.on('close', () => clearInterval(timer))
}

const act = (run: Run, request: IncomingMessage, response: ServerResponse): void => {
  const { mode } = run
  switch (mode.kind) {
    case 'good':
      run.served += 1
      return json(response, 200)
    case 'fails':
      return json(response, 503)
    case 'resets':
      return void request.socket.resetAndDestroy()
    case 'hangs':
      return
    case 'half':
      return void request.socket.write('HTTP/1.1 200 OK\r\ncontent-type: appl')
    case 'drips':
      return drip(response)
    case 'quota':
      return limit(run, mode.perSecond, response)
  }
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const run = runOf((request.url ?? '').split('/')[1] ?? '')
  run.requests += 1
  request.resume().on('end', () => act(run, request, response))
})

const tell = (id: number, value: unknown): void => parentPort?.postMessage({ id, value })

parentPort?.on('message', ({ id, order }: { id: number; order: VendorOrder }) => {
  if (order.kind === 'mode') {
    Object.assign(runOf(order.run), { mode: order.mode, tokens: Infinity })
    return tell(id, null)
  }
  const { requests, served, refused } = runOf(order.run)
  server.getConnections((_error, connections) => tell(id, { requests, served, refused, connections }))
})

server.listen(0, '127.0.0.1', () => tell(0, (server.address() as AddressInfo).port))
