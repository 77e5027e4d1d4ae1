import { Command, CommanderError } from 'commander'
import { VERSION } from '../version.ts'
import { cacheCommand } from './cache.ts'
import { callCommand } from './call.ts'
import { devCommand } from './dev.ts'
import { doctorCommand } from './doctor.ts'
import { EXIT } from './explain.ts'
import { faultCommand } from './fault.ts'
import { keyCommand } from './key.ts'
import { newSourceCommand } from './new-source.ts'
import { schemaCommand } from './schema.ts'
import { sourcesCommand } from './sources.ts'
import { startCommand } from './start.ts'
import { testEndpointCommand } from './test-endpoint.ts'

const createProgram = (): Command =>
  new Command('headwaters')
    .description('One GraphQL endpoint over the third-party APIs that a product depends on.')
    .version(VERSION)
    .addCommand(devCommand())
    .addCommand(startCommand())
    .addCommand(sourcesCommand())
    .addCommand(doctorCommand())
    .addCommand(callCommand())
    .addCommand(testEndpointCommand())
    .addCommand(faultCommand())
    .addCommand(cacheCommand())
    .addCommand(schemaCommand())
    .addCommand(newSourceCommand())
    .addCommand(keyCommand())
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 asked for in a wrong way, 78 the configuration is wrong.')

/** Commander leaves with 1 on a wrong word; here that is 2, for every command below too. */
const setUsage = (command: Command, path: string): void => {
  command.showHelpAfterError(`(see \`${path} --help\`)`).exitOverride((error) => {
    throw error
  })
  for (const below of command.commands) setUsage(below, `${path} ${below.name()}`)
}

/** Runs the command that these words ask for, and sets the exit code. */
export const runCommand = async (words: readonly string[]): Promise<void> => {
  const program = createProgram()
  setUsage(program, 'headwaters')
  try {
    await program.parseAsync(words, { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    process.exitCode = thrown.exitCode === 0 ? EXIT.ok : EXIT.usage
  }
}
