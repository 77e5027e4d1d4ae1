import { Command } from 'commander'
import { tellServer } from './control/ask.ts'
import { act } from './run.ts'

interface CacheOptions {
  readonly port?: string
}

const clearCommand = (): Command =>
  act<CacheOptions>(
    new Command('clear')
      .description('Let a running server forget what it remembers, all of it or what wears a tag.')
      .argument('[tag]', 'for instance customer:cus_1, or stripe:customer:cus_1 for one source alone')
      .option('-p, --port <port>', 'which server, by its port, where several are running'),
    async ({ args, options }) => {
      const tag = args[0] as string | undefined
      const done = await tellServer({ action: 'clear', ...(tag === undefined ? {} : { tag }) }, options.port)
      return { text: done, json: { tag: tag ?? null, done } }
    },
  )

/** `headwaters cache clear [tag]`: lets a running server forget. */
export const cacheCommand = (): Command =>
  new Command('cache').description('What a running server remembers.').addCommand(clearCommand())
