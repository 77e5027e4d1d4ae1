import cluster from 'node:cluster'
import { Command } from 'commander'
import { startHeadwaters } from '../main.ts'
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

const start = async (options: ConfigOption): Promise<void> => {
  const config = await loadConfig(options)
  const headwaters = await startHeadwaters(config)
  const sources = [...new Set(config.mounts.map(({ source }) => source))]
  const endControl = config.isProduction
    ? () => undefined
    : await openControl({ registry: headwaters.registry, sources }, headwaters.url).catch((thrown: unknown) => {
        say(`\`headwaters fault\` and \`headwaters cache\` cannot reach this server: ${explain(thrown).text}`)
        return () => undefined
      })
  const close = (): Promise<boolean> => {
    endControl()
    return headwaters.close()
  }
  closeOnSignals({ close, log: say, process: host })
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
