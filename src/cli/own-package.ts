import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/** TypeScript in a clone, JavaScript in a published package: whatever this file itself is. */
const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

const DOORS: ReadonlyMap<string, string> = new Map([
  ['headwaters', new URL(`../kit/index.${ending}`, import.meta.url).href],
  ['headwaters/testing', new URL(`../testing/index.${ending}`, import.meta.url).href],
])

/** Tells of a file that was asked for, but not of what is installed. */
export type OnFile = (path: string) => void

/**
 * Leads every import of `headwaters` to the very modules that run. A second copy, installed beside a config file or by a
 * source's package, would not know the secrets, shapes and errors of this one.
 */
export const leadToOwnPackage = (onFile: OnFile = () => undefined): void => {
  registerHooks({
    resolve: (specifier, context, next) => {
      const door = DOORS.get(specifier)
      if (door !== undefined) return { url: door, shortCircuit: true }
      const resolved = next(specifier, context)
      if (resolved.url.startsWith('file:') && !resolved.url.includes('/node_modules/'))
        onFile(fileURLToPath(resolved.url))
      return resolved
    },
  })
}
