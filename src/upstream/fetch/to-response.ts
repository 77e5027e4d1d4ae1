import type { Answer } from '../call.ts'
import type { Fetched } from './fetched.ts'

/** What a Response knows that its constructor does not take. */
interface ResponseFacts {
  readonly url: string
  readonly redirected: boolean
  readonly status: number
  readonly ok: boolean
}

/** Statuses that the constructor takes (Fetch standard, "initialize a response"). */
const isOrdinary = (status: number): boolean => status >= 200 && status <= 599

const withFacts = (response: Response, facts: ResponseFacts): Response => {
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(response, name, { value })
  const clone = response.clone.bind(response)
  return Object.defineProperty(response, 'clone', { value: () => withFacts(clone(), facts) })
}

/** What a reason phrase may hold; anything else is left out (RFC 9112, section 4). */
const PHRASE = /^[\t\x20-\x7e\x80-\xff]*$/

/** Makes the standard's Response of an answer, with every header line as it came. */
export const toResponse = (
  answer: Answer<Fetched>,
  from: { readonly url: string; readonly redirected: boolean },
): Response => {
  const { status, value } = answer
  const headers = new Headers()
  for (const [name, line] of value.lines) headers.append(name, line)
  const statusText = PHRASE.test(value.statusText) ? value.statusText : ''
  const isBare = status === 204 || status === 205 || status === 304
  const body = isBare ? null : value.body
  const bytes = body instanceof Uint8Array ? new Uint8Array(body) : body
  const response = new Response(bytes, { status: isOrdinary(status) ? status : 200, statusText, headers })
  // A type that nobody sent is no header of the answer.
  if (!value.lines.some(([name]) => name.toLowerCase() === 'content-type')) response.headers.delete('content-type')
  return withFacts(response, { ...from, status, ok: status >= 200 && status < 300 })
}
