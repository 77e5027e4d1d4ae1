import { Command } from 'commander'
import { createApiKey, hashApiKey } from '../server/callers/api-key.ts'

const print = (name: string, scopes: readonly string[]): void => {
  const key = createApiKey()
  const entry = [name, hashApiKey(key), ...(scopes.length > 0 ? [scopes.join(',')] : [])].join(':')
  process.stdout.write(`Key, shown once; the caller sends it as x-api-key:\n  ${key}\n`)
  process.stdout.write(`Entry for HEADWATERS_API_KEYS:\n  ${entry}\n`)
}

/** `headwaters key <name> [scope…]`: makes an API key for a service, and the entry that lets it in. */
export const keyCommand = (): Command =>
  new Command('key')
    .description('Make an API key for a service, and the entry of HEADWATERS_API_KEYS that lets it in.')
    .argument('<name>', 'the name that log lines will say')
    .argument('[scopes...]', 'what it may do beyond reading: mutations, stripe:write, *')
    .action(print)
