import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HeadwatersError } from '../../src/core/headwaters-error.ts'
import { checkClock, diagnose, type Check } from '../../src/cli/diagnose.ts'
import type { Probe } from '../../src/cli/probe.ts'
import { run } from '../helpers/child.ts'
import { ROOT } from '../house/project.ts'

const bin = join(ROOT, 'bin/headwaters.js')
const folder = mkdtempSync(join(tmpdir(), 'headwaters-doctor-'))
const headwaters = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(process.execPath, [bin, ...args], { cwd: folder, env })
let vendor: Server
let url = ''
let asked = 0

beforeAll(async () => {
  vendor = createServer((request, response) => {
    asked += 1
    const date = request.url === '/late' ? new Date(0).toUTCString() : new Date().toUTCString()
    const status = request.url === '/down' ? 503 : 200
    response
      .writeHead(status, { date, 'x-api-key': 'private', 'content-type': 'application/json' })
      .end('{"token":"private","a":1}')
  })
  await new Promise<void>((resolve) => void vendor.listen(0, '127.0.0.1', () => resolve()))
  url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
})
afterAll(() => {
  vendor.close()
  rmSync(folder, { recursive: true })
})

describe('doctor', () => {
  it('finds sandboxes in good health', async () => {
    const { code, out } = await headwaters(['doctor'])
    expect(out).toMatch(/stripe default \(sandbox\)\n {2}· credentials .*sandbox\n {2}✓ reachable .*\n {2}✓ clock/)
    expect(code).toBe(0)
  })

  it('leaves with 1 when a vendor cannot be reached, and says which and why', async () => {
    const env = { STRIPE_API_KEY: 'sk_live_very_private', STRIPE_BASE_URL: 'https://api.vendor.invalid/' }
    const { code, out } = await headwaters(['doctor', 'stripe'], env)
    expect(out).toMatch(
      /stripe default \(live\)\n {2}· credentials +could not be tried\n {2}✗ reachable +https:\/\/api\.vendor\.invalid\/: UPSTREAM_UNREACHABLE/,
    )
    expect(out).not.toContain('very_private')
    expect(code).toBe(1)
  })

  it('tells wrong settings before it looks', async () => {
    const { code, err } = await headwaters(['doctor'], { NODE_ENV: 'production' })
    expect(err).toMatch(/STRIPE_API_KEY: is missing/)
    expect(code).toBe(78)
  })

  it('looks at any URL', async () => {
    const { code, out } = await headwaters(['doctor', '--base-url', url])
    expect(out).toMatch(/✓ reachable .*answered 200\n {2}✓ clock +[\d] s apart/)
    expect(code).toBe(0)
  })

  it('leaves with 1 when the clocks are apart', async () => {
    const { code, out } = await headwaters(['doctor', '--base-url', `${url}/late`, '--json'])
    const clock = { name: 'clock', ok: false, detail: expect.stringContaining('ahead; set its clock') as string }
    expect(JSON.parse(out)).toMatchObject({ ok: false, reports: [{ checks: [{ ok: true }, clock] }] })
    expect(code).toBe(1)
  })
})

describe('test-endpoint', () => {
  it('shows attempts, timings and the answer, redacted', async () => {
    const { code, out } = await headwaters(['test-endpoint', url, '-H', 'x-team: anvils'])
    expect(out).toMatch(/^attempt 1: 200 after [\d.]+ ms\nin all: [\d.]+ ms\n/)
    expect(out).toContain('"a":1')
    expect(out).not.toContain('private')
    expect(code).toBe(0)
  })

  it('repeats a read that failed, and leaves with 1', async () => {
    asked = 0
    const { code, out } = await headwaters(['test-endpoint', `${url}/down`, '--json'])
    expect(JSON.parse(out)).toMatchObject({
      status: 503,
      attempts: [{ status: 503 }, {}, {}],
      error: { code: 'UPSTREAM_FAILED' },
    })
    expect(asked).toBe(3)
    expect(code).toBe(1)
  })

  it('sends a write once', async () => {
    asked = 0
    const { code } = await headwaters(['test-endpoint', `${url}/down`, '--data', '{"a":1}'])
    expect(asked).toBe(1)
    expect(code).toBe(1)
  })
})

describe('what a probe says', () => {
  const probe = (over: Partial<Probe>): Probe => ({
    operation: 'balance',
    baseUrl: 'https://api.acme.example/',
    error: null,
    durationMs: 10,
    date: null,
    quotas: [],
    ...over,
  })
  const look = (over: Partial<Probe>): Readonly<Record<string, Check['ok']>> =>
    Object.fromEntries(diagnose(probe(over), { isSandbox: false, nowMs: 0 }).map(({ name, ok }) => [name, ok]))
  const failing = (code: HeadwatersError['code']): Partial<Probe> => ({
    error: new HeadwatersError(code, 'It said no.'),
  })

  it.each([
    ['nothing wrong', {}, true, true],
    ['a refused credential', failing('UPSTREAM_UNAUTHENTICATED'), false, true],
    ['a credential without a scope', failing('UPSTREAM_FORBIDDEN'), true, true],
    ['an object that is not there', failing('UPSTREAM_NOT_FOUND'), true, true],
    ['nobody there', failing('UPSTREAM_UNREACHABLE'), null, false],
    ['a vendor that failed', failing('UPSTREAM_FAILED'), null, false],
  ])('%s', (_, over, credentials, reachable) => expect(look(over)).toMatchObject({ credentials, reachable }))

  it.each([
    [0, null],
    [5, true],
  ])('quota of which %d is left', (remaining, expected) => {
    const quotas = [{ quotaClass: 'default', remaining, limit: 10, resetsAtMs: null }]
    expect(look({ quotas })['quota']).toBe(expected ?? false)
  })

  it.each([
    [0, true],
    [59_000, true],
    [-61_000, false],
    [61_000, false],
  ])('clocks %d ms apart', (apartMs, ok) =>
    expect(checkClock(new Date(1e12).toUTCString(), 1e12 + apartMs).ok).toBe(ok),
  )
})
