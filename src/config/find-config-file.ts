import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The names that are looked for, in this order. */
export const CONFIG_FILES = [
  'headwaters.config.ts',
  'headwaters.config.mts',
  'headwaters.config.js',
  'headwaters.config.mjs',
] as const

/** The config file of a folder, or the one that was named; null when there is none and none was named. */
export const findConfigFile = (folder: string, named?: string): string | null => {
  if (named !== undefined) return resolve(folder, named)
  const found = CONFIG_FILES.find((name) => existsSync(resolve(folder, name)))
  return found === undefined ? null : resolve(folder, found)
}
