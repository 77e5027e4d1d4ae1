import { request } from 'node:http'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run, serve, type Serving } from '../helpers/child.ts'
import { ROOT } from '../house/project.ts'

const bin = join(ROOT, 'bin/headwaters.js')
const folder = mkdtempSync(join(tmpdir(), 'headwaters-control-'))
const env = { XDG_RUNTIME_DIR: folder }
const runtime = join(folder, 'headwaters')
const headwaters = (...args: readonly string[]) => run(process.execPath, [bin, ...args], { cwd: folder, env })
let serving: Serving

beforeAll(async () => {
  serving = await serve([bin, 'start'], { cwd: folder, env: { ...env, HEADWATERS_SOURCES: 'stripe,github' } })
}, 60_000)
afterAll(async () => {
  await serving?.end()
  rmSync(folder, { recursive: true })
})

const readPlace = (): { port: number; token: string; url: string } => {
  const [file = ''] = readdirSync(runtime)
  return JSON.parse(readFileSync(join(runtime, file), 'utf8')) as { port: number; token: string; url: string }
}

const knock = (headers: Readonly<Record<string, string>>, method = 'POST'): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: readPlace().port, method, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject).end('{"action":"clear"}')
  })

const customer = async (): Promise<string> =>
  JSON.stringify(await serving.ask('{ stripe { customers(first: 1) { nodes { id } } } }'))

describe('a running server', () => {
  it('lets a sandbox fail as it is told, and answer as usual again', async () => {
    expect(await customer()).not.toContain('errors')
    expect((await headwaters('cache', 'clear')).out).toBe('Every remembered answer is forgotten.\n')
    expect((await headwaters('fault', 'stripe', '400')).out).toBe('stripe follows 1 fault.\n')
    expect(await customer()).toContain('UPSTREAM_REJECTED')
    expect((await headwaters('fault', 'stripe', 'off')).out).toBe('stripe answers as usual again.\n')
    expect(await customer()).not.toContain('errors')
  })

  it('keeps what it remembers until it is told to forget', async () => {
    await customer()
    await headwaters('fault', 'stripe', '400')
    expect(await customer()).not.toContain('errors')
    expect((await headwaters('cache', 'clear', 'stripe:customers')).code).toBe(0)
    expect(await customer()).toContain('UPSTREAM_REJECTED')
    await headwaters('fault', 'stripe', 'off')
  })

  it.each([
    [['fault', 'strip', '503'], /The server has no source "strip"; did you mean "stripe"\?/],
    [['fault', 'stripe', '503@custmers'], /stripe has no operation "custmers"; did you mean "customers"\?/],
    [['fault', 'stripe', '503', '--account', 'eu'], /stripe has no account "eu"/],
    [['fault', 'stripe', '503', '--port', '1'], /No running server on port 1 can be told/],
    [['cache', 'clear', 'custmer:1'], /Nothing wears a tag of the family "custmer"; did you mean "customer"\?/],
  ])('says what is wrong with %j', async (args, said) => {
    const { code, err } = await headwaters(...args)
    expect(err).toMatch(said)
    expect(code).toBe(1)
  })

  it('stands in a file that only its owner can read', () => {
    expect(statSync(runtime).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(runtime)) expect(statSync(join(runtime, file)).mode & 0o777).toBe(0o600)
  })

  it('listens to nobody without the token, with another host, from a page or by another method', async () => {
    const { token, port } = readPlace()
    const right = { authorization: `Bearer ${token}`, 'content-type': 'application/json', host: `127.0.0.1:${port}` }
    expect(await knock(right)).toBe(200)
    expect(await knock({ ...right, authorization: 'Bearer guessed' })).toBe(401)
    expect(await knock({ ...right, host: 'attacker.example' })).toBe(421)
    expect(await knock({ ...right, origin: 'http://127.0.0.1:4000' })).toBe(403)
    expect(await knock({ ...right, 'content-type': 'text/plain' })).toBe(415)
    expect(await knock(right, 'PUT')).toBe(415)
  })

  it('takes its file back when it ends', async () => {
    await serving.end()
    expect(readdirSync(runtime)).toEqual([])
  })

  it('has no such control in production', async () => {
    const secret = 'x'.repeat(32)
    const production = {
      NODE_ENV: 'production',
      HEADWATERS_SECRET: secret,
      HEADWATERS_SANDBOX: 'all',
      HEADWATERS_ALLOW_ANONYMOUS: 'true',
    }
    mkdirSync(join(folder, 'production'))
    const other = { XDG_RUNTIME_DIR: join(folder, 'production') }
    const live = await serve([bin, 'start'], { cwd: folder, env: { ...production, ...other, HOST: '127.0.0.1' } })
    expect(readdirSync(join(folder, 'production'))).toEqual([])
    expect(await live.end()).toBe(0)
  })
})
