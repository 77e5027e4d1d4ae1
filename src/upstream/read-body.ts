import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'

/** Why a body could not be read: too many bytes, cut off or not what its encoding says. */
export type BodyProblem = 'tooLarge' | 'undecodable'

/** Thrown by {@link readBody} and {@link decompressBody}. */
export class BodyError extends Error {
  override readonly name = 'BodyError'
  readonly problem: BodyProblem

  constructor(problem: BodyProblem, options?: ErrorOptions) {
    super(problem, options)
    this.problem = problem
  }
}

/** Encodings that are asked for and understood (RFC 9110, section 8.4.1). */
export const ACCEPT_ENCODING = 'gzip, br, deflate'

/** Nobody compresses more than twice by accident. */
const MAX_ENCODINGS = 2

type Decompress = (body: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>

const decompressors: Readonly<Record<string, Decompress>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  // "deflate" means the zlib format, but some servers send the bare stream (RFC 9110, section 8.4.1.2).
  deflate: (body, options) => promisify(((body[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw)(body, options),
}

/** Reads a body whole; more than `maxBytes` are not read. */
export const readBody = async (body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new BodyError('tooLarge')
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size)
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'

/** Undoes `Content-Encoding`, last encoding first; never writes more than `maxBytes`. */
export const decompressBody = async (
  body: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> => {
  const names = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  const encodings = names.filter((name) => name !== '' && name !== 'identity')
  if (body.byteLength === 0 || encodings.length === 0) return body
  if (encodings.length > MAX_ENCODINGS) throw new BodyError('undecodable')
  let plain = body
  for (const name of encodings.toReversed()) {
    const decompress = Object.hasOwn(decompressors, name) ? decompressors[name] : undefined
    if (decompress === undefined) throw new BodyError('undecodable')
    plain = await decompress(plain, { maxOutputLength: maxBytes }).catch((cause: unknown) => {
      throw new BodyError(isTooLarge(cause) ? 'tooLarge' : 'undecodable', { cause })
    })
  }
  return plain
}
