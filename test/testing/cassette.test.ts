import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveSandbox } from '../../src/kit/sandbox-server.ts'
import type { ServedSandbox } from '../../src/kit/served-sandbox.ts'
import { readCassette } from '../../src/testing/cassette.ts'
import type { Cassette } from '../../src/testing/cassette-shape.ts'
import { recordCassette, replayCassette, type CassetteDesk } from '../../src/testing/with-cassette.ts'
import { fixture } from '../helpers/fixture-source.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwaters-cassettes-'))
const token = 'very-private-word'
let vendor: ServedSandbox

beforeAll(async () => {
  vendor = await serveSandbox(fixture, {
    wallNow: () => 0,
    expects: () => ({ headers: { authorization: `Bearer ${token}` }, query: {} }),
  })
})
afterAll(async () => {
  await vendor.close()
  rmSync(folder, { recursive: true })
})

const config = () => ({ baseUrl: vendor.baseUrl, token, webhookSecret: 'another-private-word' })

/** Reads, and a write that changes what is read after it. */
const story = async ({ call, load, page, context }: CassetteDesk<typeof fixture>): Promise<readonly unknown[]> => {
  const asked = context()
  const before = await call.book({ id: 'bk_1' }, asked)
  await call.renameBook({ id: 'bk_1', title: 'Another title' }, context())
  const after = await call.book({ id: 'bk_1' }, context())
  const author = await load.authorsById('au_2', context())
  const first = await page.books({}, { first: 2, after: null } as never, context()).catch(() => null)
  return [before, after, author, first]
}

const write = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const cassetteWith = (over: Partial<Cassette['exchanges'][number]['response']>): string =>
  JSON.stringify({
    version: 1,
    source: 'library',
    exchanges: [
      {
        request: { method: 'GET', path: 'v1/books/bk_1', body: '' },
        response: { status: 200, headers: {}, body: '{}', ...over },
      },
    ],
  })

describe('a cassette', () => {
  it('replays without a vendor what was recorded with one', async () => {
    const file = join(folder, 'story.json')
    const told: (readonly unknown[])[] = []
    const keep = async (desk: CassetteDesk<typeof fixture>): Promise<void> => void told.push(await story(desk))
    await recordCassette({ source: fixture, file, config: config() }, keep)
    const calls = vendor.seen().length
    await replayCassette({ source: fixture, file }, keep)
    expect(told[1]).toEqual(told[0])
    expect(JSON.stringify(told[0])).toContain('Another title')
    expect(vendor.seen()).toHaveLength(calls)
  })

  it('holds no credential and no header but harmless ones', async () => {
    const file = join(folder, 'plain.json')
    await recordCassette({ source: fixture, file, config: config() }, async ({ call, context }) => {
      await call.book({ id: 'bk_2' }, context())
    })
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain(token)
    expect(text.toLowerCase()).not.toContain('authorization')
    expect(readCassette(file).exchanges.map(({ request }) => request.path)).toEqual(['v1/books/bk_2'])
  })

  it('is not written when a secret is left in it', async () => {
    const file = join(folder, 'leaky.json')
    const leak = {
      source: fixture,
      file,
      config: config(),
      redact: (text: string) => text.replace('Book 3', 'whsec_abcdefghijk'),
    }
    const recording = recordCassette(
      leak,
      async ({ call, context }) => void (await call.book({ id: 'bk_3' }, context())),
    )
    await expect(recording).rejects.toThrow(/holds a secret at exchanges\.0\.response\.body/)
    expect(existsSync(file)).toBe(false)
  })

  it('that lacks an exchange says which', async () => {
    const file = write('short.json', cassetteWith({}))
    const replaying = replayCassette({ source: fixture, file }, async ({ call, context }) => {
      await call.book({ id: 'bk_9' }, context())
    })
    await expect(replaying).rejects.toThrow(/has no answer to GET v1\/books\/bk_9; record it again/)
  })

  it.each([
    ['body', { body: '{"note":"sk_live_abcdefgh1234"}' }],
    ['body', { body: '{"client_secret":"anything"}' }],
    ['headers\\.link', { headers: { link: 'Bearer abcdefghijklmnop' } }],
    ['body', { body: 'ghp_abcdefghijklmnopqrstuvwxyz0123456789' }],
    ['body', { body: '-----BEGIN RSA PRIVATE KEY-----' }],
  ])('with a secret in its %s is refused, and the secret not told', (place, over) => {
    const file = write('secret.json', cassetteWith(over))
    expect(() => readCassette(file)).toThrow(new RegExp(`holds a secret at exchanges\\.0\\.response\\.${place}`))
    expect(() => readCassette(file)).not.toThrow(/sk_live|anything|ghp_|abcdefghijkl/)
  })

  it.each([
    ['is no JSON', '{', /cannot be read/],
    ['has another form', '{"version":2}', /is no cassette: version/],
  ])('that %s is refused', (_, text, said) => {
    const file = write('odd.json', text)
    expect(() => readCassette(file)).toThrow(said)
  })

  it('of another source is refused', async () => {
    const file = write('other.json', '{"version":1,"source":"acme","exchanges":[]}')
    await expect(replayCassette({ source: fixture, file }, async () => undefined)).rejects.toThrow(
      /recorded with the source acme/,
    )
  })
})
