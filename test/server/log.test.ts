import { describe, expect, it } from 'vitest'
import type { UpstreamEvent } from '../../src/core/upstream-event.ts'
import { createLogEvents, wantsWire } from '../../src/server/listeners/log-events.ts'
import { createLogger, type LogLevel } from '../../src/server/log.ts'
import { createToyServer } from '../helpers/toy-server.ts'

const write = (level: LogLevel) => {
  const lines: Record<string, unknown>[] = []
  const logger = createLogger({
    level,
    destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  })
  return { lines, logger }
}

const call = { source: 'stripe', account: 'default', operation: 'getCustomer', requestId: 'id-1' }
const attempt: UpstreamEvent = {
  ...call,
  type: 'attempt',
  method: 'GET',
  url: 'https://api.stripe.com/v1/customers/…',
  status: 200,
  durationMs: 12.345,
  attempt: 1,
}
const wire: UpstreamEvent = {
  ...call,
  type: 'wire',
  direction: 'request',
  headers: { authorization: 'Bearer hunter2', accept: '*/*' },
  body: '',
}

describe('vendor calls', () => {
  it('each attempt is one line', () => {
    const { lines, logger } = write('info')
    createLogEvents(logger)(attempt)
    expect(lines).toEqual([
      expect.objectContaining({
        ...call,
        level: 'info',
        msg: 'vendor call',
        method: 'GET',
        url: attempt.url,
        status: 200,
        durationMs: 12.3,
        attempt: 1,
      }),
    ])
  })

  it('the wire is told at the trace level only', () => {
    const quiet = write('debug')
    createLogEvents(quiet.logger)(wire)
    expect([quiet.lines, wantsWire(quiet.logger)]).toEqual([[], false])
    const loud = write('trace')
    createLogEvents(loud.logger)(wire)
    expect(loud.lines).toHaveLength(1)
    expect(wantsWire(loud.logger)).toBe(true)
  })

  it('a secret that came this far is still not written', () => {
    const { lines, logger } = write('trace')
    createLogEvents(logger)(wire)
    expect(lines[0]?.['headers']).toEqual({ authorization: '[redacted]', accept: '*/*' })
  })

  it('an open breaker is a warning', () => {
    const { lines, logger } = write('info')
    createLogEvents(logger)({ ...call, type: 'breaker', group: 'default', state: 'open' })
    expect(lines[0]).toMatchObject({ level: 'warn', state: 'open' })
  })
})

describe('errors', () => {
  it('are written with their causes, but not with what libraries hang on them', () => {
    const { lines, logger } = write('info')
    const cause = Object.assign(new Error('inner'), { request: { headers: { cookie: 'hunter2' } } })
    logger.error({ err: new TypeError('outer', { cause }) }, 'oops')
    expect(lines[0]).toMatchObject({
      err: { type: 'TypeError', message: 'outer', cause: { type: 'Error', message: 'inner' } },
    })
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })

  it('a thrown value that is no error is not written out', () => {
    const { lines, logger } = write('info')
    logger.error({ err: 'password=hunter2' }, 'oops')
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })
})

describe('operations', () => {
  it('each is one line: name, kind, caller, status, time and codes, never its variables', async () => {
    const server = createToyServer()
    await server.post(
      { query: 'query Hi($name: String) { hello(name: $name) typed typed2: typed }', variables: { name: 'hunter2' } },
      { 'x-request-id': 'id-2' },
    )
    expect(server.lines).toEqual([
      expect.objectContaining({
        level: 'info',
        msg: 'operation',
        requestId: 'id-2',
        operation: 'Hi',
        kind: 'query',
        caller: 'developer',
        status: 200,
        codes: ['UPSTREAM_RATE_LIMITED'],
      }),
    ])
    expect(server.lines[0]?.['durationMs']).toEqual(expect.any(Number))
    expect(JSON.stringify(server.lines)).not.toContain('hunter2')
  })

  it('one that never came to run has its line too', async () => {
    const server = createToyServer()
    await server.post('nonsense')
    expect(server.lines).toEqual([
      expect.objectContaining({ msg: 'operation', operation: null, status: 400, codes: ['BAD_USER_INPUT'] }),
    ])
  })
})
