import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readProjectFile } from './project.ts'

const Packages = z.record(z.string(), z.string())
const { dependencies, devDependencies, peerDependencies } = z
  .object({ dependencies: Packages, devDependencies: Packages, peerDependencies: Packages })
  .parse(JSON.parse(readProjectFile('package.json')))

/** The names in the first column of a table, several to a cell; `(peer)` is a remark. */
const namedIn = (text: string): string[] =>
  [...text.matchAll(/^\| (?!Package|-)([^|]+)\|/gm)]
    .flatMap(([, cell = '']) => cell.split(','))
    .map((name) => name.replace('(peer)', '').trim())
    .sort()

const [atRunTime = '', forDevelopment = ''] = readProjectFile('docs/adr/0006-dependencies.md').split(
  '\nFor development only:',
)

describe('docs/adr/0006-dependencies.md has the reason of every dependency, and of no other', () => {
  it('at run time', () =>
    expect(namedIn(atRunTime)).toEqual([...Object.keys(dependencies), ...Object.keys(peerDependencies)].sort()))

  it('for development', () => expect(namedIn(forDevelopment)).toEqual(Object.keys(devDependencies).sort()))
})
