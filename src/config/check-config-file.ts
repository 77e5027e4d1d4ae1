import { suggest } from '../core/nearest.ts'
import { checkSource } from '../kit/check-source.ts'
import type { HeadwatersConfig } from '../kit/define-config.ts'
import type { AnySource } from '../kit/define-source.ts'
import { rehearseSource } from '../kit/rehearse-source.ts'
import { isRecord, nameKind, type SourceProblem } from '../kit/source-problem.ts'
import type { ConfigProblem } from './problem.ts'

/** The keys of a config file; a record, so that a new one cannot be forgotten here. */
const KEYS: Readonly<Record<keyof HeadwatersConfig, true>> = {
  sources: true,
  builtIn: true,
  extensions: true,
  plugins: true,
}

/** What a config file is checked against. */
export interface ConfigFileFacts {
  /** How the file is called in messages. */
  readonly file: string
  /** The names of the sources that Headwaters comes with. */
  readonly builtIn: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>
type Report = (where: string, issue: string) => void

const listOf = (value: unknown, key: string, report: Report): readonly unknown[] => {
  if (value === undefined) return []
  if (Array.isArray(value)) return value
  report(key, `is ${nameKind(value)}, not a list`)
  return []
}

const checkBuiltIn = (value: unknown, known: readonly string[], report: Report): void => {
  if (value === undefined || value === 'all' || value === 'none') return
  if (!Array.isArray(value)) return report('builtIn', "has to be 'all', 'none' or a list of names")
  for (const name of value) {
    if (!known.some((one) => one === name))
      report('builtIn', `there is no source "${String(name)}"; ${suggest(String(name), known)}`)
  }
}

const nameOf = (source: unknown): string | null =>
  isRecord(source) && typeof source['name'] === 'string' && source['name'] !== '' ? source['name'] : null

/** `sources[1] (acme).operations.charge`: where in the file something stands. */
const placeOf = (index: number, source: unknown, where: string): string => {
  const name = nameOf(source)
  return `sources[${index}]${name === null ? '' : ` (${name})`}${where === '' ? '' : ` ${where}`}`
}

const wanted = (value: unknown, known: readonly string[]): readonly string[] => {
  if (value === 'none') return []
  return Array.isArray(value) ? known.filter((name) => value.includes(name)) : known
}

const checkTaken = (sources: readonly unknown[], taken: readonly string[], report: Report): void => {
  const names = sources.map(nameOf)
  for (const [index, name] of names.entries()) {
    if (name === null) continue
    const first = names.indexOf(name)
    if (first < index)
      report(placeOf(index, sources[index], ''), `has the name of sources[${first}]; a name is given once`)
    if (taken.includes(name))
      report(
        placeOf(index, sources[index], ''),
        `has the name of a source that Headwaters comes with; take another name, or leave that one out with builtIn`,
      )
  }
}

/** Whether a value passes for a source; only such a one can be rehearsed. */
const isSource = (value: unknown, problems: readonly SourceProblem[]): value is AnySource =>
  value !== undefined && problems.length === 0

const checkSources = (sources: readonly unknown[], taken: readonly string[], report: Report): readonly AnySource[] => {
  checkTaken(sources, taken, report)
  const names = sources.map(nameOf).filter((name) => name !== null)
  return sources.flatMap((source, index) => {
    const told = checkSource(source)
    const others = [...taken, ...names.filter((name) => name !== nameOf(source))]
    const all = isSource(source, told) ? rehearseSource(source, others) : told
    for (const { where, issue } of all) report(placeOf(index, source, where), issue)
    return isSource(source, told) && all.length === 0 ? [source] : []
  })
}

const checkExtensions = (extensions: readonly unknown[], report: Report): void => {
  for (const [index, extension] of extensions.entries()) {
    const isWhole = isRecord(extension) && typeof extension['schema'] === 'function' && nameOf(extension) !== null
    if (!isWhole)
      report(
        `extensions[${index}]`,
        `is ${nameKind(extension)} without a name and a schema function; make it with defineExtension()`,
      )
  }
}

const checkPlugins = (plugins: readonly unknown[], report: Report): void => {
  for (const [index, plugin] of plugins.entries()) {
    if (!isRecord(plugin))
      report(
        `plugins[${index}]`,
        `is ${nameKind(plugin)}, not a Yoga plugin; call it where it is a function: usePlugin()`,
      )
  }
}

/** A config file's default export, checked: what can be used of it, and every problem. */
export const checkConfigFile = (
  exported: unknown,
  facts: ConfigFileFacts,
): { readonly config: HeadwatersConfig; readonly problems: readonly ConfigProblem[] } => {
  const problems: ConfigProblem[] = []
  const report: Report = (where, issue) =>
    void problems.push({ variable: `${facts.file}${where === '' ? '' : ` › ${where}`}`, issue })
  if (!isRecord(exported)) {
    report('', `exports ${nameKind(exported)} as its default; write: export default defineConfig({ … })`)
    return { config: {}, problems }
  }
  const given: Fields = exported
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(KEYS, key)) report(key, `is no setting; ${suggest(key, Object.keys(KEYS))}`)
  }
  checkBuiltIn(given['builtIn'], facts.builtIn, report)
  const extensions = listOf(given['extensions'], 'extensions', report)
  const plugins = listOf(given['plugins'], 'plugins', report)
  checkExtensions(extensions, report)
  checkPlugins(plugins, report)
  const taken = wanted(given['builtIn'], facts.builtIn)
  const sources = checkSources(listOf(given['sources'], 'sources', report), taken, report)
  return { config: { ...(exported as HeadwatersConfig), sources }, problems }
}
