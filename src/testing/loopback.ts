import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StandIn } from '../kit/mount.ts'

/** A request that reached a stand-in. */
export interface Asked {
  readonly method: string
  /** Below the base URL, without the first slash, with the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a stand-in answers. */
export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const readAsked = async (request: IncomingMessage): Promise<Asked> => {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const body = Buffer.concat(pieces).toString('utf8')
  return { method: request.method ?? 'GET', path: (request.url ?? '/').slice(1), headers, body }
}

/** Serves a function on loopback, on any free port. What it throws is a broken connection to whoever asked. */
export const serveOnLoopback = async (answer: (asked: Asked) => Promise<Answered>): Promise<StandIn> => {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, headers, body } = await answer(await readAsked(request))
    response.writeHead(status, headers).end(body)
  }
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => resolve())
  })
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => void server.close(() => resolve()))
  }
  return { baseUrl: `http://127.0.0.1:${port}/`, close }
}
