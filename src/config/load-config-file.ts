import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { HeadwatersConfig } from '../kit/define-config.ts'
import { checkConfigFile } from './check-config-file.ts'
import { explainImport } from './explain-import.ts'
import { isRecord } from '../kit/source-problem.ts'
import type { ConfigProblem } from './problem.ts'

/** What came of loading a config file. */
export interface LoadedConfigFile {
  readonly config: HeadwatersConfig
  readonly problems: readonly ConfigProblem[]
}

/** Where a config file is, and what it is checked against. */
export interface ConfigFilePlace {
  /** The whole path. */
  readonly path: string
  /** The folder that messages tell paths from. */
  readonly folder: string
  /** The names of the sources that Headwaters comes with. */
  readonly builtIn: readonly string[]
}

const failed = (variable: string, issue: string): LoadedConfigFile => ({ config: {}, problems: [{ variable, issue }] })

/** A file without any import or export passes for CommonJS, whose default is then an empty object. */
const isEmptyCommonJs = (module: Readonly<Record<string, unknown>>): boolean => {
  const exported = module['module.exports']
  return isRecord(exported) && Object.keys(exported).length === 0
}

/** Loads and checks a config file. It never throws: what is wrong is in `problems`. */
export const loadConfigFile = async ({ path, folder, builtIn }: ConfigFilePlace): Promise<LoadedConfigFile> => {
  const file = relative(folder, path)
  if (!existsSync(path)) return failed(file, 'does not exist; check the path after --config')
  try {
    const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>
    const isEmpty = isEmptyCommonJs(module)
    if (isEmpty || !Object.hasOwn(module, 'default')) {
      const names = isEmpty ? [] : Object.keys(module)
      const what = names.length === 0 ? 'exports nothing' : `exports ${names.join(', ')}, but no default`
      return failed(file, `${what}; write: export default defineConfig({ … })`)
    }
    return checkConfigFile(module['default'], { file, builtIn })
  } catch (thrown) {
    return failed(file, explainImport(thrown, folder))
  }
}
