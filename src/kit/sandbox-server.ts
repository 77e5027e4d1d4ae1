import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AnySource } from './define-source.ts'
import { answerMatched, type Answered } from './sandbox-answer.ts'
import { createFaultBook, sendReply, type FaultBook } from './sandbox-fault.ts'
import { playFault } from './sandbox-play.ts'
import { createMatcher, type SeenRequest } from './sandbox-route.ts'
import type { ServedSandbox } from './served-sandbox.ts'

/** What a sandbox is served with. */
export interface SandboxOptions {
  readonly wallNow: () => number
  /** Headers that every request has to carry, with their values: the random credential. */
  readonly expects: () => Readonly<Record<string, string>>
}

const MAX_SEEN = 10_000

const readText = async (request: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

const headersOf = (request: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))

/** The requests that a sandbox has had. */
interface Log {
  readonly add: (request: SeenRequest) => number
  readonly all: () => readonly SeenRequest[]
  readonly clear: () => void
  /** Follows a request to the end of its answer or of its connection. */
  readonly follow: (response: ServerResponse) => void
  readonly underWay: () => number
  readonly abandoned: () => number
}

const createLog = (): Log => {
  let seen: SeenRequest[] = []
  let count = 0
  let underWay = 0
  let abandoned = 0
  return {
    add: (request) => {
      seen.push(request)
      if (seen.length > MAX_SEEN) seen.splice(0, MAX_SEEN / 2)
      return count++
    },
    all: () => seen,
    clear: () => {
      seen = []
    },
    follow: (response) => {
      underWay += 1
      response.once('close', () => {
        underWay -= 1
        if (!response.writableFinished) abandoned += 1
      })
    },
    underWay: () => underWay,
    abandoned: () => abandoned,
  }
}

const matchedOf = (match: ReturnType<typeof createMatcher>, request: IncomingMessage, body: string) => {
  const { pathname, search } = new URL(request.url ?? '/', 'http://sandbox')
  const type = request.headers['content-type'] ?? ''
  return match({ method: request.method ?? '', path: pathname.slice(1), query: search.slice(1), type, body })
}

const createHandler = (source: AnySource, options: SandboxOptions, kept: { log: Log; faults: FaultBook }) => {
  const handlers = source.sandbox({ wallNow: options.wallNow })
  const match = createMatcher(source.operations)
  const admits = (headers: SeenRequest['headers']): boolean =>
    Object.entries(options.expects()).every(([name, value]) => headers[name.toLowerCase()] === value)
  const refuse = (status: number): Answered => ({ status, body: handlers.refusal(status), headers: {} })

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '' } = request
    const headers = headersOf(request)
    const body = await readText(request)
    const matched = matchedOf(match, request, body)
    const operation = matched?.name ?? 'unknown'
    const count = kept.log.add({ operation, method, url, headers, body })
    const facts = { headers, count, operation }
    for (const [name, value] of Object.entries(handlers.headers?.(facts) ?? {})) response.setHeader(name, value)
    if (!admits(headers)) return sendReply(response, refuse(401))
    if (matched === null) return sendReply(response, refuse(404))
    const usual = (): Promise<Answered> => answerMatched(handlers, matched, facts)
    const fault = kept.faults.take(matched.name)
    if (fault) return playFault(fault, { response, request, handlers, usual })
    sendReply(response, await usual())
  }
  return (request: IncomingMessage, response: ServerResponse): void => {
    kept.log.follow(response)
    handle(request, response).catch(() => {
      if (!response.headersSent) sendReply(response, refuse(500))
    })
  }
}

const listen = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => void server.once('error', reject).listen(0, '127.0.0.1', resolve))

const close = (server: Server): Promise<void> => {
  server.closeAllConnections()
  return new Promise((resolve) => void server.close(() => resolve()))
}

/** Serves a source's sandbox over real HTTP on loopback. */
export const serveSandbox = async (source: AnySource, options: SandboxOptions): Promise<ServedSandbox> => {
  const log = createLog()
  const faults = createFaultBook()
  const server = createServer(createHandler(source, options, { log, faults }))
  await listen(server)
  const { port } = server.address() as AddressInfo
  const baseUrl = `http://127.0.0.1:${port}/`
  const { all: seen, clear: forgetSeen, underWay, abandoned } = log
  return { baseUrl, faults, seen, forgetSeen, underWay, abandoned, close: () => close(server) }
}
