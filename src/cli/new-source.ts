import { Command } from 'commander'
/** x */
export const newSourceCommand = (): Command => new Command('new-source')
