import { Command } from 'commander'
import { createApiKey, hashApiKey } from '../server/callers/api-key.ts'
import { act, type Told } from './run.ts'

const make = (name: string, scopes: readonly string[]): Told => {
  const key = createApiKey()
  const entry = [name, hashApiKey(key), ...(scopes.length > 0 ? [scopes.join(',')] : [])].join(':')
  const text = [
    'Key, shown once; the caller sends it as x-api-key:',
    `  ${key}`,
    'Entry for HEADWATERS_API_KEYS:',
    `  ${entry}`,
  ].join('\n')
  return { text, json: { key, entry } }
}

/** `headwaters key <name> [scope…]`: makes an API key for a service, and the entry that lets it in. */
export const keyCommand = (): Command =>
  act(
    new Command('key')
      .description('Make an API key for a service, and the entry of HEADWATERS_API_KEYS that lets it in.')
      .argument('<name>', 'the name that log lines will say')
      .argument('[scopes...]', 'what it may do beyond reading: mutations, stripe:write, *'),
    async ({ args }) => make(String(args[0]), (args[1] ?? []) as readonly string[]),
  )
