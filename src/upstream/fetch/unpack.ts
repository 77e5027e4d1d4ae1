import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

const CODINGS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
}

/** Nobody compresses more than twice by accident. */
const MAX_CODINGS = 2

/**
 * The codings of a body, first applied first; null where one is unknown: then the body is handed on as it came (Fetch
 * standard, "handle content codings").
 */
export const codingsOf = (contentEncoding: string | undefined): readonly string[] | null => {
  const names = (contentEncoding ?? '').toLowerCase().split(',')
  const codings = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity')
  return codings.length <= MAX_CODINGS && codings.every((name) => Object.hasOwn(CODINGS, name)) ? codings : null
}

/** Unpacks a body while it comes. An error of the body, or of its packing, is the stream's. */
export const unpackStream = (body: Readable, codings: readonly string[]): Readable => {
  let plain = body
  for (const name of codings.toReversed()) {
    const source = plain
    const transform = CODINGS[name]?.()
    if (transform === undefined) continue
    source.once('error', (error) => transform.destroy(error))
    transform.once('close', () => source.destroy())
    plain = source.pipe(transform)
  }
  return plain
}
