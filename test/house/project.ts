import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ts from 'typescript'

/** The folder of the repository. */
export const ROOT = join(import.meta.dirname, '..', '..')

/** The text of a file of the repository. */
export const readProjectFile = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('node_modules/'))
    .sort()

/** TypeScript files of `src/`, as paths from the repository's root. */
export const sourceFiles = (): readonly string[] => walk(join(ROOT, 'src')).filter((path) => /\.tsx?$/.test(path))

/** Every file that git would commit: tracked ones, and new ones that are not ignored. */
export const committedFiles = (): readonly string[] => {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(ROOT, path)))
}

/** A file as a syntax tree, its parents set. */
export const parseSource = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
