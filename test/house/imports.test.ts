import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFileFacts } from './import-reader.ts'
import {
  barrels,
  brokenImports,
  defaultExports,
  forbiddenArrows,
  homelessFiles,
  importCycles,
  type House,
} from './import-rules.ts'
import { currentArchitecture, updatedArchitecture } from './print-rooms.ts'
import { readProjectFile, ROOT, sourceFiles } from './project.ts'

const readHouse = (files: Readonly<Record<string, string>>): House =>
  new Map(Object.entries(files).map(([path, text]) => [path, readFileFacts(path, text)]))

const house = readHouse(
  Object.fromEntries(sourceFiles().map((path) => [path.slice('src/'.length), readProjectFile(path)])),
)

describe('the rooms of src', () => {
  it('every file stands in a room of the table', () => expect(homelessFiles(house)).toEqual([]))
  it('every arrow is in the table, type imports included', () => expect(forbiddenArrows(house)).toEqual([]))
  it('no files import each other in a circle, type imports included', () => expect(importCycles(house)).toEqual([]))
  it('nothing but the doors of the package passes on what others export', () => expect(barrels(house)).toEqual([]))
  it('nothing is exported as default', () => expect(defaultExports(house)).toEqual([]))
  it('every relative import leads to a file', () =>
    expect(brokenImports(house, (path) => existsSync(join(ROOT, 'src', path)))).toEqual([]))
  it('the table in ARCHITECTURE.md is the one the test reads (node test/house/print-rooms.ts writes it)', async () =>
    expect(currentArchitecture()).toBe(await updatedArchitecture()))
})

describe('the rules themselves', () => {
  const arrows = (from: string, text: string): number => forbiddenArrows(readHouse({ [from]: text })).length

  it.each([
    ['core/backoff.ts', "import type { A } from '../state/a.ts'"],
    ['core/backoff.ts', "import { readFile } from 'node:fs'"],
    ['core/backoff.ts', "type A = import('../state/a.ts').A"],
    ['state/memory.ts', "export { send } from '../upstream/line.ts'"],
    ['upstream/line.ts', "const later = () => import('../kit/index.ts')"],
    ['sources/stripe/schema.ts', "import { a } from '../github/shapes.ts'"],
    ['sources/stripe/schema.ts', "import { sources } from '../index.ts'"],
    ['sources/stripe/schema.ts', "import { defineSource } from '../../kit/define-source.ts'"],
    ['sources/stripe/schema.ts', "import type { Clock } from '../../core/clock.ts'"],
    ['graphiql/page/timeline.tsx', "import { ERROR_CODES } from '../../core/error-code.ts'"],
    ['server/serve.ts', "import { start } from '../main.ts'"],
    ['main.ts', "import { run } from './cli/run.ts'"],
    ['config.ts', "import { a } from '../test/a.ts'"],
  ])('%s may not say: %s', (from, text) => expect(arrows(from, text)).toBe(1))

  it.each([
    ['core/backoff.ts', "import { createHash } from 'node:crypto'"],
    ['sources/stripe/schema.ts', "import { defineSource } from '../../kit/index.ts'"],
    ['sources/stripe/schema.ts', "import { customer } from './shapes.ts'"],
    ['sources/index.ts', "import { stripe } from './stripe/index.ts'"],
    ['graphiql/page/timeline.tsx', "import { type UpstreamEvent } from '../../core/upstream-event.ts'"],
    ['cli/start.ts', "import { createHeadwaters } from '../main.ts'"],
  ])('%s may say: %s', (from, text) => expect(arrows(from, text)).toBe(0))

  it('a circle through a type import is found', () =>
    expect(
      importCycles(
        readHouse({
          'core/a.ts': "import { b } from './b.ts'",
          'core/b.ts': "import type { C } from './c.ts'",
          'core/c.ts': "import { a } from './a.ts'",
        }),
      ),
    ).toEqual(['core/a.ts → core/b.ts → core/c.ts → core/a.ts']))

  it.each([
    ["export * from './line.ts'", 'upstream/index.ts'],
    ["import { line } from './line.ts'\nexport { line }", 'upstream/all.ts'],
  ])('%s in %s is a barrel', (text, path) => expect(barrels(readHouse({ [path]: text }))).toEqual([path]))

  it.each(['export default 1', 'const a = 1\nexport { a as default }', 'export default function a() {}'])(
    '%s is a default export',
    (text) => expect(defaultExports(readHouse({ 'core/a.ts': text }))).toEqual(['core/a.ts']),
  )
})
