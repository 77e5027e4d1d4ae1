import { matchesGlob } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createIgnore, parseCommand, parseCopy, parseEnv, parseStages } from './dockerfile-parser.ts'
import { readProjectFile } from './project.ts'

const stages = parseStages(readProjectFile('Dockerfile'))
const last = stages.at(-1)
const restOf = (word: string): string | undefined => last?.instructions.findLast((step) => step.word === word)?.rest

describe('the Dockerfile', () => {
  it('has a stage with the tools and one without', () =>
    expect(stages.map((stage) => stage.name)).toEqual(['build', '1']))
  it('runs as another user than root', () => expect(restOf('USER')).toBe('node'))
  it('runs in production', () =>
    expect(
      last?.instructions.some((step) => step.word === 'ENV' && parseEnv(step.rest)['NODE_ENV'] === 'production'),
    ).toBe(true))
  it('says how to ask for its health', () => expect(restOf('HEALTHCHECK')).toContain('/healthz'))
  it('starts the server without a shell, so that signals reach it', () =>
    expect(parseCommand(restOf('CMD') ?? '')).toEqual(['node', 'bin/headwaters.js', 'start']))
  it('uses the Node that package.json asks for', () => {
    const { engines } = JSON.parse(readProjectFile('package.json')) as { engines: { node: string } }
    const major = /\d+/.exec(engines.node)?.[0]
    expect(stages.map((stage) => stage.image)).toEqual([`node:${major}-slim`, `node:${major}-slim`])
  })
})

describe('.dockerignore', () => {
  const isIgnored = createIgnore(readProjectFile('.dockerignore'), matchesGlob)

  it.each([
    '.env',
    '.env.production',
    '.git/config',
    'node_modules/zod/index.js',
    'a/node_modules/b.js',
    'state.sqlite-wal',
    'test/run.ts',
  ])('keeps %s out', (path) => expect(isIgnored(path)).toBe(true))
  it.each(['.env.example', 'src/main.ts', 'package.json', 'bin/headwaters.js', 'schema/errors.md'])(
    'lets %s in',
    (path) => expect(isIgnored(path)).toBe(false),
  )
})

describe('reading a Dockerfile', () => {
  it('joins continued lines and drops comments', () =>
    expect(parseStages('FROM a AS b\n# no\nRUN one \\\n  two\n')[0]?.instructions).toEqual([
      { word: 'RUN', rest: 'one two', line: 3 },
    ]))
  it('reads where a copy comes from', () =>
    expect(parseCopy('--from=build --chown=node /app/a /app/b ./')).toEqual({
      from: 'build',
      sources: ['/app/a', '/app/b'],
      target: './',
    }))
  it('reads quoted values', () => expect(parseEnv('A=1 B="two words"')).toEqual({ A: '1', B: 'two words' }))
  it('reads a shell form as sh -c', () => expect(parseCommand('node a.js')).toEqual(['sh', '-c', 'node a.js']))
})
