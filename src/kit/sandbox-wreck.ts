import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'

/** Waits, but no longer than the connection lasts. */
export const laterOn = (response: ServerResponse, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      response.off('close', end)
      resolve()
    }
    const timer = setTimeout(end, delayMs)
    response.once('close', end)
  })

/** Writes one byte after the other until the other side has had enough. */
const drip = async (response: ServerResponse, everyMs: number, write: (byte: string) => void): Promise<void> => {
  while (!response.destroyed && response.socket?.destroyed === false) {
    write('a')
    await laterOn(response, everyMs)
  }
}

/** Begins the head of an answer and never comes to its end. */
export const dripHead = async (request: IncomingMessage, response: ServerResponse, everyMs: number): Promise<void> => {
  const { socket } = request
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-long: ')
  await drip(response, everyMs, (byte) => socket.write(byte))
}

/** Begins the body of an answer and never comes to its end. */
export const dripBody = async (response: ServerResponse, everyMs: number): Promise<void> => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('"')
  await drip(response, everyMs, (byte) => response.write(byte))
}

const PIECE_BYTES = 1_048_576

/** Answers with so many bytes of good JSON, as long as somebody reads them. */
export const sendHuge = async (response: ServerResponse, bytes: number): Promise<void> => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('"')
  for (let left = bytes - 2; left > 0 && !response.destroyed; left -= PIECE_BYTES) {
    const wrote = response.write('a'.repeat(Math.min(left, PIECE_BYTES)))
    if (!wrote) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end('"')
}

/** Answers with a small gzip that unpacks to so many bytes: the same member over and over (RFC 1952, section 2.2). */
export const sendBomb = (response: ServerResponse, bytes: number): void => {
  const member = gzipSync(Buffer.alloc(PIECE_BYTES, ' '))
  const members = Array.from({ length: Math.ceil(bytes / PIECE_BYTES) }, () => member)
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
  response.end(Buffer.concat(members))
}

/** The same value with every number as a text and every text as a number. */
export const withWrongTypes = (value: unknown): unknown => {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.map(withWrongTypes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withWrongTypes(inner)]))
}

/** Changes those headers that are set already and have a number for a value. */
const changeNumbers = (response: ServerResponse, names: RegExp, change: (value: number) => number): void => {
  for (const name of response.getHeaderNames()) {
    const value = Number(response.getHeader(name))
    if (names.test(name) && Number.isFinite(value)) response.setHeader(name, String(change(value)))
  }
}

/** Numbers from here on are seconds since 1970, not a length of time. */
const EPOCH_SECONDS = 1_000_000_000

/** Answers by a clock that is off: the date, and every reset that names a moment. */
export const skewClock = (
  response: ServerResponse,
  at: { readonly wallNowMs: number; readonly byMs: number },
): void => {
  response.setHeader('date', new Date(at.wallNowMs + at.byMs).toUTCString())
  changeNumbers(response, /reset/, (value) => (value < EPOCH_SECONDS ? value : Math.round(value + at.byMs / 1_000)))
}

/** Says that only half of the quota is there. */
export const halveQuotaHeaders = (response: ServerResponse): void =>
  changeNumbers(response, /rate-?limit.*(limit|remaining|max)$/, (value) => Math.floor(value / 2))
