import { HeadwatersError } from '../../core/headwaters-error.ts'

/** A body that can leave, and the type that it names itself. */
export interface Payload {
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array> | null
  readonly type: string | null
}

/** Whether a body can be sent only once. */
export const isOnce = (bytes: Payload['bytes'] | undefined): bytes is AsyncIterable<Uint8Array> =>
  bytes !== null && bytes !== undefined && !(bytes instanceof Uint8Array)

/** Most bytes of a `Request`'s own body, which has to be read to be sent again. */
const MAX_REREAD_BYTES = 16_777_216

const utf8 = new TextEncoder()

/** What the standard makes of a body by itself: form data with its boundary, a blob with its type. */
const extract = async (body: FormData | Blob | URLSearchParams): Promise<Payload> => {
  const extracted = new Response(body)
  return { bytes: new Uint8Array(await extracted.arrayBuffer()), type: extracted.headers.get('content-type') }
}

/** Reads the stream of a `Request` whole, so that it can be sent again. */
const readWhole = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.byteLength
    if (size > MAX_REREAD_BYTES) {
      const message = `The body of a Request has more than ${MAX_REREAD_BYTES} bytes. Hand it over as a stream in \`init.body\` instead.`
      throw new HeadwatersError('PAYLOAD_TOO_LARGE', message, { beforeSending: true })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** The body of a `Request` object. */
export const payloadOfRequest = async ({ body }: Request): Promise<Payload> =>
  // Its type stands among the headers of the request already.
  body === null ? { bytes: null, type: null } : { bytes: await readWhole(body), type: null }

/** A body of `init`, as bytes where that is possible (Fetch standard, "extract a body"). */
export const toPayload = async (body: NonNullable<RequestInit['body']> | null): Promise<Payload> => {
  if (body === null) return { bytes: null, type: null }
  if (typeof body === 'string') return { bytes: utf8.encode(body), type: 'text/plain;charset=UTF-8' }
  if (ArrayBuffer.isView(body))
    return { bytes: new Uint8Array(body.buffer, body.byteOffset, body.byteLength), type: null }
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body), type: null }
  if (body instanceof FormData || body instanceof Blob || body instanceof URLSearchParams) return extract(body)
  if (typeof body === 'object' && Symbol.asyncIterator in body) return { bytes: body, type: null }
  return { bytes: utf8.encode(String(body)), type: 'text/plain;charset=UTF-8' }
}
