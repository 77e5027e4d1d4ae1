import type { Dispatcher } from 'undici'
import type { Clock } from '../../core/clock.ts'
import type { HeadwatersError } from '../../core/headwaters-error.ts'
import type { Answer, UpstreamCall } from '../call.ts'
import { decompressBody, readBody } from '../read-body.ts'
import { toBodyStream } from './body-stream.ts'
import type { Fetched } from './fetched.ts'
import { codingsOf, unpackStream } from './unpack.ts'

/** What watches over one request until its answer's body has ended. */
export interface Watching {
  /** Ends the request when its body takes longer than this, in milliseconds. */
  readonly limit: (bodyTimeoutMs: number) => void
  readonly stop: () => void
}

/** An answer whose headers have come. */
export interface Begun {
  readonly answer: Answer<Fetched>
  readonly watching: Watching
}

/** What receiving stands on. */
export interface ReceiveParts {
  readonly maxBodyBytes: number
  readonly bodyTimeoutMs: number
  readonly clock: Clock
  readonly isWhole: (call: UpstreamCall<unknown>, answer: Answer<Fetched>) => boolean
  readonly toFailure: (call: UpstreamCall<unknown>, thrown: unknown, answered: boolean) => HeadwatersError
}

/** Receives the body of an answer. */
export type Receive = (
  call: UpstreamCall<unknown>,
  body: Dispatcher.ResponseData['body'],
  begun: Begun,
) => Promise<Answer<Fetched>>

/** Statuses without a body (Fetch standard, "null body status"). */
const NO_BODY = new Set([101, 103, 204, 205, 304])

/** A piece of a larger block would keep the whole block in memory. */
const ownBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength * 2 < bytes.buffer.byteLength ? new Uint8Array(bytes) : bytes

/** Makes what receives bodies: whole, or as they come where that is wished for; `watching` then ends with the body. */
export const createReceive = (parts: ReceiveParts): Receive => {
  const { maxBodyBytes, bodyTimeoutMs, clock, isWhole, toFailure } = parts
  return async (call, body, { answer, watching }) => {
    if (call.request.method === 'HEAD' || NO_BODY.has(answer.status)) {
      await body.dump()
      return answer
    }
    // A part of a packed body cannot be unpacked.
    const codings = answer.status === 206 ? [] : (codingsOf(answer.headers['content-encoding']) ?? [])
    if (call.request.fetch?.stream === true && !isWhole(call, answer)) {
      const { signal } = call.request.fetch
      const toError = (thrown: unknown): unknown => (signal.aborted ? signal.reason : toFailure(call, thrown, true))
      const stream = toBodyStream(unpackStream(body, codings), { toError, onEnd: watching.stop })
      return { ...answer, value: { ...answer.value, body: stream } }
    }
    watching.limit(bodyTimeoutMs)
    const packed = await readBody(body, maxBodyBytes)
    const bytes = ownBytes(await decompressBody(packed, codings.join(','), maxBodyBytes))
    return { ...answer, receivedAtMs: clock.now(), value: { ...answer.value, body: bytes }, bytes: bytes.byteLength }
  }
}
