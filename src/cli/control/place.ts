import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** How a running server is reached by its owner. */
const ControlPlace = z.object({
  pid: z.int(),
  /** Of the control listener, on loopback. */
  port: z.int(),
  token: z.string(),
  /** The server's GraphQL endpoint. */
  url: z.string(),
  startedAtMs: z.number(),
})

/** How a running server is reached by its owner. */
export type ControlPlace = z.output<typeof ControlPlace>

/** The folder of this user that nobody else can read. */
export const controlFolder = (env: Readonly<Record<string, string | undefined>> = process.env): string => {
  const { XDG_RUNTIME_DIR: runtime } = env
  if (runtime !== undefined && runtime !== '') return join(runtime, 'headwaters')
  return join(tmpdir(), `headwaters-${userInfo().username}`)
}

/** Makes the folder; throws when somebody else could look into it. */
const ensureFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = lstatSync(folder)
  const isDirectory = lstatSync(folder).isDirectory()
  const own = process.getuid?.()
  if (!isDirectory || (own !== undefined && uid !== own))
    throw new Error(`${folder} belongs to somebody else; remove it, or set XDG_RUNTIME_DIR`)
  if (own !== undefined && (mode & 0o077) !== 0) chmodSync(folder, 0o700)
}

const fileOf = (folder: string, pid: number): string => join(folder, `${pid}.json`)

/** Writes down how this server is reached, readable by its owner alone; the answer takes that back. */
export const announce = (place: ControlPlace, folder = controlFolder()): (() => void) => {
  ensureFolder(folder)
  const file = fileOf(folder, place.pid)
  rmSync(file, { force: true })
  writeFileSync(file, JSON.stringify(place), { mode: 0o600, flag: 'wx' })
  return () => rmSync(file, { force: true })
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const readPlace = (path: string): ControlPlace | null => {
  try {
    return ControlPlace.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

const listFiles = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}

/** The running servers of this user, the newest first. What a dead one left behind is cleared away. */
export const findPlaces = (folder = controlFolder()): readonly ControlPlace[] =>
  listFiles(folder)
    .flatMap((name) => {
      const path = join(folder, name)
      const place = readPlace(path)
      if (place !== null && isAlive(place.pid)) return [place]
      rmSync(path, { force: true })
      return []
    })
    .toSorted((a, b) => b.startedAtMs - a.startedAtMs)
