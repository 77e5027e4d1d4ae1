import type { IncomingMessage } from 'node:http'
import { HeadwatersError } from '../core/headwaters-error.ts'

const tooLarge = (maxBytes: number): HeadwatersError =>
  new HeadwatersError(
    'PAYLOAD_TOO_LARGE',
    `The request body is larger than the ${maxBytes} bytes that this server takes.`,
  )

/**
 * Reads a request's body, at most `maxBytes` bytes of it. What comes after that is thrown away unread rather than cut off, so
 * that a client still sending gets the answer instead of a broken connection; the server's `requestTimeout` bounds that.
 */
export const readNodeBody = (request: IncomingMessage, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> =>
  new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
      reject(tooLarge(maxBytes))
      return
    }
    const pieces: Uint8Array[] = []
    let bytes = 0
    const take = (piece: Uint8Array): void => {
      bytes += piece.byteLength
      if (bytes <= maxBytes) {
        pieces.push(piece)
        return
      }
      request.off('data', take)
      request.resume()
      reject(tooLarge(maxBytes))
    }
    request.on('data', take)
    request.once('end', () => resolve(Buffer.concat(pieces)))
    request.once('error', reject)
    request.once('close', () =>
      reject(new HeadwatersError('CANCELLED', 'The client left before its request was whole.')),
    )
  })

/** The same for a `Request` of the Fetch API. */
export const readFetchBody = async (request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of request.body ?? []) {
    bytes += piece.byteLength
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
