/** What stands in the place of a secret. */
export const REDACTED = '[redacted]'

/** Names of headers, parameters and fields whose values are secret whoever the vendor is. */
const SECRET_NAME =
  /auth(?!or(?!i[sz]))|bearer|cookie|token|secret|passw|passphrase|^pwd$|^sid$|web[-_]?hook[-_]?ur[il]|signature|credential|session|jwt|assertion|(?:^|[-_.])(?:sig|pin|otp|cvc|cvv|key)$|api[-_]?key|private[-_]?key|card[-_]?number|code_verifier/

/** Names that look secret and are not; they help to find a call again. */
const KNOWN_HARMLESS = new Set(['idempotency-key', 'x-idempotency-key', 'next_page_token', 'nextpagetoken'])

/** Whether values under this name must not be shown. */
export const isSecretName = (name: string, marked: readonly string[] = []): boolean => {
  const lower = name.toLowerCase()
  if (marked.some((word) => word.toLowerCase() === lower)) return true
  return SECRET_NAME.test(lower) && !KNOWN_HARMLESS.has(lower)
}

/** The names on the way to a value: `card[number]` is `number` below `card`. */
const stepsOf = (name: string): readonly string[] => name.split(/[[\]]+/).filter((step) => step !== '')

/** Names that are secret only below some others: the number of a card, the URL of a webhook. */
const isSecretBelow = (name: string, above: string): boolean =>
  (/card$|cards$|^source$/i.test(above) && /^(?:number|cvc|cvv)$/i.test(name)) ||
  (/web[-_]?hook/i.test(above) && /^ur[il]$/i.test(name))

/** Whether a name, or one of its steps, is secret; `above` is the name that it stands below. */
const isSecretPath = (name: string, above: string, marked: readonly string[]): boolean => {
  if (isSecretName(name, marked)) return true
  const steps = stepsOf(name)
  return steps.some(
    (step, index) => isSecretName(step, marked) || isSecretBelow(step, index === 0 ? above : (steps[index - 1] ?? '')),
  )
}

/** Secret values of a query or form text. */
const redactPairs = (text: string, marked: readonly string[]): string =>
  text.replace(/([^&=?]+)=([^&]*)/g, (pair, name: string) => {
    const decoded = safeDecode(name.replaceAll('+', ' ')).trim()
    // In a query or form `code` is OAuth's one-time code; in JSON it is mostly the name of an error.
    return decoded === 'code' || isSecretPath(decoded, '', marked) ? `${name}=${REDACTED}` : pair
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

/** A URL, whole or relative (RFC 3986, section 4.1), without secrets and otherwise as it was written. */
const redactReference = (reference: string, marked: readonly string[]): string => {
  const [plain = ''] = reference.split('#', 1)
  const at = plain.indexOf('?')
  const [path, query] = at === -1 ? [plain, ''] : [plain.slice(0, at), plain.slice(at)]
  return `${path.replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/]*@/i, '$1//')}${redactPairs(query, marked)}`
}

/** A header whose value is one URL, or has URLs in it, relative ones in angle brackets (RFC 8288, section 3). */
const redactHeader = (name: string, value: string, marked: readonly string[]): string => {
  if (isSecretName(name, marked)) return REDACTED
  const lower = name.toLowerCase()
  if (/^(?:content-)?location$|^referer$/.test(lower)) return redactReference(value, marked)
  if (lower === 'link') return value.replace(/<([^>]*)>?/g, (_all, url: string) => `<${redactReference(url, marked)}>`)
  return value.replace(/\bhttps?:\/\/[^\s<>"']+/gi, (url) => redactReference(url, marked))
}

/** Headers without secrets, in their URLs neither; `marked` are names that a source marks secret beside the known ones. */
export const redactHeaders = (
  headers: Readonly<Record<string, string>>,
  marked: readonly string[] = [],
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, redactHeader(name, value, marked)]))

/** A text without these very secrets, plain or percent-encoded; empty ones are passed over. */
export const redactText = (text: string, secrets: readonly string[]): string =>
  secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret !== '')
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text)

/** The tokens of JSON: a name with its colon, a text (perhaps cut off), a sign, white space, anything else. */
const JSON_TOKEN =
  /(?<text>"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$))(?<colon>\s*:\s*)?|(?<sign>[{}[\],:])|\s+|[^\s"{}[\],:]+/g

const nameOf = (text: string): string => {
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1, -1)
  }
}

/** Writes JSON again without what stands under secret names, token by token: so it may be cut off, and numbers stay as they are. */
class JsonRedactor {
  readonly #marked: readonly string[]
  /** The names of what is open, from the outside in. */
  readonly #open: string[] = []
  #name = ''
  #isSecret = false
  /** How many were open when a secret object or list began; null outside of one. */
  #hiddenAt: number | null = null

  constructor(marked: readonly string[]) {
    this.#marked = marked
  }

  /** What is shown of a token. */
  show({ 0: token, groups = {} }: RegExpExecArray): string {
    const { text, colon, sign } = groups
    if (sign === '{' || sign === '[') return this.#enter(token)
    if (sign === '}' || sign === ']') return this.#leave(token)
    if (this.#hiddenAt !== null) return ''
    if (sign === ',') this.#settle()
    if (sign !== undefined || token.trim() === '') return token
    if (text !== undefined && colon !== undefined) return this.#read(text, token)
    return this.#isSecret && !/^(?:true|false|null)$/.test(token) ? `"${REDACTED}"` : token
  }

  #read(text: string, token: string): string {
    this.#name = nameOf(text)
    this.#isSecret = isSecretPath(this.#name, this.#open.at(-1) ?? '', this.#marked)
    return token
  }

  #enter(token: string): string {
    const isHidden = this.#hiddenAt !== null
    const begins = !isHidden && this.#isSecret
    if (begins) this.#hiddenAt = this.#open.length
    this.#open.push(this.#name)
    if (!begins) return isHidden ? '' : token
    this.#isSecret = false
    return `"${REDACTED}"`
  }

  #leave(token: string): string {
    this.#open.pop()
    if (this.#hiddenAt === null) return token
    if (this.#open.length <= this.#hiddenAt) this.#hiddenAt = null
    return ''
  }

  #settle(): void {
    this.#name = this.#open.at(-1) ?? ''
    this.#isSecret = false
  }
}

const redactJson = (body: string, marked: readonly string[]): string => {
  const redactor = new JsonRedactor(marked)
  return Array.from(body.matchAll(JSON_TOKEN), (match) => redactor.show(match)).join('')
}

/** A body without what stands under secret names, be it JSON (whole or cut off) or a form. */
export const redactBody = (body: string, marked: readonly string[] = []): string => {
  if (/^\s*[[{]/.test(body)) return redactJson(body, marked)
  return /^\s*[^\s<>&=?]+=/.test(body) ? redactPairs(body, marked) : body
}
