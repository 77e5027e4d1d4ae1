import { Command } from 'commander'
import { ConfigError } from '../config/problem.ts'
import { readConfig } from '../config/read-config.ts'
import { startHeadwaters } from '../main.ts'
import { SetupError } from '../server/setup-error.ts'
import { closeOnSignals } from '../server/shutdown.ts'
import { SOURCES } from '../sources/index.ts'

/** Reads `.env` where there is one; what the environment already says stays. */
const loadDotEnv = (): void => {
  try {
    process.loadEnvFile('.env')
  } catch {
    // There need not be one.
  }
}

const start = async (): Promise<void> => {
  loadDotEnv()
  const headwaters = await startHeadwaters(readConfig(process.env, SOURCES))
  closeOnSignals({ close: headwaters.close, log: (message) => process.stderr.write(`${message}\n`) })
}

const explain = (thrown: unknown): void => {
  const isOurs = thrown instanceof ConfigError || thrown instanceof SetupError
  const text = isOurs ? thrown.message : thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  process.stderr.write(`${text}\n`)
  process.exitCode = isOurs ? 78 : 1
}

/** `headwaters start`: reads the environment and serves. Exits with 78 (EX_CONFIG) when the configuration is wrong. */
export const startCommand = (): Command =>
  new Command('start')
    .description('Start the server. Sources without credentials run on their sandboxes, but not in production.')
    .action(() => start().catch(explain))
