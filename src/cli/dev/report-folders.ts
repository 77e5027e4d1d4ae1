import { registerHooks } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

// Loaded before anything else in a server that `headwaters dev` runs: tells it which folders the server's code comes from.
const told = new Set<string>()

registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context)
    if (resolved.url.startsWith('file:') && !resolved.url.includes('/node_modules/')) {
      const folder = dirname(fileURLToPath(resolved.url))
      if (!told.has(folder)) process.send?.({ watch: folder })
      told.add(folder)
    }
    return resolved
  },
})
