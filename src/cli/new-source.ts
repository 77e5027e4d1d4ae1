import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Command } from 'commander'
import { suggest } from '../core/nearest.ts'
import { checkSourceName } from '../kit/check-source.ts'
import { SOURCES } from '../sources/index.ts'
import { TEMPLATE_NAMES, writeConfig, writeSource, type NewSource } from './new-source/write-source.ts'
import { act, type Told } from './run.ts'
import { UsageError } from './usage-error.ts'

interface NewSourceOptions {
  readonly template: string
  readonly dir?: string
}

const readName = (name: string): string => {
  const [problem] = checkSourceName(name)
  if (problem !== undefined) throw new UsageError(`The name ${problem.issue}.`)
  if (SOURCES.some((source) => source.name === name))
    throw new UsageError(`Headwaters comes with a source "${name}"; take another name.`)
  return name
}

const readTemplate = (given: string): NewSource['template'] => {
  const found = TEMPLATE_NAMES.find((known) => known === given)
  if (found !== undefined) return found
  throw new UsageError(`There is no template "${given}"; ${suggest(given, TEMPLATE_NAMES)}`)
}

/** The repository of Headwaters itself. */
const isRepository = (folder: string): boolean =>
  existsSync(join(folder, 'src/sources/index.ts')) && existsSync(join(folder, 'src/kit/index.ts'))

const stepsInside = (name: string): readonly string[] => [
  `Add it to src/sources/index.ts: import { ${name} } from './${name}/index.ts', and ${name} to the list.`,
  'Run: npm test -- test/sources/contract.test.ts',
  'Run: npm run codegen, and read what it adds to schema/schema.graphql.',
]

const stepsOutside = (name: string, files: readonly string[], config: string | null): readonly string[] => [
  ...(config === null ? [`Add ${name} to \`sources\` in headwaters.config.ts.`] : []),
  `Run: node --test ${files.find((file) => file.endsWith('.test.ts')) ?? '.'}`,
  'Run: npx headwaters dev',
]

const run = (given: string, options: NewSourceOptions): Told => {
  const name = readName(given)
  const template = readTemplate(options.template)
  const here = process.cwd()
  const isInside = options.dir === undefined && isRepository(here)
  const folder = resolve(here, options.dir ?? join(isInside ? 'src/sources' : 'sources', name))
  const files = writeSource({ name, template, folder, isInside }).map((file) => relative(here, file))
  const modulePath = `./${relative(here, join(folder, 'index.ts'))}`
  const config = isInside ? null : writeConfig(here, name, modulePath)
  const written = config === null ? files : [...files, relative(here, config)]
  const steps = isInside ? stepsInside(name) : stepsOutside(name, files, config)
  return {
    json: { name, template, files: written, steps },
    text: [...written.map((file) => `wrote ${file}`), '', ...steps.map((step, at) => `${at + 1}. ${step}`)].join('\n'),
  }
}

/** `headwaters new-source <name>`: writes a source that passes the conformance suite at once. */
export const newSourceCommand = (): Command =>
  act<NewSourceOptions>(
    new Command('new-source')
      .description('Write the folder of a new source; it passes the conformance suite at once, and is yours to change.')
      .argument('<name>', 'a lower-case word: the field, and the prefix of types and variables')
      .option('-t, --template <template>', `what the vendor speaks: ${TEMPLATE_NAMES.join(', ')}`, 'rest')
      .option('-d, --dir <folder>', 'where to write it (default: sources/<name>)'),
    async ({ args, options }) => run(String(args[0]), options),
  )
