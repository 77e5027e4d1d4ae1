import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answered, Handlers } from './sandbox-answer.ts'
import { sendHalf, sendReply, type Fault, type FaultRule, type Taken } from './sandbox-fault.ts'
import {
  dripBody,
  dripHead,
  halveQuotaHeaders,
  laterOn,
  sendBomb,
  sendHuge,
  skewClock,
  withWrongTypes,
} from './sandbox-wreck.ts'

/** A request that a fault befalls, and the answer that it would have had. */
export interface Playing {
  readonly response: ServerResponse
  readonly request: IncomingMessage
  readonly handlers: Handlers
  readonly wallNow: () => number
  readonly usual: () => Promise<Answered>
}

type Of<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>

const DRIP_MS = 100

const refuse = (
  { response, handlers }: Playing,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): void => sendReply(response, { status, body: handlers.refusal(status), headers })

const answer = async ({ response, usual }: Playing): Promise<void> => sendReply(response, await usual())

const sendText = ({ response }: Playing, { status = 200, type = 'application/json', body }: Of<'body'>): void =>
  void response.writeHead(status, { 'content-type': type }).end(body)

const limit = (known: Playing, { retryAfterMs, as = 'seconds' }: Of<'rateLimited'>): void => {
  if (retryAfterMs === undefined) return refuse(known, 429)
  const date = new Date(known.wallNow() + retryAfterMs).toUTCString()
  refuse(known, 429, { 'retry-after': as === 'date' ? date : String(Math.ceil(retryAfterMs / 1_000)) })
}

const redirect = (known: Playing, { to, status = 302 }: Of<'redirect'>): void => {
  const { url = '/' } = known.request
  const location = to === 'inside' ? `/moved${url}` : `https://elsewhere.invalid${url}`
  refuse(known, status, { location })
}

/** The stretches of time of each rule, and how many calls they had. */
const stretches = new WeakMap<FaultRule, { readonly startMs: number; calls: number }>()

const cutQuota = async (known: Playing, { calls, perMs }: Of<'quotaCut'>, rule: FaultRule): Promise<void> => {
  const nowMs = known.wallNow()
  const last = stretches.get(rule)
  const stretch = last !== undefined && nowMs - last.startMs < perMs ? last : { startMs: nowMs, calls: 0 }
  stretches.set(rule, stretch)
  stretch.calls += 1
  halveQuotaHeaders(known.response)
  if (stretch.calls <= calls) return answer(known)
  refuse(known, 429, { 'retry-after': String(Math.ceil((stretch.startMs + perMs - nowMs) / 1_000)) })
}

/** Does what a fault says in place of answering. */
export const playFault = async ({ fault, index, rule }: Taken, known: Playing): Promise<void> => {
  const { response, request } = known
  switch (fault.kind) {
    case 'status':
      return refuse(known, fault.status, fault.headers)
    case 'body':
      return sendText(known, fault)
    case 'latency':
      await laterOn(response, fault.delayMs)
      return answer(known)
    case 'hang':
      return
    case 'drip':
      return fault.part === 'headers'
        ? dripHead(request, response, fault.everyMs ?? DRIP_MS)
        : dripBody(response, fault.everyMs ?? DRIP_MS)
    case 'rateLimited':
      return limit(known, fault)
    case 'flapping':
      return index % (fault.down + fault.up) < fault.down ? refuse(known, fault.status ?? 503) : answer(known)
    case 'quotaCut':
      return cutQuota(known, fault, rule)
    default:
      return playBroken(fault, known)
  }
}

type Broken = Exclude<
  Fault,
  { kind: 'status' | 'body' | 'latency' | 'hang' | 'drip' | 'rateLimited' | 'flapping' | 'quotaCut' }
>

/** Answers that are no good, and connections that end too early. */
const playBroken = async (fault: Broken, known: Playing): Promise<void> => {
  const { response, request, usual } = known
  switch (fault.kind) {
    case 'reset':
      request.socket.resetAndDestroy()
      return
    case 'earlyClose':
      request.socket.end()
      return
    case 'truncate':
      return sendHalf(response, (await usual()).body)
    case 'malformed':
      return sendText(known, { kind: 'body', body: '{"data":[{"id":"1","na' })
    case 'wrongTypes':
      return bend(known, withWrongTypes)
    case 'bend':
      return bend(known, fault.bend)
    case 'redirect':
      return redirect(known, fault)
    case 'huge':
      return sendHuge(response, fault.bytes)
    case 'bomb':
      return sendBomb(response, fault.bytes)
    case 'clockSkew':
      skewClock(response, { wallNowMs: known.wallNow(), byMs: fault.byMs })
      return answer(known)
    case 'rotatedCredential':
      return answer(known)
  }
}

const bend = async ({ response, usual }: Playing, change: (body: unknown) => unknown): Promise<void> => {
  const good = await usual()
  sendReply(response, { ...good, body: change(good.body) })
}
