import { createRequire } from 'node:module'
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'

/** What a log line has to say at least to be written. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

/** Every level, the chattiest first. */
export const LOG_LEVELS: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** How the log is written. */
export interface LogOptions {
  /** `LOG_LEVEL`. @default 'info' */
  readonly level?: LogLevel
  /** Lines for people instead of JSON. @default whether stdout is a terminal */
  readonly pretty?: boolean
  /** Where lines go; given by tests. @default stdout */
  readonly destination?: DestinationStream
}

const SECRETS = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'apiKey',
  'api_key',
  'password',
  'secret',
  'clientSecret',
  'client_secret',
  'token',
  'access_token',
  'refresh_token',
  'accessToken',
  'refreshToken',
]

/** What is never written, wherever a line carries it: at the top, one and two levels down. Set once, here. */
export const REDACTED_PATHS: readonly string[] = SECRETS.flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
])

interface WrittenError {
  readonly type: string
  readonly message: string
  readonly code?: unknown
  readonly stack?: string | undefined
  readonly cause?: WrittenError
}

const MOST_CAUSES = 5

// Only these parts of an error are written: libraries hang requests, with their headers, on errors as properties.
const writeError = (thrown: unknown, depth = 0): WrittenError => {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: 'A value that is not an error was thrown.' }
  const cause = thrown.cause === undefined || depth >= MOST_CAUSES ? {} : { cause: writeError(thrown.cause, depth + 1) }
  const code = 'code' in thrown ? { code: thrown.code } : {}
  return { type: thrown.name, message: thrown.message, ...code, stack: thrown.stack, ...cause }
}

const openPretty = (): DestinationStream => {
  // Loaded only where a person watches, and without a worker thread, so that the last line before an exit is not lost.
  const load: (name: string) => (options: object) => DestinationStream = createRequire(import.meta.url)
  return load('pino-pretty')({ sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l', singleLine: true })
}

/** Makes the logger: JSON lines, or lines for people on a terminal. */
export const createLogger = (options: LogOptions = {}): Logger => {
  const { level = 'info', pretty = options.destination === undefined && process.stdout.isTTY } = options
  const settings: LoggerOptions = {
    level,
    redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
    serializers: { err: (thrown: unknown) => writeError(thrown) },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  const destination = options.destination ?? (pretty ? openPretty() : pino.destination({ dest: 1, sync: true }))
  return pino(settings, destination)
}
