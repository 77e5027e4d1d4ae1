import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'
import { parseSource, readProjectFile, ROOT } from './project.ts'

const PATH = 'docs/operate.md'
const BEGIN = '<!-- options: written by `node test/house/options-table.ts` -->'
const END = '<!-- /options -->'

/** The interfaces whose fields are options of the outbound line, and where each is set. */
const PLACES: readonly (readonly [heading: string, path: string, name: string])[] = [
  ['`timeouts` of a source', 'src/upstream/profile.ts', 'TimeoutOptions'],
  ['`retry` of a source', 'src/upstream/profile.ts', 'RetryOptions'],
  ['`breaker` of a source', 'src/upstream/profile.ts', 'BreakerOptions'],
  ['`quota` of a source, for each class of calls', 'src/upstream/profile.ts', 'QuotaClass'],
  ['`pool` of a source', 'src/upstream/profile.ts', 'PoolOptions'],
  ['`tls` of a source, and of the process', 'src/upstream/tls-options.ts', 'TlsOptions'],
  ['The way out, of the process', 'src/upstream/egress.ts', 'EgressOptions'],
]

const textOf = (comment: ts.JSDoc['comment']): string =>
  (ts.getTextOfJSDocComment(comment) ?? '').replace(/\s+/g, ' ').trim()

/** One option: what it is, with its unit, what it is when nobody says, and where that comes from. */
export interface Option {
  readonly name: string
  readonly meaning: string
  readonly byDefault: string
  readonly source: string
}

const toOption = (member: ts.PropertySignature): Option => {
  const tags = ts.getJSDocTags(member)
  const tag = (name: string): string => textOf(tags.find(({ tagName }) => tagName.text === name)?.comment)
  const [comment] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc)
  // TypeScript reads the first word after `@see` as a name that it might link.
  const see = tags.find(ts.isJSDocSeeTag)
  const seen =
    see === undefined
      ? ''
      : see
          .getText()
          .replace(/^@see\s+/, '')
          .replace(/[\s*]+/g, ' ')
  return {
    name: member.name.getText(),
    meaning: textOf(comment?.comment),
    byDefault: tag('default'),
    source: seen.trim() || 'ours',
  }
}

/** The options of an interface, in their order. */
export const optionsOf = (path: string, name: string): readonly Option[] => {
  const found = parseSource(path, readProjectFile(path)).statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  )
  if (found === undefined || !ts.isInterfaceDeclaration(found)) throw new Error(`${path} has no interface ${name}`)
  return found.members.filter(ts.isPropertySignature).map(toOption)
}

/** Every option, by the place where it is set. */
export const allOptions = (): readonly (readonly [heading: string, options: readonly Option[]])[] =>
  PLACES.map(([heading, path, name]) => [heading, optionsOf(path, name)])

const toTable = (options: readonly Option[]): string =>
  [
    '| Option | What | Default | Source |',
    '| --- | --- | --- | --- |',
    ...options.map(({ name, meaning, byDefault, source }) => `| \`${name}\` | ${meaning} | ${byDefault} | ${source} |`),
  ].join('\n')

/** docs/operate.md as it stands. */
export const currentManual = (): string => readProjectFile(PATH)

/** docs/operate.md with the tables of options as the source has them. */
export const updatedManual = async (): Promise<string> => {
  const text = currentManual()
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`${PATH} needs the lines "${BEGIN}" and "${END}", in this order`)
  const tables = allOptions().map(([heading, options]) => `### ${heading}\n\n${toTable(options)}`)
  const whole = `${text.slice(0, begin)}${BEGIN}\n\n${tables.join('\n\n')}\n\n${text.slice(end)}`
  return format(whole, { ...(await resolveConfig(join(ROOT, PATH))), parser: 'markdown' })
}

if (import.meta.main) writeFileSync(join(ROOT, PATH), await updatedManual())
