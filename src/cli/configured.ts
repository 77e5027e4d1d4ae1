import { openProject, type Project } from '../config/open-project.ts'
import { ConfigError } from '../config/problem.ts'
import { readConfig, type Config } from '../config/read-config.ts'
import { SOURCES } from '../sources/index.ts'
import { leadToOwnPackage } from './own-package.ts'
import type { ConfigOption } from './run.ts'

/** Reads `.env` where there is one; what the environment already says stays. */
const loadDotEnv = (): void => {
  try {
    process.loadEnvFile('.env')
  } catch {
    // There need not be one.
  }
}

/** The sources and extensions of this folder. Problems are in the answer, so that others can be told with them. */
const findProject = ({ config }: ConfigOption): Promise<Project> => {
  loadDotEnv()
  leadToOwnPackage()
  return openProject({ folder: process.cwd(), file: config }, { sources: SOURCES })
}

/** The sources and extensions of this folder, whatever the environment says. */
export const loadProject = async (options: ConfigOption): Promise<Project> => {
  const project = await findProject(options)
  if (project.problems !== undefined && project.problems.length > 0) throw new ConfigError(project.problems)
  return project
}

/** Everything that the config file and the environment of this folder decide. */
export const loadConfig = async (options: ConfigOption): Promise<Config> => {
  const { sources, ...across } = await findProject(options)
  return readConfig(process.env, sources, across)
}

/** How calls leave this machine (proxy, authorities, networks), whatever the sources and the mode of the server. */
export const loadEgress = (): Config['egress'] => {
  loadDotEnv()
  const {
    NODE_ENV: _mode,
    HOST: _host,
    HEADWATERS_SOURCES: _sources,
    HEADWATERS_SANDBOX: _sandbox,
    ...rest
  } = process.env
  return readConfig(rest, []).egress
}
