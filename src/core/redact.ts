/** What stands in the place of a secret. */
export const REDACTED = '[redacted]'

/** Names of headers, parameters and fields whose values are secret whoever the vendor is. */
const SECRET_NAME =
  /auth(?!or(?!i[sz]))|cookie|token|secret|passw|signature|credential|session|jwt|assertion|(?:^|[-_.])(?:sig|pin|otp|cvc|cvv|key)$|api[-_]?key|private[-_]?key|card[-_]?number|code_verifier/

/** Names that look secret and are not; they help to find a call again. */
const KNOWN_HARMLESS = new Set(['idempotency-key', 'x-idempotency-key', 'next_page_token', 'nextpagetoken'])

/** Whether values under this name must not be shown. */
export const isSecretName = (name: string, marked: readonly string[] = []): boolean => {
  const lower = name.toLowerCase()
  if (marked.some((word) => word.toLowerCase() === lower)) return true
  return SECRET_NAME.test(lower) && !KNOWN_HARMLESS.has(lower)
}

/** Headers without secrets; `marked` are names that a source marks secret beside the known ones. */
export const redactHeaders = (
  headers: Readonly<Record<string, string>>,
  marked: readonly string[] = [],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretName(name, marked) ? REDACTED : value]),
  )

/** Secret values of a query or form text. */
const redactPairs = (text: string, marked: readonly string[]): string =>
  text.replace(/([^&=?#]+)=([^&#]*)/g, (pair, name: string) => {
    const plain = name.replaceAll('+', ' ')
    const decoded = safeDecode(plain)
    // In a query or form `code` is OAuth's one-time code; in JSON it is mostly the name of an error.
    return decoded === 'code' || isSecretName(decoded, marked) ? `${name}=${REDACTED}` : pair
  })

const safeDecode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A URL without secrets: no user or password, no secret query values, no fragment. What is no URL is not shown at all. */
export const redactUrl = (url: string, marked: readonly string[] = []): string => {
  if (!URL.canParse(url)) return REDACTED
  const { protocol, host, pathname, search } = new URL(url)
  return `${protocol}//${host}${pathname}${redactPairs(search, marked)}`
}

/** A text without these very secrets, plain or percent-encoded; empty ones are passed over. */
export const redactText = (text: string, secrets: readonly string[]): string =>
  secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret !== '')
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text)

const JSON_PAIR = /"((?:[^"\\]|\\.)*)"(\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|\[[^\]]*\]?|-?\d[\d.eE+-]*)/g

/** A body without values under secret names, be it JSON (whole or cut off) or a form. */
export const redactBody = (body: string, marked: readonly string[] = []): string => {
  if (/^\s*[[{]/.test(body)) {
    return body.replace(JSON_PAIR, (pair, name: string, colon: string) =>
      isSecretName(name, marked) ? `"${name}"${colon}"${REDACTED}"` : pair,
    )
  }
  return /^[^\s<>]*=[^\s<>]*$/.test(body) ? redactPairs(body, marked) : body
}
