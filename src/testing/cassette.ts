import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { findSecrets } from './cassette-secrets.ts'
import { Cassette } from './cassette-shape.ts'

/** A cassette is not what it should be; the message never shows a secret. */
export class CassetteError extends Error {
  override readonly name = 'CassetteError'
}

/** Refuses a cassette that a secret was found in, by its place. */
export const refuseSecrets = (file: string, cassette: Cassette, known: readonly string[] = []): void => {
  const places = findSecrets(cassette, known)
  if (places.length === 0) return
  throw new CassetteError(
    `${file} holds ${places.length === 1 ? 'a secret' : 'secrets'} at ${places.join(', ')}. Make that secret invalid at the vendor, delete the file and record it again, with \`redact\` for what the recorder does not know.`,
  )
}

/** Writes a cassette, unless it holds one of these secrets or anything that looks like one. */
export const writeCassette = (file: string, cassette: Cassette, known: readonly string[] = []): void => {
  refuseSecrets(file, cassette, known)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(cassette, null, 2)}\n`, { mode: 0o600 })
}

/** Reads a cassette; refuses one that holds a secret. */
export const readCassette = (file: string): Cassette => {
  const text = readText(file)
  const result = Cassette.safeParse(text)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new CassetteError(`${file} is no cassette: ${issue?.path.join('.')}: ${issue?.message}. Record it again.`)
  }
  refuseSecrets(file, result.data)
  return result.data
}

const readText = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new CassetteError(`${file} cannot be read; record it with recordCassette()`, { cause })
  }
}
