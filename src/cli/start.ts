import cluster from 'node:cluster'
import { Command } from 'commander'
import type { Config } from '../config/read-config.ts'
import { startHeadwaters, type Headwaters } from '../main.ts'
import { closeOnSignals, type ProcessLike } from '../server/shutdown.ts'
import { loadConfig } from './configured.ts'
import { openControl } from './control/listen.ts'
import { explain } from './explain.ts'
import { CONFIG_OPTION, type ConfigOption } from './run.ts'

const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** Under `headwaters dev` a Ctrl-C reaches this process as well as that one, and it is that one which decides. */
const host: ProcessLike = {
  on: (signal, run) => process.on(signal, cluster.isWorker && signal === 'SIGINT' ? () => undefined : run),
  exit: (code) => process.exit(code),
}

/** Opens what the owner controls the server through; without it the server serves all the same. */
const control = (config: Config, { registry, url }: Headwaters): Promise<() => void> => {
  const nothing = (): void => undefined
  if (config.isProduction) return Promise.resolve(nothing)
  const sources = [...new Set(config.mounts.map(({ source }) => source))]
  return openControl({ registry, sources }, url).catch((thrown: unknown) => {
    say(`\`headwaters fault\` and \`headwaters cache\` cannot reach this server: ${explain(thrown).text}`)
    return nothing
  })
}

const start = async (options: ConfigOption): Promise<void> => {
  const config = await loadConfig(options)
  const starting = startHeadwaters(config)
  // From here on, so that a signal which follows the first line of the log on its heels finds somebody.
  closeOnSignals({ close: async () => (await serving).close(), log: say, process: host })
  const serving = starting.then(async (headwaters) => {
    const endControl = await control(config, headwaters)
    const close = (): Promise<boolean> => {
      endControl()
      return headwaters.close()
    }
    return { close }
  })
  await serving
}

/** What was opened before the failure would keep the process alive. */
const leave = (thrown: unknown): void => {
  const { text, exitCode } = explain(thrown)
  process.stderr.write(`${text}\n`, () => process.exit(exitCode))
}

/** `headwaters start`: reads config file and environment, and serves. Exits with 78 (EX_CONFIG) when either is wrong. */
export const startCommand = (): Command =>
  new Command('start')
    .description('Start the server. Sources without credentials run on their sandboxes, but not in production.')
    .option(...CONFIG_OPTION)
    .action((options: ConfigOption) => start(options).catch(leave))
