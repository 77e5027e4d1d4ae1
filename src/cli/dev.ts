import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { closeOnSignals } from '../server/shutdown.ts'
import { createRelay } from './dev/relay.ts'
import { createWatch } from './dev/watch.ts'
import { CONFIG_OPTION, type ConfigOption } from './run.ts'

const BIN = fileURLToPath(new URL('../../bin/headwaters.js', import.meta.url))

/** A module that was compiled has the ending of this one. */
const REPORTER = new URL(`./dev/report-folders.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url).href

const say = (text: string): void => void process.stderr.write(`headwaters dev: ${text}\n`)

/**
 * The port belongs to this process, through node:cluster: it hands each connection to a server that takes connections. So
 * the new server is listening before the old one stops, no connection is refused, and requests in flight finish.
 */
const dev = ({ config }: ConfigOption): void => {
  cluster.schedulingPolicy = cluster.SCHED_RR
  cluster.setupPrimary({
    exec: BIN,
    args: ['start', ...(config === undefined ? [] : ['--config', config])],
    execArgv: [...process.execArgv, '--import', REPORTER],
  })
  const watch = createWatch((file) => relay.next(`${file} changed, starting anew`))
  const relay = createRelay({ fork: () => cluster.fork(), onFolder: watch.add, say })
  watch.add(process.cwd())
  relay.next('starting; a change of sources or config starts it anew')
  const close = async (): Promise<boolean> => {
    watch.close()
    await relay.end()
    return true
  }
  closeOnSignals({ close, log: () => undefined })
}

/** `headwaters dev`: like `start`, and a change of sources or config takes effect without one refused connection. */
export const devCommand = (): Command =>
  new Command('dev')
    .description('Start the server, and start it anew on every change; requests in flight finish.')
    .option(...CONFIG_OPTION)
    .action(dev)
