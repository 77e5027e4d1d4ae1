import { Command } from 'commander'
import { redactUrl } from '../core/redact.ts'
import { askAnyUrl, readUrl, type AnyAnswer } from './any-url.ts'
import { EXIT } from './explain.ts'
import { collectHeader, readHeaders } from './header-option.ts'
import { act, type Told } from './run.ts'
import { readTimeout } from './timeout-option.ts'
import { UsageError } from './usage-error.ts'

interface EndpointOptions {
  readonly method?: string
  readonly header: readonly string[]
  readonly data?: string
  readonly timeout: string
}

const readMethod = (given: string | undefined, data: string | undefined): string => {
  const method = (given ?? (data === undefined ? 'GET' : 'POST')).toUpperCase()
  if (['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) return method
  throw new UsageError(`--method ${given}: use GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE`)
}

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text)

const contentType = (data: string | undefined): Readonly<Record<string, string>> => {
  if (data === undefined) return {}
  return { 'content-type': looksLikeJson(data) ? 'application/json' : 'application/x-www-form-urlencoded' }
}

const tellAttempt = ({ status, durationMs, code }: AnyAnswer['attempts'][number], index: number): string =>
  `attempt ${index + 1}: ${status ?? 'no answer'} after ${durationMs.toFixed(1)} ms${code === null ? '' : ` (${code})`}`

const tell = (answer: AnyAnswer): string => {
  const { attempts, headers, body, error, durationMs } = answer
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [
    ...attempts.map(tellAttempt),
    `in all: ${durationMs.toFixed(1)} ms`,
    ...(error === null ? [] : [`${error.code}: ${error.message}`]),
    ...(lines.length === 0 ? [] : ['', ...lines]),
    ...(body === '' ? [] : ['', body]),
  ].join('\n')
}

const run = async (url: string, options: EndpointOptions): Promise<Told> => {
  const { data } = options
  const asked = {
    url: readUrl(url).href,
    method: readMethod(options.method, data),
    headers: { accept: '*/*', ...contentType(data), ...readHeaders(options.header) },
    body: data ?? null,
    timeoutMs: readTimeout(options.timeout),
  }
  const answer = await askAnyUrl(asked)
  const error = answer.error === null ? null : { code: answer.error.code, message: answer.error.message }
  const json = { ...answer, method: asked.method, url: redactUrl(asked.url), error }
  return { json, text: tell(answer), exitCode: error === null ? EXIT.ok : EXIT.failed }
}

/** `headwaters test-endpoint <url>`: one request to any URL through the line, with what each attempt took. */
export const testEndpointCommand = (): Command =>
  act<EndpointOptions>(
    new Command('test-endpoint')
      .description(
        'Send a request to any URL through the outbound line, and show attempts, timings and the answer, redacted.',
      )
      .argument('<url>', 'the whole URL; http:// only on this machine')
      .option('-X, --method <method>', 'the HTTP method (default: GET, with --data POST)')
      .option('-H, --header <line>', "a header as 'name: value'; may be said several times", collectHeader, [])
      .option('-d, --data <body>', 'the body: JSON, or a form')
      .option('-t, --timeout <ms>', 'longest that it may take, in milliseconds', '30000'),
    ({ args, options }) => run(String(args[0]), options),
  )
