import { request } from 'undici'
import { redactBody, redactHeaders, redactText, redactUrl, REDACTED } from '../core/redact.ts'
import type { StandIn } from '../kit/mount.ts'
import type { Exchange } from './cassette-shape.ts'
import { serveOnLoopback, type Answered, type Asked } from './loopback.ts'

/** How exchanges are made safe to keep. */
export interface RedactOptions {
  /** Values that must not be kept, wherever they stand. */
  readonly secrets: readonly string[]
  /** What a source's author knows beside that: names of people, addresses. It is given each text that is kept. */
  readonly redact?: ((text: string) => string) | undefined
}

/** Headers that say something of a vendor's answer and nothing of whom it is for. */
const KEPT = /^(content-type|date|etag|link|retry-after|.*(rate-?limit|quota|request-?id|version).*)$/

/** Of one hop, or rewritten by whoever sends. */
const OWN = new Set(['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding', 'keep-alive'])

const clean = (text: string, { secrets, redact }: RedactOptions): string => {
  const plain = redactText(text, secrets)
  return redact === undefined ? plain : redact(plain)
}

/** A request as a cassette keeps and finds it. */
export const toKeptRequest = ({ method, path, body }: Asked, options: RedactOptions): Exchange['request'] => {
  const url = new URL(path, 'http://vendor/')
  const shown = redactUrl(url.href).slice('http://vendor/'.length)
  return { method, path: clean(shown, options), body: clean(redactBody(body), options) }
}

const toKeptResponse = ({ status, headers, body }: Answered, options: RedactOptions): Exchange['response'] => {
  const kept = Object.entries(redactHeaders(headers)).filter(([name, value]) => KEPT.test(name) && value !== REDACTED)
  return {
    status,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, clean(value, options)])),
    body: clean(redactBody(body), options),
  }
}

const forward = async (baseUrl: string, asked: Asked): Promise<Answered> => {
  const base = baseUrl.endsWith('/') || asked.path === '' ? baseUrl : `${baseUrl}/`
  const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !OWN.has(name)))
  const body = asked.body === '' ? null : asked.body
  const answer = await request(`${base}${asked.path}`, { method: asked.method as never, headers, body })
  const texts = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined || OWN.has(name) ? [] : [[name, String(value)] as const],
  )
  return { status: answer.statusCode, headers: Object.fromEntries(texts), body: await answer.body.text() }
}

/** A stand-in before a vendor, and what went through it. */
export interface Recorder extends StandIn {
  /** Redacted, in the order of the answers. */
  readonly exchanges: readonly Exchange[]
}

/** Makes a recorder: every request goes on to the vendor as it is, and is kept with its answer, redacted. */
export const createRecorder = async (baseUrl: string, options: RedactOptions): Promise<Recorder> => {
  const exchanges: Exchange[] = []
  const served = await serveOnLoopback(async (asked) => {
    const answer = await forward(baseUrl, asked)
    exchanges.push({ request: toKeptRequest(asked, options), response: toKeptResponse(answer, options) })
    return answer
  })
  return { ...served, exchanges }
}
