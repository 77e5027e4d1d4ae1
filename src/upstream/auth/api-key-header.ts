import { checkHeaderName, checkHeaderValue, signWithHeader, staticAuth, type Auth } from './auth.ts'

/** An API key in a header of the vendor's own. */
export const apiKeyHeader = (name: string, key: string): Auth => {
  const header = checkHeaderName(name)
  return staticAuth(['apiKeyHeader', header, key], signWithHeader(header, checkHeaderValue('API key', key)))
}
