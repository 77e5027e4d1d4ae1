import type { AnySource } from '../kit/define-source.ts'
import { findConfigFile } from './find-config-file.ts'
import { loadConfigFile } from './load-config-file.ts'
import type { Across } from './read-config.ts'

/** What Headwaters comes with. */
export interface BuiltIn {
  readonly sources: readonly AnySource[]
}

/** What a server is made of: the sources that there are, and what stands across them. */
export interface Project extends Across {
  readonly sources: readonly AnySource[]
}

/** Where a project is looked for. */
export interface ProjectPlace {
  /** The folder that the command was started in. */
  readonly folder: string
  /** The config file that was named; otherwise the one in the folder, if there is one. */
  readonly file?: string | undefined
}

/** Puts together what Headwaters comes with and what the config file adds. Problems are in the answer. */
export const openProject = async (place: ProjectPlace, builtIn: BuiltIn): Promise<Project> => {
  const { folder } = place
  const path = findConfigFile(folder, place.file)
  if (path === null) return builtIn
  const names = builtIn.sources.map(({ name }) => name)
  const { config, problems } = await loadConfigFile({ path, folder, builtIn: names })
  const { sources = [], extensions = [], plugins = [], builtIn: chosen = 'all' } = config
  const isChosen = ({ name }: AnySource): boolean => chosen === 'all' || (chosen !== 'none' && chosen.includes(name))
  return {
    sources: [...builtIn.sources.filter(isChosen), ...sources],
    extensions,
    plugins,
    problems,
  }
}
