import { Command } from 'commander'
import { VERSION } from '../version.ts'
import { keyCommand } from './key.ts'
import { startCommand } from './start.ts'

const program = new Command('headwaters')
  .description('One GraphQL endpoint over the third-party APIs that a product depends on.')
  .version(VERSION)
  .showHelpAfterError('(see `headwaters --help`)')
  .addCommand(startCommand())
  .addCommand(keyCommand())

await program.parseAsync()
