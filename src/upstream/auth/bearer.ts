import { checkHeaderValue, signWithHeader, staticAuth, type Auth } from './auth.ts'

/** A token in `Authorization: Bearer` (RFC 6750, section 2.1). */
export const bearer = (token: string): Auth =>
  staticAuth(['bearer', token], signWithHeader('authorization', `Bearer ${checkHeaderValue('token', token)}`))
