import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { follow, Refused, type Controlled } from './actions.ts'
import { ControlMessage } from './message.ts'
import { announce } from './place.ts'

const MAX_BYTES = 262_144

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

/** Why a request is not even read; null when it may be. A page in a browser can send neither this Host nor this token. */
const refusal = ({ headers, method, socket }: IncomingMessage, token: string): readonly [number, string] | null => {
  if (headers.host !== `127.0.0.1:${socket.localPort}`) return [421, 'wrong host']
  if (headers.origin !== undefined) return [403, 'not from a browser']
  if (!isSame(headers.authorization ?? '', `Bearer ${token}`)) return [401, 'wrong token']
  if (method !== 'POST' || headers['content-type'] !== 'application/json') return [415, 'POST JSON']
  return null
}

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request) {
    bytes += (piece as Buffer).length
    if (bytes > MAX_BYTES) throw new Refused('The message is too long.')
    pieces.push(piece as Buffer)
  }
  return JSON.parse(Buffer.concat(pieces).toString('utf8'))
}

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body))
}

const answer = async (request: IncomingMessage, response: ServerResponse, controlled: Controlled): Promise<void> => {
  try {
    const message = ControlMessage.safeParse(await readJson(request))
    if (!message.success)
      return send(response, 400, { error: 'The server does not know that message; is it of another version?' })
    send(response, 200, { done: follow(controlled, message.data) })
  } catch (thrown) {
    send(response, 400, { error: thrown instanceof Refused ? thrown.message : 'The message could not be read.' })
  }
}

/**
 * Lets the owner of this process control it: on loopback alone, on a port of its own, with a token made for this start that
 * stands in a file which only the owner can read. Never opened in production.
 */
export const openControl = async (controlled: Controlled, url: string, folder?: string): Promise<() => void> => {
  const token = randomBytes(32).toString('base64url')
  const server = createServer((request, response) => {
    const refused = refusal(request, token)
    if (refused === null) void answer(request, response, controlled)
    else send(response, refused[0], { error: refused[1] })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => resolve())
  })
  const { port } = server.address() as AddressInfo
  server.unref()
  const takeBack = announce({ pid: process.pid, port, token, url, startedAtMs: Date.now() }, folder)
  process.once('exit', takeBack)
  return () => {
    takeBack()
    server.close()
  }
}
