import { fingerprint } from '../../core/fingerprint.ts'
import type { Credential, Sign } from '../call.ts'

/** A way to show a vendor who we are. */
export interface Auth {
  /** The credential for it. The key makes its fingerprint; the same key and secret give the same fingerprint. */
  readonly toCredential: (fingerprintKey: string | Uint8Array) => Credential
}

/** What may stand in a header's value (RFC 9110, section 5.5). */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]+$/
/** A header's name (RFC 9110, section 5.1). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/

/** The secret itself, when a header can carry it. Throws without telling it. */
export const checkHeaderValue = (what: string, value: string): string => {
  if (HEADER_VALUE.test(value) && value.trim() === value) return value
  throw new TypeError(
    `The ${what} is empty or holds a character that no header can carry; copy it again, without spaces or line breaks around it.`,
  )
}

/** A header's name in lower case. */
export const checkHeaderName = (name: string): string => {
  if (HEADER_NAME.test(name)) return name.toLowerCase()
  throw new TypeError(`"${name}" is no name of a header; use letters, digits and dashes.`)
}

/** An {@link Auth} whose secret never changes and cannot be renewed. `secret` are the parts of its fingerprint. */
export const staticAuth = (secret: readonly string[], sign: Sign): Auth => ({
  toCredential: (key) => ({
    fingerprint: fingerprint(key, ...secret),
    obtain: () => Promise.resolve(sign),
    renewable: false,
  }),
})

/** Puts one header on every request. */
export const signWithHeader =
  (name: string, value: string): Sign =>
  (request) => ({ ...request, headers: { ...request.headers, [name]: value } })
