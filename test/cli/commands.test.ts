import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../helpers/child.ts'
import { ROOT } from '../house/project.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwaters-cli-'))
const env = { XDG_RUNTIME_DIR: folder }
const sdl = readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8')
writeFileSync(join(folder, 'same.graphql'), sdl)
writeFileSync(join(folder, 'more.graphql'), sdl.replace('type Query {', 'type Query {\n  gone: String'))
writeFileSync(join(folder, 'broken.graphql'), 'type Query {')
writeFileSync(join(folder, 'broken.config.ts'), 'export default {{')
mkdirSync(join(folder, 'taken'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Said {
  readonly code: number
  readonly out?: RegExp
  readonly err?: RegExp
}

/** What is typed, and what comes of it. */
const CASES: readonly (readonly [line: string, said: Said])[] = [
  [
    '--help',
    { code: 0, out: /dev[\s\S]*start[\s\S]*sources[\s\S]*doctor[\s\S]*Exit codes: 0 done, 1 failed, 2 asked/ },
  ],
  ['--version', { code: 0, out: /^\d+\.\d+\.\d+\n$/ }],
  ['strat', { code: 2, err: /unknown command 'strat'[\s\S]*Did you mean start\?/ }],
  ['call stripe', { code: 2, err: /missing required argument 'operation'[\s\S]*see `headwaters call --help`/ }],
  ['sources', { code: 0, out: /stripe +default +sandbox/ }],
  ['sources stripe', { code: 0, out: /refund +write +POST v1\/refunds +call/i }],
  ['sources strip', { code: 2, err: /There is no source "strip"; did you mean "stripe"\?/ }],
  ['call stripe custmer', { code: 2, err: /no operation of stripe "custmer"; did you mean "customer"\?/ }],
  ['call stripe customer', { code: 2, err: /stripe\.customer needs id=…/ }],
  ['call stripe customer ids=x', { code: 2, err: /has no argument "ids"; did you mean "id"\?/ }],
  ['call stripe customers limit=many', { code: 2, err: /limit: / }],
  ['call stripe customer nonsense', { code: 2, err: /"nonsense" is no argument; write key=value/ }],
  ['call stripe customer id:={', { code: 2, err: /what follows := has to be JSON/ }],
  ['call stripe customer id=cus_nobody', { code: 1, err: /^UPSTREAM_NOT_FOUND: / }],
  ['call stripe customer id=x --timeout 0', { code: 2, err: /give whole milliseconds from 1 to 600000/ }],
  ['call stripe customer id=x --account eu', { code: 2, err: /There is no account of stripe "eu"/ }],
  ['call stripe customer id=x --config broken.config.ts', { code: 78, err: /broken\.config\.ts: does not parse/ }],
  ['test-endpoint nowhere', { code: 2, err: /"nowhere" is no URL; write it whole/ }],
  ['test-endpoint ftp://a.example/', { code: 2, err: /cannot be called; use https:/ }],
  ['test-endpoint https://10.0.0.1/', { code: 1, out: /EGRESS_REFUSED: .*private/ }],
  ['test-endpoint http://127.0.0.1:9/', { code: 1, out: /attempt 3: no answer[\s\S]*UPSTREAM_UNREACHABLE/ }],
  ['test-endpoint https://a.example/ -X BREW', { code: 2, err: /--method BREW: use GET, HEAD/ }],
  ['test-endpoint https://a.example/ -H nothing', { code: 2, err: /--header "nothing": write it as 'name: value'/ }],
  ['fault stripe 99', { code: 2, err: /"99" is no step of a fault script[\s\S]*429\(60\)/ }],
  ['fault stripe 503', { code: 1, err: /No running server can be told; start one with/ }],
  ['cache clear', { code: 1, err: /No running server can be told/ }],
  ['schema diff same.graphql', { code: 0, out: /^No difference\.\n$/ }],
  ['schema diff more.graphql', { code: 1, out: /✗ breaking +Query\.gone was removed[\s\S]*1 breaking/ }],
  ['schema diff broken.graphql', { code: 1, err: /broken\.graphql holds no schema: Syntax Error/ }],
  ['schema diff absent.graphql', { code: 2, err: /absent\.graphql does not exist/ }],
  ['new-source Acme-Corp', { code: 2, err: /"Acme-Corp" is no lower-case word/ }],
  ['new-source stripe', { code: 2, err: /Headwaters comes with a source "stripe"/ }],
  ['new-source acme --template soap', { code: 2, err: /There is no template "soap"; there are: rest, graphql, blank/ }],
  ['new-source acme --dir taken', { code: 1, err: /taken is there already; take another name, or --dir/ }],
  ['key service mutations', { code: 0, out: /hw_[\w-]{43}[\s\S]*service:[0-9a-f]{64}:mutations/ }],
]

const JSON_LINES = {
  call: 'call github viewer --json',
  nested: 'call stripe createCustomer name=Ada metadata.team=anvils metadata.floor=3 --json',
  repeated: 'call github repositories ids=R_none ids=R_neither --json',
  wrong: 'call stripe customer id=cus_nobody --json',
} as const

let said: Readonly<Record<string, { readonly code: number; readonly out: string; readonly err: string }>> = {}

beforeAll(async () => {
  const lines = [...CASES.map(([line]) => line), ...Object.values(JSON_LINES)]
  const { out } = await run(process.execPath, [join(ROOT, 'test/cli/run-lines.ts'), ...lines], { cwd: folder, env })
  said = JSON.parse(out) as typeof said
})

describe('headwaters', () => {
  it.each(CASES)('%s', (line, { code, out, err }) => {
    const ended = said[line]
    expect(ended?.out).toMatch(out ?? /^$/)
    expect(ended?.err).toMatch(err ?? /^$/)
    expect(ended?.code).toBe(code)
  })
})

describe('with --json', () => {
  const json = (line: keyof typeof JSON_LINES): unknown => JSON.parse(said[JSON_LINES[line]]?.out ?? '')

  it('a call answers what it took and the decoded answer', () => {
    const facts = { source: 'github', mode: 'sandbox', operation: 'viewer', attempts: 1 }
    expect(json('call')).toMatchObject({ ...facts, answer: { login: 'ada' } })
  })

  it('arguments are typed by the operation, nested and repeated ones too', () => {
    expect(json('nested')).toMatchObject({ answer: { name: 'Ada' } })
    expect(json('repeated')).toMatchObject({ operation: 'repositories' })
  })

  it('an error says what it is', () => expect(json('wrong')).toMatchObject({ error: { code: 'UPSTREAM_NOT_FOUND' } }))

  it('a wrong configuration says all problems, and leaves with 78', async () => {
    const wrong = { ...env, PORT: 'x', HEADWATERS_SOURCES: 'strip' }
    const bin = join(ROOT, 'bin/headwaters.js')
    const { code, out } = await run(process.execPath, [bin, 'sources', '--json'], { cwd: folder, env: wrong })
    const problems = [{ variable: 'PORT' }, { variable: 'HEADWATERS_SOURCES' }]
    expect(JSON.parse(out)).toMatchObject({ error: { problems } })
    expect(code).toBe(78)
  })
})
