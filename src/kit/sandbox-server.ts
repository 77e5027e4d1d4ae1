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
  /** What every request has to carry, with its values: the random credential. */
  readonly expects: () => SandboxCredential
}

/** Where a credential stands in a request, and what stands there. */
export interface SandboxCredential {
  readonly headers: Readonly<Record<string, string>>
  /** By query parameter. */
  readonly query: Readonly<Record<string, string>>
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

const urlOf = (request: IncomingMessage): URL => new URL(request.url ?? '/', 'http://sandbox')

/** Whether a request carries the credential. */
const admits = (request: IncomingMessage, { headers, query }: SandboxCredential): boolean => {
  const { searchParams } = urlOf(request)
  return (
    Object.entries(headers).every(([name, value]) => request.headers[name.toLowerCase()] === value) &&
    Object.entries(query).every(([name, value]) => searchParams.get(name) === value)
  )
}

/** Which operation a request is; a credential in its query is no argument of it. */
const matchedOf = (
  match: ReturnType<typeof createMatcher>,
  request: IncomingMessage,
  known: { body: string; credential: SandboxCredential },
) => {
  const { pathname, searchParams } = urlOf(request)
  for (const name of Object.keys(known.credential.query)) searchParams.delete(name)
  const query = searchParams.toString()
  const type = request.headers['content-type'] ?? ''
  return match({ method: request.method ?? '', path: pathname.slice(1), query, type, body: known.body })
}

const createHandler = (source: AnySource, options: SandboxOptions, kept: { log: Log; faults: FaultBook }) => {
  const handlers = source.sandbox({ wallNow: options.wallNow })
  const match = createMatcher(source.operations)
  const refuse = (status: number): Answered => ({ status, body: handlers.refusal(status), headers: {} })

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '' } = request
    const headers = headersOf(request)
    const body = await readText(request)
    const credential = options.expects()
    const matched = matchedOf(match, request, { body, credential })
    const operation = matched?.name ?? 'unknown'
    const count = kept.log.add({ operation, method, url, headers, body })
    const facts = { headers, count, operation }
    for (const [name, value] of Object.entries(handlers.headers?.(facts) ?? {})) response.setHeader(name, value)
    if (admits(request, credential) === kept.faults.isRotated(operation)) return sendReply(response, refuse(401))
    if (matched === null) return sendReply(response, refuse(404))
    const usual = (): Promise<Answered> => answerMatched(handlers, matched, facts)
    const taken = kept.faults.take(matched.name)
    if (taken) return playFault(taken, { response, request, handlers, wallNow: options.wallNow, usual })
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
  // Exclusive: processes that hand a port over to each other must not share their sandboxes' ports as well.
  new Promise(
    (resolve, reject) =>
      void server.once('error', reject).listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => resolve()),
  )

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
