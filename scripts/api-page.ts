import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILE = join(ROOT, 'docs/api.md')

/** The public entries of the package, and the modules behind them. */
const ENTRIES = [
  ['headwaters', 'src/kit/index.ts', 'What sources, extensions and config files are written with.'],
  ['headwaters/testing', 'src/testing/index.ts', 'What sources are tested with.'],
] as const

const BEGIN = '<!-- written by `node scripts/api-page.ts` -->'
const END = '<!-- end -->'

interface Exported {
  readonly name: string
  readonly kind: 'value' | 'type'
  readonly sentence: string
}

const parse = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)

const namesOf = (statement: ts.Statement): readonly string[] => {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText())
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return isNamed && statement.name !== undefined ? [statement.name.text] : []
}

const isType = (statement: ts.Statement): boolean =>
  ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)

const commentOf = (statement: ts.Statement): string =>
  ts
    .getJSDocCommentsAndTags(statement)
    .map((comment) => (ts.isJSDoc(comment) ? (ts.getTextOfJSDocComment(comment.comment) ?? '') : ''))
    .join(' ')

/** The first sentence of a comment, links as their names. */
const firstSentence = (comment: string): string => {
  const plain = comment
    .replaceAll(/\{@link ([^}]+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return (/^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain).replaceAll('|', '\\|')
}

const describe = (path: string, name: string): Exported => {
  const found = parse(path).statements.filter((statement) => namesOf(statement).includes(name))
  const sentence = found.map((statement) => firstSentence(commentOf(statement))).find((text) => text !== '')
  return { name, kind: found.every(isType) ? 'type' : 'value', sentence: sentence ?? '' }
}

/** Names that come from a package of somebody else. */
const FOREIGN: Readonly<Record<string, string>> = {
  z: 'Zod, the copy that the shapes of the kit are made with.',
  FieldMap: 'Pothos: fields by name.',
  TypedDocumentNode: 'A GraphQL document with the types of its answer and variables.',
}

/** Everything that an entry exports, by name. */
export const exportsOf = (entry: string): readonly Exported[] =>
  parse(join(ROOT, entry))
    .statements.filter(ts.isExportDeclaration)
    .flatMap(({ exportClause, moduleSpecifier, isTypeOnly }) => {
      if (exportClause === undefined || !ts.isNamedExports(exportClause)) return []
      const from = moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : ''
      return exportClause.elements.map((element): Exported => {
        const name = element.name.text
        const kind = isTypeOnly || element.isTypeOnly ? 'type' : 'value'
        if (!from.startsWith('.')) return { name, kind, sentence: FOREIGN[name] ?? '' }
        return { ...describe(join(ROOT, dirname(entry), from), name), kind }
      })
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))

const printEntry = ([name, module, sentence]: (typeof ENTRIES)[number]): string => {
  const rows = exportsOf(module).map((one) => `| \`${one.name}\` | ${one.kind} | ${one.sentence} |`)
  return [`## \`${name}\``, '', sentence, '', '| Name | | |', '| --- | --- | --- |', ...rows].join('\n')
}

/** The page as it stands. */
export const currentPage = (): string => readFileSync(FILE, 'utf8')

/** The page as it should stand: what is written by hand, and the tables. */
export const updatedPage = async (): Promise<string> => {
  const { format, resolveConfig } = await import('prettier')
  const [before = '', rest = ''] = currentPage().split(BEGIN)
  const after = rest.split(END)[1] ?? '\n'
  const text = `${before}${BEGIN}\n\n${ENTRIES.map(printEntry).join('\n\n')}\n\n${END}${after}`
  return format(text, { ...(await resolveConfig(FILE)), parser: 'markdown' })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(FILE, await updatedPage())
  console.log(`wrote ${relative(process.cwd(), FILE)}`)
}
