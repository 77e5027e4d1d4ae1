import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import type { AnySource } from '../src/kit/define-source.ts'
import { SOURCES } from '../src/sources/index.ts'
import { errorsTable, statusTable } from './source-pages/errors.ts'
import { graphOf, linksTable, mutationsTable, queriesTable } from './source-pages/fields.ts'
import { readsTable, writesTable } from './source-pages/operations.ts'
import { permissionsTable } from './source-pages/permissions.ts'
import { quotaTable } from './source-pages/quota.ts'
import { settingsTable } from './source-pages/settings.ts'
import { code, count, table } from './source-pages/table.ts'
import { webhookTable } from './source-pages/webhook.ts'

/** `npm run docs`: writes what of docs/sources can be read from the sources, between markers that name it. */
const FOLDER = join(import.meta.dirname, '..', 'docs', 'sources')

type Parts = Readonly<Record<string, () => string>>

const ofSource = (source: AnySource): Parts => {
  const graph = graphOf(source)
  return {
    settings: () => settingsTable(source),
    permissions: () => permissionsTable(source),
    queries: () => queriesTable(source, graph),
    links: () => linksTable(source, graph),
    mutations: () => mutationsTable(source, graph),
    reads: () => readsTable(source),
    writes: () => writesTable(source),
    quota: () => quotaTable(source),
    errors: () => errorsTable(source),
    webhook: () => webhookTable(source),
  }
}

const sourcesTable = (): string =>
  table(
    ['Source', 'What it is', 'Reads', 'Writes'],
    SOURCES.map(({ name, description, operations }) => {
      const kinds = Object.values(operations).map(({ kind }) => kind)
      const many = (wanted: string): string => count(kinds.filter((kind) => kind === wanted).length)
      return [`[${code(name)}](${name}.md)`, description, many('read'), many('write')]
    }),
  )

const pages: readonly (readonly [file: string, parts: Parts])[] = [
  ['README.md', { sources: sourcesTable, statuses: statusTable }],
  ...SOURCES.map((source) => [`${source.name}.md`, ofSource(source)] as const),
]

const BEGIN = (part: string): string => `<!-- ${part}: written by \`npm run docs\` -->`
const END = (part: string): string => `<!-- /${part} -->`

const replacePart = (text: string, part: string, content: string): string => {
  const begin = text.indexOf(BEGIN(part))
  const end = text.indexOf(END(part))
  if (begin < 0 || end < begin) throw new Error(`the lines "${BEGIN(part)}" and "${END(part)}" are missing`)
  // Aligned, the wider tables would be mostly blanks.
  return `${text.slice(0, begin)}${BEGIN(part)}\n<!-- prettier-ignore-start -->\n\n${content}\n\n<!-- prettier-ignore-end -->\n${text.slice(end)}`
}

/** A page as it stands, and as it would be written now. */
export interface Page {
  readonly file: string
  readonly current: string
  readonly updated: string
}

const renew = async (file: string, parts: Parts): Promise<Page> => {
  const path = join(FOLDER, file)
  if (!existsSync(path)) throw new Error(`docs/sources/${file} is missing: every source has a page`)
  const current = readFileSync(path, 'utf8')
  const whole = Object.entries(parts).reduce((text, [part, write]) => replacePart(text, part, write()), current)
  return { file, current, updated: await format(whole, { ...(await resolveConfig(path)), parser: 'markdown' }) }
}

/** Every page of docs/sources. */
export const renewPages = (): Promise<readonly Page[]> => Promise.all(pages.map(([file, parts]) => renew(file, parts)))

if (import.meta.main) for (const { file, updated } of await renewPages()) writeFileSync(join(FOLDER, file), updated)
