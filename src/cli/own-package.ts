import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/** TypeScript in a clone, JavaScript in a published package: whatever this file itself is. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

const DOOR = /^headwaters(?:\/(?<path>testing|sources\/[a-z0-9-]+))?$/

/** The module of ours that an import of the package means; null for every other import. */
const doorOf = (specifier: string): string | null => {
  const found = DOOR.exec(specifier)
  if (found === null) return null
  return new URL(`../${found.groups?.['path'] ?? 'kit'}/index.${ending}`, import.meta.url).href
}

/** Tells of a file that was asked for, but not of what is installed. */
export type OnFile = (path: string) => void

/**
 * Leads every import of `headwaters` to the very modules that run. A second copy, installed beside a config file or by a
 * source's package, would not know the secrets, shapes and errors of this one.
 */
export const leadToOwnPackage = (onFile: OnFile = () => undefined): void => {
  registerHooks({
    resolve: (specifier, context, next) => {
      const door = doorOf(specifier)
      if (door !== null) return { url: door, shortCircuit: true }
      const resolved = next(specifier, context)
      if (resolved.url.startsWith('file:') && !resolved.url.includes('/node_modules/'))
        onFile(fileURLToPath(resolved.url))
      return resolved
    },
  })
}
