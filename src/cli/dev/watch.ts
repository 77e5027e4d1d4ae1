import { watch, type FSWatcher } from 'node:fs'

/** Files whose change means another server: code, schemas, settings. */
const MATTERS = /(\.([mc]?[jt]sx?|json|graphql)|^\.env(\..+)?)$/

/** An editor writes a file in several steps; this long after the last one, in milliseconds, it counts as written. */
const QUIET_MS = 120

/** Watches folders, not what lies below them. */
export interface Watch {
  readonly add: (folder: string) => void
  readonly close: () => void
}

/** Calls `onChange` with the file's name once things are quiet again. */
export const createWatch = (onChange: (file: string) => void): Watch => {
  const watchers = new Map<string, FSWatcher>()
  let waiting: NodeJS.Timeout | undefined
  const note = (file: string | null): void => {
    if (file === null || !MATTERS.test(file)) return
    clearTimeout(waiting)
    waiting = setTimeout(() => onChange(file), QUIET_MS)
  }
  return {
    add: (folder) => {
      if (watchers.has(folder)) return
      const watcher = watch(folder, (_event, file) => note(file))
      watcher.on('error', () => watcher.close())
      watchers.set(folder, watcher)
    },
    close: () => {
      clearTimeout(waiting)
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}
