import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VARIABLES } from '../../src/config/variables.ts'
import { EDGE_CODES, isEdgeCode } from '../../src/server/edge-error.ts'
import { readProjectFile, ROOT } from './project.ts'

const PAGE = readProjectFile('docs/front-ends.md')
const EXAMPLE = 'examples/web'

const files = ['codegen.ts', ...readdirSync(join(ROOT, EXAMPLE, 'src'), { recursive: true }).map(String)]
  .filter((name) => /\.(ts|tsx|graphql)$/.test(name))
  .map((name) => readProjectFile(join(EXAMPLE, name === 'codegen.ts' ? name : `src/${name}`)))

/** Lines without their place in the file that they are taken from. */
const flat = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()

const blocks = (language: string): readonly string[] =>
  [...PAGE.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text)

describe('docs/front-ends.md', () => {
  const code = ['ts', 'tsx', 'graphql'].flatMap(blocks)

  it('shows code', () => expect(code.length).toBeGreaterThan(5))

  it.each(code.map((text) => [text.split('\n')[0], text]))(
    'what begins with "%s" stands in the example',
    (_, text = '') => {
      expect(files.filter((file) => flat(file).includes(flat(text)))).not.toEqual([])
    },
  )

  it.each([...new Set([PAGE, readProjectFile(`${EXAMPLE}/README.md`)].join().match(/\b[A-Z_]*HEADWATERS_[A-Z_]+/g))])(
    'the variable %s is read',
    (name) => expect([...Object.keys(VARIABLES), 'VITE_HEADWATERS_URL']).toContain(name),
  )

  const rows = [...PAGE.matchAll(/^\| `(PERSISTED_\w+)`\s+\| (\d+)/gm)].map(([, name, status]) => [
    name,
    Number(status),
  ])
  it.each(rows)('%s has the status %i', (name, status) => {
    expect(isEdgeCode(name) && EDGE_CODES[name].httpStatus).toBe(status)
  })

  it('has a row for every code of persisted operations', () => {
    expect(rows.map(([name]) => name).toSorted()).toEqual(
      Object.keys(EDGE_CODES)
        .filter((name) => name.startsWith('PERSISTED_'))
        .toSorted(),
    )
  })
})
