import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { UpstreamProfile } from '../../src/upstream/profile.ts'

/** One request as the vendor got it. */
export interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Resolves when the socket is gone before an answer was whole. */
  readonly aborted: Promise<void>
}

/** What the vendor does with one request: answers as JSON or as bytes, or takes the response into its own hands. */
export type Act =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly json: unknown }
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      readonly bytes: string | Uint8Array
    }
  | ((request: ReceivedRequest, response: ServerResponse) => void)

/** A vendor on loopback that does what a script says; the last act is played again when the script is at its end. */
export interface ScriptedVendor {
  readonly origin: string
  readonly received: readonly ReceivedRequest[]
}

const readAll = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('utf8')
}

const play = (act: Act, request: ReceivedRequest, response: ServerResponse): void => {
  if (typeof act === 'function') return act(request, response)
  const { status = 200, headers = {} } = act
  const isJson = 'json' in act
  response.writeHead(status, { ...(isJson && { 'content-type': 'application/json' }), ...headers })
  response.end(isJson ? JSON.stringify(act.json) : act.bytes)
}

/** Starts a vendor that ends with the test. */
export const startVendor = async (...script: readonly Act[]): Promise<ScriptedVendor> => {
  const received: ReceivedRequest[] = []
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { promise: aborted, resolve } = Promise.withResolvers<void>()
    response.on('close', () => {
      if (!response.writableFinished) resolve()
    })
    const { method = '', url = '', headers } = request
    const seen = { method, url, headers, body: await readAll(request), aborted }
    const act = script[Math.min(received.length, script.length - 1)]
    received.push(seen)
    if (act !== undefined) play(act, seen, response)
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

/** The profile of a vendor on loopback, plain but for what a test says. */
export const testProfile = (baseUrl: string, more: Partial<UpstreamProfile> = {}): UpstreamProfile => ({
  source: 'shop',
  baseUrl,
  hosts: [],
  isSandbox: true,
  problem: null,
  catalogue: {},
  quota: {},
  readQuota: null,
  requestIdHeader: null,
  shouldRetry: null,
  timeouts: {},
  pool: {},
  retry: {},
  breaker: {},
  ...more,
})
