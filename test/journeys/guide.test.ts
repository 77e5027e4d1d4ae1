import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { ROOT } from '../house/project.ts'
import { mustRun, serve, type Serving } from '../helpers/child.ts'
import { readBlocks, type Block } from './guide-blocks.ts'

const folder = mkdtempSync(join(tmpdir(), 'headwaters-guide-'))
const bin = join(ROOT, 'bin/headwaters.js')
const hook = pathToFileURL(join(ROOT, 'test/journeys/own-package-hook.ts')).href
const runtime = join(folder, '.runtime')
const options = { cwd: folder, env: { XDG_RUNTIME_DIR: runtime } }
let serving: Serving | null = null

/** What the page says it answered, for the questions that it says that of. */
let lastAnswer: unknown = null

const install = async (): Promise<string> => {
  // The working tree in place of a download.
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  symlinkSync(ROOT, join(folder, 'node_modules/headwaters'))
  return ''
}

const runLine = (line: string): Promise<string> => {
  const words = line.split(' ')
  if (line.startsWith('npm install ')) return install()
  if (words[0] === 'npx') return mustRun(process.execPath, [bin, ...words.slice(2)], options)
  if (words[0] === 'node') return mustRun(process.execPath, ['--import', hook, ...words.slice(1)], options)
  return mustRun(words[0] ?? '', words.slice(1), options)
}

const runShell = async ({ text, note }: Block): Promise<void> => {
  const lines = text.trim().split('\n')
  if (note !== 'serve') for (const line of lines) await runLine(line)
  else serving = await serve([bin, ...(lines[0] ?? '').split(' ').slice(2)], options)
}

const writeFile = ({ note, text }: Block): void => {
  const path = join(folder, note.slice('file='.length))
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const ask = async ({ text }: Block): Promise<void> => {
  lastAnswer = await serving?.ask(text)
  expect(lastAnswer).not.toHaveProperty('errors')
  expect(lastAnswer).toHaveProperty('data')
}

const follow = async (block: Block): Promise<void> => {
  if (block.note.startsWith('file=')) writeFile(block)
  else if (block.language === 'sh') await runShell(block)
  else if (block.language === 'graphql') await ask(block)
  else if (block.language === 'json') expect(lastAnswer).toEqual(JSON.parse(block.text))
}

const titleOf = ({ language, note, text }: Block): string =>
  note.startsWith('file=') ? note : `${language}: ${text.trim().split('\n').join('; ').slice(0, 60)}`

afterAll(async () => {
  await serving?.end()
  rmSync(folder, { recursive: true })
})

describe('docs/write-a-source.md, followed from an empty folder', () => {
  const blocks = readBlocks(readFileSync(join(ROOT, 'docs/write-a-source.md'), 'utf8'))
  const followed = blocks.filter(({ language, note }) => language !== '' && (language !== 'ts' || note !== ''))
  mkdirSync(runtime)

  it.each(followed.map((block, at) => [`${at + 1}. ${titleOf(block)}`, block] as const))(
    '%s',
    (_, block) => follow(block),
    60_000,
  )

  it('its files compile under strict', async () => {
    const doors = { headwaters: 'src/kit/index.ts', 'headwaters/testing': 'src/testing/index.ts' }
    const paths = Object.fromEntries(Object.entries(doors).map(([name, path]) => [name, [join(ROOT, path)]]))
    const typeRoots = [join(ROOT, 'node_modules/@types')]
    const compilerOptions = { paths, typeRoots, noUnusedLocals: false }
    const include = ['sources', 'headwaters.config.ts']
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), compilerOptions, include }),
    )
    await mustRun(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.'], options)
  }, 120_000)

  it('ends with 0 when it is told to', async () => expect(await serving?.end()).toBe(0))
})
