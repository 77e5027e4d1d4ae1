import type { ServerResponse } from 'node:http'
import type { Reply } from './sandbox.ts'

/** What a sandbox can be told to do in place of answering. */
export type Fault =
  /** Answer with a status, the vendor's own body for it, and headers. */
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Answer with this body, whatever it is. */
  | { readonly kind: 'body'; readonly status?: number; readonly type?: string; readonly body: string }
  /** Wait before answering as usual. */
  | { readonly kind: 'latency'; readonly delayMs: number }
  /** Take the request and never answer. */
  | { readonly kind: 'hang' }
  /** Break the connection before a header is sent. */
  | { readonly kind: 'reset' }
  /** Send the headers and half of the body, then break the connection. */
  | { readonly kind: 'truncate' }
  /** Answer as usual, changed by a function: a row with a wrong type, an unknown word. */
  | { readonly kind: 'bend'; readonly bend: (body: unknown) => unknown }

/** A fault, for how many requests and for which operation. */
export interface FaultRule {
  readonly fault: Fault
  /** Only for this operation; for every one when left out. */
  readonly operation?: string
  /** For so many requests. @default Infinity */
  readonly times?: number
}

/** The rules that are in force, first come, first used. */
export interface FaultBook {
  readonly add: (rule: FaultRule) => void
  readonly clear: () => void
  /** Takes the fault for a request of this operation, if there is one. */
  readonly take: (operation: string) => Fault | null
}

/** Makes an empty {@link FaultBook}. */
export const createFaultBook = (): FaultBook => {
  let rules: { rule: FaultRule; left: number }[] = []
  return {
    add: (rule) => void rules.push({ rule, left: rule.times ?? Infinity }),
    clear: () => {
      rules = []
    },
    take: (operation) => {
      const found = rules.find(({ rule, left }) => left > 0 && (rule.operation ?? operation) === operation)
      if (found === undefined) return null
      found.left -= 1
      return found.rule.fault
    },
  }
}

/** Writes a reply as JSON. */
export const sendReply = (response: ServerResponse, { status, body, headers }: Omit<Reply, symbol>): void => {
  const bytes = body === null || status === 204 ? '' : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(bytes)
}

/** Breaks a connection in the middle of its answer. */
export const sendHalf = (response: ServerResponse, body: unknown): void => {
  const bytes = JSON.stringify(body)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(bytes.length) })
  response.write(bytes.slice(0, Math.ceil(bytes.length / 2)), () => response.destroy())
}
