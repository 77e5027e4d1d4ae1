import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mustRun, run, serve, type Serving } from '../helpers/child.ts'
import { bringPackages, install, packExample, packHeadwaters } from './packed.ts'

const scratch = mkdtempSync(join(tmpdir(), 'headwaters-packed-'))
const app = join(scratch, 'app')
const bin = join(app, 'node_modules/headwaters/bin/headwaters.js')
const env = { XDG_RUNTIME_DIR: scratch }
let serving: Serving

const CONFIG = `import { defineConfig, defineExtension, z } from 'headwaters'
import { stripe } from 'headwaters/sources/stripe'
import { acme } from 'headwaters-source-acme'

const supplies = defineExtension({
  name: 'supplies',
  schema: ({ of, query }) => {
    const anvils = of(acme)
    const payments = of(stripe)
    if (anvils === null || payments === null) throw new Error('both sources are needed')
    query((t) => ({
      heaviest: t.field({
        type: anvils.types.AcmeAnvil,
        nullable: true,
        description: 'The heaviest anvil.',
        resolve: (_root, _args, context) => anvils.load.anvil('anvil-90', context),
      }),
      knowsZod: t.boolean({ description: 'Whether zod came along.', resolve: () => z.string().safeParse('a').success }),
    }))
  },
})

export default defineConfig({
  sources: [acme],
  builtIn: ['stripe', 'github'],
  extensions: [supplies],
  plugins: [{ onResponse: ({ response }) => void response.headers.set('x-own-plugin', 'yes') }],
})
`

beforeAll(async () => {
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }))
  bringPackages(app)
  await install(app, await packHeadwaters(scratch))
  await install(app, await packExample(scratch, app))
  writeFileSync(join(app, 'headwaters.config.ts'), CONFIG)
  serving = await serve([bin, 'start'], { cwd: app, env })
}, 240_000)
afterAll(async () => {
  await serving?.end()
  rmSync(scratch, { recursive: true })
})

describe('the packed tarball, installed into an empty folder beside a source that is a package of its own', () => {
  it('needs nothing that the lockfile does not count as needed', () => {
    const manifest = JSON.parse(readFileSync(join(app, 'package.json'), 'utf8')) as { dependencies: object }
    expect(Object.keys(manifest.dependencies).sort()).toEqual(['headwaters', 'headwaters-source-acme'])
  })

  it('serves a source that it comes with and the one that joined it, in one request', async () => {
    const query =
      '{ acme { anvil(sku: "anvil-10") { name weightKg } } stripe { customers(first: 1) { nodes { id } } } }'
    const { data, errors } = await serving.ask(query)
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      acme: { anvil: { name: 'Anvil No. 1', weightKg: 10 } },
      stripe: { customers: { nodes: [{ id: expect.any(String) as string }] } },
    })
  })

  it('writes through the source that joined it', async () => {
    const mutation = `mutation { acmePlaceOrder(input: { sku: "anvil-20", quantity: 3 }) {
      ... on AcmeOrder { quantity state anvil { name } } } }`
    const { data, errors } = await serving.ask(mutation)
    expect(errors).toBeUndefined()
    expect(JSON.stringify(data)).toContain('"quantity":3,"state":"PLACED","anvil":{"name":"Anvil No. 2"}')
  })

  it('runs resolvers across sources and Yoga plugins of the config file', async () => {
    const { data } = await serving.ask('{ heaviest { name } knowsZod }')
    expect(data).toEqual({ heaviest: { name: 'Anvil No. 9' }, knowsZod: true })
    const response = await fetch(serving.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    })
    expect(response.headers.get('x-own-plugin')).toBe('yes')
  })

  it('leaves out what the config file left out', async () => {
    const { errors } = await serving.ask('{ slack { __typename } }')
    expect(JSON.stringify(errors)).toContain('Cannot query field \\"slack\\"')
  })

  it('its command lists all of them', async () => {
    const json = JSON.parse(await mustRun(process.execPath, [bin, 'sources', '--json'], { cwd: app, env })) as {
      source: string
    }[]
    expect(json.map(({ source }) => source)).toEqual(['stripe', 'github', 'acme'])
  })

  it('a new source written there passes the conformance suite at once', async () => {
    await mustRun(process.execPath, [bin, 'new-source', 'made'], { cwd: app, env })
    const { code, out } = await run(process.execPath, ['--test', 'sources/made/index.test.ts'], { cwd: app })
    expect(out.slice(-2_000)).toMatch(/fail 0\n/)
    expect(code).toBe(0)
  })

  it('ends with 0 when it is told to', async () => expect(await serving.end()).toBe(0))
})
