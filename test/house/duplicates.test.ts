import { describe, expect, it } from 'vitest'
import { duplicatesAmong, substanceOf } from './duplicates.ts'
import { readProjectFile, sourceFiles } from './project.ts'

const MOST_SHARED_LINES = 5

const files = sourceFiles().flatMap((path) => {
  const group = /^src\/sources\/([^/]+)\//.exec(path)?.[1]
  return group === undefined || path.endsWith('.generated.ts') ? [] : [{ path, group, text: readProjectFile(path) }]
})

const BLOCK = ['one()', 'two()', 'three()', 'four()', 'five()', 'six()']
const file = (group: string, lines: readonly string[]) => ({ path: `${group}.ts`, group, text: lines.join('\n') })

describe('what two sources share', () => {
  it(`lives in the kit: no block of ${MOST_SHARED_LINES + 1} lines stands in two of them`, () =>
    expect(duplicatesAmong(files, MOST_SHARED_LINES + 1)).toEqual([]))

  it('is looked for in every source', () => expect(new Set(files.map(({ group }) => group)).size).toBeGreaterThan(3))
})

describe('looking for blocks', () => {
  it('finds one that is set in otherwise, with other comments and brackets', () => {
    const other = ['start()', ...BLOCK.flatMap((line) => [`    ${line}`, '// why', '}'])]
    expect(duplicatesAmong([file('a', BLOCK), file('b', other)], 6)).toEqual([
      { places: ['a.ts:1', 'b.ts:2'], lines: 6, begins: 'one()' },
    ])
  })

  it('tells a longer block once', () => {
    const long = [...BLOCK, 'seven()', 'eight()']
    expect(duplicatesAmong([file('a', long), file('b', long)], 6).map(({ lines }) => lines)).toEqual([8])
  })

  it.each([
    ['in one source', file('a', BLOCK)],
    ['that is a line shorter', file('b', BLOCK.slice(1))],
    ['with another line in between', file('b', [...BLOCK.slice(0, 3), 'other()', ...BLOCK.slice(3)])],
  ])('lets a block pass %s', (_, second) => expect(duplicatesAmong([file('a', BLOCK), second], 6)).toEqual([]))

  it('reads past imports, comments and lone brackets', () => {
    const text = "import { a } from 'a'\nimport {\n  b,\n  c,\n} from 'b'\n\n/** Says so. */\n// why\nconst d = {\n}\n"
    expect(substanceOf(text)).toEqual([{ number: 9, text: 'const d = {' }])
  })
})
