import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const scratch = mkdtempSync(join(tmpdir(), 'headwaters-config-'))
const script = fileURLToPath(new URL('./load-config-files.ts', import.meta.url))

/** A small whole source; `over` replaces some of its answers, as text. */
const source = (over: Readonly<Record<string, string>> = {}): string => {
  const answers = {
    name: `'acme'`,
    description: `'Sells anvils.'`,
    config: `{ token: secret() }`,
    upstream: `({ config }) => api({ baseUrl: 'https://api.acme.example/', auth: bearer(config.token) })`,
    operations: `{
      thing: read('GET v1/things/{id}', { answer: Thing, key: 'id', cache: { ttlMs: 1_000, tags: ['thing:{id}'] } }),
      ${over['operation'] ?? ''}
    }`,
    schema: `({ builder, query, load }) => {
      const type = builder.objectRef('${over['type'] ?? 'AcmeThing'}').implement({
        description: 'A thing.', fields: (t) => ({ name: t.exposeString('name', { description: 'Its name.' }) }) })
      query((t) => ({ thing: t.load(load.thing, { type, description: 'A thing.', key: () => '1' }) }))
    }`,
    sandbox: `() => ({ operations: { thing: () => ({ name: 'a' }) ${over['handler'] ?? ''} },
      samples: { thing: { id: '1' } ${over['sample'] ?? ''} }, refusal: () => ({}) })`,
    ...over,
  }
  const { operation: _o, type: _t, handler: _h, sample: _s, ...rest } = answers as Readonly<Record<string, string>>
  return `{ ${Object.entries(rest)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name}: ${text}`)
    .join(',\n')} }`
}

const file = (sources: string, more = ''): string => `
import { api, bearer, defineConfig, read, secret, write, z } from 'headwaters'
const Thing = z.object({ name: z.string() })
export default { sources: [${sources}], ${more} }
`

const upstreamAt = (url: string): string => `() => api({ baseUrl: '${url}', auth: bearer('x') })`

/** What stands in the config file, and what is said about it. */
const CASES: Readonly<Record<string, readonly [text: string, ...said: readonly RegExp[]]>> = {
  'that is whole': [file(source())],
  'that does not parse': ['export default {{', /^headwaters\.config\.ts: does not parse \(headwaters\.config\.ts:1\)/],
  'that exports nothing': ['const a = 1', /exports nothing; write: export default defineConfig/],
  'without a default': ['export const config = {}', /exports config, but no default/],
  'whose default is a list': ['export default []', /exports a list as its default/],
  'that throws': [
    `throw new Error('not today')`,
    /threw while it was loaded \(headwaters\.config\.ts:1\): Error: not today/,
  ],
  'that names a missing package': [
    `import 'headwaters-source-nope'\nexport default {}`,
    /imports the package "headwaters-source-nope", which is not installed here; run: npm install headwaters-source-nope/,
  ],
  'that names a missing file': [
    `import './acme'\nexport default {}`,
    /imports "acme", which does not exist \(in headwaters\.config\.ts\); check the path, its ending \(\.ts\) included/,
  ],
  'that names a missing export': [
    `import { defineSauce } from 'headwaters'\nexport default { sources: [defineSauce] }`,
    /does not provide an export named 'defineSauce'/,
  ],
  'with an enum': ['enum A { B }\nexport default {}', /TypeScript that is more than types/],
  'with an unknown setting': ['export default { source: [] }', /› source: is no setting; did you mean "sources"\?/],
  'with wrong kinds all over': [
    `export default { sources: {}, builtIn: ['strip'], extensions: [1], plugins: [() => 1] }`,
    /› sources: is an object, not a list/,
    /› builtIn: there is no source "strip"; did you mean "stripe"\?/,
    /› extensions\[0\]: is a number without a name/,
    /› plugins\[0\]: is a function, not a Yoga plugin/,
  ],
  'with something that is no source': [file(`'acme'`), /› sources\[0\]: is a string, not a source/],
  'with a module in place of a source': [
    `import * as acme from 'node:path'\nexport default { sources: [acme] }`,
    /› sources\[0\]: is a whole module; import the source by its name/,
  ],
  'with a source without a name': [file(source({ name: '' })), /› sources\[0\] name: is missing/],
  'with an empty name': [file(source({ name: `''` })), /› sources\[0\] name: is empty/],
  'with a name that is no lower-case word': [
    file(source({ name: `'Acme-Corp'` })),
    /"Acme-Corp" is no lower-case word/,
  ],
  'with a name that means something else': [file(source({ name: `'node'` })), /"node" means something else/],
  'with a taken name': [
    file(`${source()}, ${source()}`),
    /› sources\[1\] \(acme\): has the name of sources\[0\]; a name is given once/,
  ],
  'with the name of a built-in source': [
    file(source({ name: `'stripe'`, type: 'StripeThing' })),
    /› sources\[0\] \(stripe\): has the name of a source that Headwaters comes with/,
  ],
  'with the name of a built-in source that is left out': [
    file(source({ name: `'stripe'`, type: 'StripeThing' }), `builtIn: 'none'`),
  ],
  "with a type of another source's prefix": [
    file(source({ type: 'StripeThing' })),
    /\(acme\) schema: adds the type StripeThing; types of acme begin with "Acme", and "Stripe" is the prefix of the source stripe/,
  ],
  'with a schema that throws': [
    file(source({ schema: `() => { throw new Error('no anvils') }` })),
    /\(acme\) schema: threw when the source was mounted: Error: no anvils/,
  ],
  'with an upstream that throws': [
    file(source({ upstream: `() => { throw new Error('no road') }` })),
    /\(acme\) upstream: threw when the source was mounted: Error: no road/,
  ],
  'with a base URL that is none': [
    file(source({ upstream: upstreamAt('acme') })),
    /\(acme\) upstream\.baseUrl: is no URL/,
  ],
  'with missing answers': [
    file(`{ name: 'acme' }`),
    /description: is missing/,
    /config: is missing; without settings write config: \{\}/,
    /upstream: is missing, not a function/,
    /schema: is missing, not a function/,
    /sandbox: is missing, not a function/,
    /operations: is missing, not operations by name/,
  ],
  'with an unknown answer': [
    file(source({ webhooks: '() => null' })),
    /webhooks: is no answer of a source; did you mean "webhook"\?/,
  ],
  'with a setting that is no shape': [
    file(source({ config: `{ token: 'x' }` })),
    /config\.token: is a string, not a zod shape/,
  ],
  'with a route without a method': [
    file(source({ operation: `other: read('v1/things', { answer: Thing }),` })),
    /operations\.other: begins its route with "v1\/thing"; write a method, a space and a path/,
  ],
  'with a write that does not say what twice means': [
    file(source({ operation: `make: write('POST v1/things', { answer: Thing }),` })),
    /operations\.make\.idempotency: has to be said of a write/,
  ],
  'with an answer that is no shape': [
    file(source({ operation: `other: read('GET v1/things', { answer: { name: 'string' } }),` })),
    /operations\.other\.answer: is an object, not a zod shape/,
  ],
  'with a tag whose slot names nothing': [
    file(
      source({ operation: `other: read('GET v1/a/{id}', { answer: Thing, cache: { ttlMs: 1, tags: ['a:{ido}'] } }),` }),
    ),
    /operations\.other\.cache\.tags: no argument is called "ido"/,
  ],
  'with a write that forgets what no read wears': [
    file(
      source({
        operation: `make: write('POST v1/things', { answer: Thing, idempotency: 'none', forgets: ['thong:{answer.name}'] }),`,
      }),
    ),
    /operations\.make\.forgets: no read wears the tag "thong:\{answer\.name\}"; did you mean "thing"\?/,
  ],
  'with pages over an argument that is not there': [
    file(
      source({
        operation: `all: read('GET v1/things', { query: { cursor: z.string().optional() }, answer: Thing,
          pages: { after: 'curser', size: 'limit', max: 0, items: () => [], next: () => null } }),`,
      }),
    ),
    /pages\.max: has to be a whole number from 1/,
    /pages\.after: names the argument "curser", which is not declared; did you mean "cursor"\?/,
    /pages\.size: names the argument "limit"/,
  ],
  'that smuggles sharing in': [
    file(source({ operation: `other: { ...read('GET v1/a', { answer: Thing }), isPublic: 'yes' },` })),
    /operations\.other\.scope: has to be left out, or to be the literal 'public'/,
  ],
  'that shares a write': [
    file(
      source({ operation: `make: { ...write('POST v1/a', { answer: Thing, idempotency: 'none' }), isPublic: true },` }),
    ),
    /operations\.make\.scope: is 'public' on a write/,
  ],
  'with a sandbox that leaves an operation out': [
    file(source({ operation: `other: read('GET v1/a', { answer: Thing }),` })),
    /sandbox\.operations\.other: is missing/,
    /sandbox\.samples\.other: is missing/,
  ],
  'with several wrong sources': [
    file(`${source({ description: '' })}, ${source({ name: `'Beta'` })}`),
    /sources\[0\] \(acme\) description: is missing/,
    /sources\[1\] \(Beta\) name: "Beta" is no lower-case word/,
  ],
}

const folderOf = (title: string): string => join(scratch, title.replace(/\W+/g, '-'))
let said: Readonly<Record<string, readonly string[]>> = {}

beforeAll(() => {
  for (const [title, [text]] of Object.entries(CASES)) {
    mkdirSync(folderOf(title))
    writeFileSync(join(folderOf(title), 'headwaters.config.ts'), text)
  }
  const folders = Object.keys(CASES).map(folderOf)
  mkdirSync(join(scratch, 'none'))
  const out = execFileSync(process.execPath, [script, ...folders, join(scratch, 'none')], { encoding: 'utf8' })
  said = JSON.parse(out) as typeof said
})
afterAll(() => rmSync(scratch, { recursive: true }))

describe('a config file', () => {
  it.each(Object.entries(CASES))('%s', (title, [, ...expected]) => {
    const problems = said[folderOf(title)] ?? ['nothing was said']
    for (const pattern of expected) expect(problems.join('\n')).toMatch(pattern)
    expect(problems).toHaveLength(expected.length)
  })

  it('that is not there', () =>
    expect(said[join(scratch, 'none')]).toEqual([
      'headwaters.config.ts: does not exist; check the path after --config',
    ]))
})
