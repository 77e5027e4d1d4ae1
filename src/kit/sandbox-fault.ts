import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Reply } from './sandbox.ts'

const count = z.int().min(1)
const ms = z.number().min(0)
const status = z.int().min(200).max(599)
const headers = z.record(z.string(), z.string())

/** The faults that can be written down, and so be told over a command line or a guarded call. */
export const FAULT_SHAPE = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status'), status, headers: headers.optional() }),
  z.strictObject({
    kind: z.literal('body'),
    status: status.optional(),
    type: z.string().optional(),
    body: z.string(),
  }),
  z.strictObject({ kind: z.literal('latency'), delayMs: ms }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({ kind: z.literal('truncate') }),
  z.strictObject({ kind: z.literal('drip'), part: z.enum(['headers', 'body']).optional(), everyMs: count.optional() }),
  z.strictObject({
    kind: z.literal('rateLimited'),
    retryAfterMs: ms.optional(),
    as: z.enum(['seconds', 'date']).optional(),
  }),
  z.strictObject({ kind: z.literal('flapping'), down: count, up: count, status: status.optional() }),
  z.strictObject({ kind: z.literal('malformed') }),
  z.strictObject({ kind: z.literal('wrongTypes') }),
  z.strictObject({ kind: z.literal('redirect'), to: z.enum(['inside', 'elsewhere']), status: status.optional() }),
  z.strictObject({ kind: z.literal('huge'), bytes: count }),
  z.strictObject({ kind: z.literal('bomb'), bytes: count }),
  z.strictObject({ kind: z.literal('earlyClose') }),
  z.strictObject({ kind: z.literal('clockSkew'), byMs: z.number() }),
  z.strictObject({ kind: z.literal('rotatedCredential') }),
  z.strictObject({ kind: z.literal('quotaCut'), calls: count, perMs: count }),
])

type Told<Kind> = Extract<z.output<typeof FAULT_SHAPE>, { kind: Kind }>

/** What a sandbox can be told to do in place of answering. */
export type Fault =
  /** Answer with a status, the vendor's own body for it, and headers. With `times` it is a burst. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>> | undefined
    }
  /** Answer with this body, whatever it is. */
  | Readonly<Told<'body'>>
  /** Wait before answering as usual. */
  | Readonly<Told<'latency'>>
  /** Take the request and never answer. */
  | Readonly<Told<'hang'>>
  /** Break the connection before a header is sent. */
  | Readonly<Told<'reset'>>
  /** Send the headers and half of the body, then break the connection. */
  | Readonly<Told<'truncate'>>
  /** Send the head of an answer, or its body, byte by byte (every 100 ms unless told otherwise), and never come to an end. */
  | Readonly<Told<'drip'>>
  /** Say 429, with a `Retry-After` (in seconds unless told otherwise) where a wait is given, without one where none is. */
  | Readonly<Told<'rateLimited'>>
  /** Fail `down` requests (503 unless told otherwise), answer `up` as usual, and so on. */
  | Readonly<Told<'flapping'>>
  /** Answer 200 with half a JSON text. */
  | Readonly<Told<'malformed'>>
  /** Answer as usual, but with every number as a text and every text as a number. */
  | Readonly<Told<'wrongTypes'>>
  /** Redirect (302 unless told otherwise) to another path of the same host, or to another host. */
  | Readonly<Told<'redirect'>>
  /** Answer 200 with so many bytes of good JSON. */
  | Readonly<Told<'huge'>>
  /** The same, packed to a thousandth. */
  | Readonly<Told<'bomb'>>
  /** Close the connection in good order before a header is sent. */
  | Readonly<Told<'earlyClose'>>
  /** Answer as usual, by a clock that is off. */
  | Readonly<Told<'clockSkew'>>
  /** Refuse the credential that was good so far (401), and take any other. */
  | Readonly<Told<'rotatedCredential'>>
  /** Answer no more than so many calls in each stretch of time and refuse the others (429); quota headers say half. */
  | Readonly<Told<'quotaCut'>>
  /** Answer as usual, changed by a function: a row with a wrong type, an unknown word. */
  | { readonly kind: 'bend'; readonly bend: (body: unknown) => unknown }

/** A fault, for how many requests and for which operation. */
export interface FaultRule {
  readonly fault: Fault
  /** Only for this operation; for every one when left out. */
  readonly operation?: string | undefined
  /** For so many requests. @default Infinity */
  readonly times?: number | undefined
}

/** A rule that was told in writing: `{ "fault": { "kind": "hang" }, "operation": "customer", "times": 3 }`. */
export const FAULT_RULE_SHAPE = z.strictObject({
  fault: FAULT_SHAPE,
  operation: z.string().optional(),
  times: count.optional(),
})

/** The fault that befalls a request, and how many it befell before. */
export interface Taken {
  readonly fault: Fault
  readonly index: number
  /** The rule that it comes from: the same for every request that it befalls. */
  readonly rule: FaultRule
}

/** The rules that are in force, first come, first used. */
export interface FaultBook {
  readonly add: (rule: FaultRule) => void
  readonly clear: () => void
  /** Takes the fault for a request of this operation, if there is one. */
  readonly take: (operation: string) => Taken | null
  /** Whether the credential that was good so far is to be refused, and any other taken. */
  readonly isRotated: (operation: string) => boolean
}

/** Makes an empty {@link FaultBook}. */
export const createFaultBook = (): FaultBook => {
  let rules: { rule: FaultRule; taken: number }[] = []
  const find = (operation: string) =>
    rules.find(({ rule, taken }) => taken < (rule.times ?? Infinity) && (rule.operation ?? operation) === operation)
  return {
    add: (rule) => void rules.push({ rule, taken: 0 }),
    clear: () => {
      rules = []
    },
    take: (operation) => {
      const found = find(operation)
      if (found === undefined) return null
      found.taken += 1
      return { fault: found.rule.fault, index: found.taken - 1, rule: found.rule }
    },
    isRotated: (operation) => find(operation)?.rule.fault.kind === 'rotatedCredential',
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
