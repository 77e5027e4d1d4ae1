import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toPascal } from '../../kit/names.ts'
import { CommandError } from '../usage-error.ts'

const TEMPLATES = fileURLToPath(new URL('../../../templates/', import.meta.url))

/** The templates that there are. */
export const TEMPLATE_NAMES = ['rest', 'graphql', 'blank'] as const

/** What a source is written from, and to. */
export interface NewSource {
  readonly name: string
  readonly template: (typeof TEMPLATE_NAMES)[number]
  /** The folder that it gets. */
  readonly folder: string
  /** Whether it stands in this repository, where sources know the kit by its path. */
  readonly isInside: boolean
}

/** The template's words for the vendor, in the three ways in which they are written. */
const rename = (text: string, name: string): string =>
  text.replaceAll('acme', name).replaceAll('Acme', toPascal(name)).replaceAll('ACME', name.toUpperCase())

const write = (path: string, text: string): string => {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { flag: 'wx' })
  return path
}

/** Writes a source's folder; never over what is there. Answers the files. */
export const writeSource = ({ name, template, folder, isInside }: NewSource): readonly string[] => {
  if (existsSync(folder)) throw new CommandError(`${folder} is there already; take another name, or --dir`)
  const from = join(TEMPLATES, template)
  return readdirSync(from)
    .filter((file) => !isInside || !file.endsWith('.test.ts'))
    .map((file) => {
      const text = rename(readFileSync(join(from, file), 'utf8'), name)
      return write(join(folder, file), isInside ? text.replaceAll(`'headwaters'`, `'../../kit/index.ts'`) : text)
    })
}

/** Writes a config file that joins the source; null when there is one already. */
export const writeConfig = (folder: string, name: string, modulePath: string): string | null => {
  const path = join(folder, 'headwaters.config.ts')
  if (existsSync(path)) return null
  const text = `import { defineConfig } from 'headwaters'
import { ${name} } from '${modulePath}'

export default defineConfig({
  sources: [${name}],
})
`
  return write(path, text)
}
