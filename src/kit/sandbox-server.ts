import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { AnySource } from './define-source.ts'
import type { Declared } from './operation.ts'
import { createFaultBook, sendHalf, sendReply, type Fault, type FaultBook } from './sandbox-fault.ts'
import { createMatcher, type Matched, type SeenRequest } from './sandbox-route.ts'
import { isReply, Refusal } from './sandbox.ts'

/** A sandbox that is being served on loopback. */
export interface SandboxServer {
  /** Where it is, with a closing slash. */
  readonly baseUrl: string
  readonly faults: FaultBook
  /** Every request it has had, oldest first; the newest 5,000 to 10,000 are kept. */
  readonly seen: () => readonly SeenRequest[]
  readonly forgetSeen: () => void
  readonly close: () => Promise<void>
}

/** What a sandbox checks each request for; `null` lets every request in. */
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

/** Reads text arguments as what they are declared to be: in a URL or form every number and truth is text. */
const coerced = (operation: Declared, args: Matched['args']): z.ZodSafeParseResult<Record<string, unknown>> => {
  if (operation.document) return { success: true, data: { ...args } }
  const { path, query, body } = operation.shapes
  const shape = z.looseObject({ ...path, ...query, ...body })
  const plain = shape.safeParse(args)
  if (plain.success) return plain
  return shape.safeParse(coerceTexts(args, plain.error))
}

/** Turns the texts that the shape found fault with into numbers and truths. */
const coerceTexts = (args: Matched['args'], error: z.ZodError): unknown => {
  const copy = structuredClone(args) as Record<string, unknown>
  for (const { path } of error.issues) {
    const parent = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)[step], copy)
    const last = path.at(-1)
    if (last !== undefined) plant(parent as Record<PropertyKey, unknown>, last)
  }
  return copy
}

const plant = (parent: Record<PropertyKey, unknown>, key: PropertyKey): void => {
  const value = parent[key]
  if (value === 'true' || value === 'false') parent[key] = value === 'true'
  else if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    parent[key] = Number(value)
  else if (value === '') parent[key] = null
}

interface Answered {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

type Handlers = ReturnType<AnySource['sandbox']>

const run = async (
  handlers: Handlers,
  matched: Matched,
  request: { headers: SeenRequest['headers']; count: number },
): Promise<Answered> => {
  const checked = coerced(matched.operation, matched.args)
  if (!checked.success) return { status: 400, body: handlers.refusal(400), headers: {} }
  try {
    const handler = handlers.operations[matched.name] as (args: unknown, request: unknown) => unknown
    const answer = await handler(checked.data, request)
    if (isReply(answer)) return answer
    return { status: 200, body: matched.operation.document ? { data: answer } : answer, headers: {} }
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.reply
    throw thrown
  }
}

const later = (delayMs: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, delayMs))

/** Plays a fault; true when it has answered (or will not), false when the usual answer should follow. */
const play = async (
  fault: Fault,
  known: { response: ServerResponse; request: IncomingMessage; handlers: Handlers; usual: () => Promise<Answered> },
): Promise<void> => {
  const { response, request, handlers, usual } = known
  switch (fault.kind) {
    case 'status':
      return sendReply(response, {
        status: fault.status,
        body: handlers.refusal(fault.status),
        headers: fault.headers ?? {},
      })
    case 'body':
      response.writeHead(fault.status ?? 200, { 'content-type': fault.type ?? 'application/json' }).end(fault.body)
      return
    case 'latency':
      await later(fault.delayMs)
      return sendReply(response, await usual())
    case 'hang':
      return
    case 'reset':
      request.socket.destroy()
      return
    case 'truncate':
      return sendHalf(response, (await usual()).body)
    case 'bend': {
      const answer = await usual()
      return sendReply(response, { ...answer, body: fault.bend(answer.body) })
    }
  }
}

/** Serves a source's sandbox over real HTTP on loopback. */
export const serveSandbox = async (source: AnySource, options: SandboxOptions): Promise<SandboxServer> => {
  const handlers = source.sandbox({ wallNow: options.wallNow })
  const match = createMatcher(source.operations)
  const faults = createFaultBook()
  let seen: SeenRequest[] = []
  let count = 0

  const admit = (headers: SeenRequest['headers']): boolean =>
    Object.entries(options.expects()).every(([name, value]) => headers[name.toLowerCase()] === value)

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = headersOf(request)
    const body = await readText(request)
    const { pathname, search } = new URL(request.url ?? '/', 'http://sandbox')
    const type = headers['content-type'] ?? ''
    const matched = match({ method: request.method ?? '', path: pathname.slice(1), query: search.slice(1), type, body })
    const record = {
      operation: matched?.name ?? 'unknown',
      method: request.method ?? '',
      url: request.url ?? '',
      headers,
      body,
    }
    seen.push(record)
    if (seen.length > MAX_SEEN) seen.splice(0, MAX_SEEN / 2)
    const facts = { headers, count: count++ }
    for (const [name, value] of Object.entries(handlers.headers?.(facts) ?? {})) response.setHeader(name, value)
    if (!admit(headers)) return sendReply(response, { status: 401, body: handlers.refusal(401), headers: {} })
    if (matched === null) return sendReply(response, { status: 404, body: handlers.refusal(404), headers: {} })
    const usual = (): Promise<Answered> => run(handlers, matched, facts)
    const fault = faults.take(matched.name)
    if (fault) return play(fault, { response, request, handlers, usual })
    sendReply(response, await usual())
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => {
      if (!response.headersSent) sendReply(response, { status: 500, body: handlers.refusal(500), headers: {} })
    })
  })
  await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/`,
    faults,
    seen: () => seen,
    forgetSeen: () => {
      seen = []
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}
