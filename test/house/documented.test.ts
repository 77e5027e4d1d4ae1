import { describe, expect, it } from 'vitest'
import { undocumentedExports } from './documented.ts'
import { readProjectFile, sourceFiles } from './project.ts'

const written = sourceFiles().filter((path) => !path.endsWith('.generated.ts'))

describe('what src exports', () => {
  it('has a sentence of TSDoc, each of it', () =>
    expect(written.flatMap((path) => undocumentedExports(path, readProjectFile(path)))).toEqual([]))
})

describe('the rule itself', () => {
  it.each([
    'export const a = 1',
    '// Not TSDoc.\nexport const a = 1',
    '/** */\nexport const a = 1',
    '/** @internal */\nexport const a = 1',
    'export interface a { b: string }',
    'export type a = string',
    'export function a(): void {}',
    'export class a {}',
  ])('asks for a sentence: %s', (text) => expect(undocumentedExports('core/a.ts', text)).toEqual(['core/a.ts: a']))

  it.each([
    '/** The first letter. */\nexport const a = 1',
    'const a = 1\nexport { a }',
    '/** The first letter. */\nexport function a(b: 1): void\nexport function a(b: 2): void\nexport function a(): void {}',
  ])('is content with: %s', (text) => expect(undocumentedExports('core/a.ts', text)).toEqual([]))
})
