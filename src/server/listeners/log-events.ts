import type { Logger } from 'pino'
import type { Observe, UpstreamEvent } from '../../core/upstream-event.ts'

type Level = 'trace' | 'debug' | 'info' | 'warn'

const LEVELS: Readonly<Record<UpstreamEvent['type'], Level>> = {
  call: 'debug',
  attempt: 'info',
  retry: 'info',
  breaker: 'warn',
  limited: 'debug',
  quota: 'debug',
  drift: 'warn',
  notice: 'warn',
  forgot: 'debug',
  wire: 'trace',
}

const round = (key: string, value: unknown): unknown =>
  key.endsWith('Ms') && typeof value === 'number' ? Math.round(value * 10) / 10 : value

const toLine = (event: UpstreamEvent): Readonly<Record<string, unknown>> => {
  const { type: _type, ...facts } = event
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, round(key, value)] as const))
}

/** Whether anybody reads what goes over the wire; the line need not report it otherwise. */
export const wantsWire = (logger: Logger): boolean => logger.isLevelEnabled('trace')

/** Writes what the outbound line reports: one line a vendor attempt, the wire at the trace level. */
export const createLogEvents =
  (logger: Logger): Observe =>
  (event) => {
    const level = LEVELS[event.type]
    if (logger.isLevelEnabled(level))
      logger[level](toLine(event), event.type === 'attempt' ? 'vendor call' : event.type)
  }
