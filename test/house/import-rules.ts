import { posix } from 'node:path'
import type { FileFacts, ImportFact } from './import-reader.ts'
import { DOORS, KIT_DOOR, ROOFS, ROOMS, type Room } from './rooms.ts'

/** Files of `src/` (paths from `src/`) with what they take and give. */
export type House = ReadonlyMap<string, FileFacts>

/** The room of a file of `src/`: its folder, or its own name where it stands alone. */
export const roomOf = (path: string): string => (path.split('/')[0] ?? path).replace(/\.ts$/, '')

/** The vendor that a file of `sources` belongs to; null for the list of vendors. */
export const vendorOf = (path: string): string | null => {
  const [room, vendor] = path.split('/')
  return room !== 'sources' || vendor === undefined || vendor === 'index.ts' ? null : vendor.replace(/\.ts$/, '')
}

/** The file that a relative import leads to, as a path from `src/`; null for a package. */
export const targetOf = (from: string, specifier: string): string | null =>
  specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), specifier)) : null

const findRoom = (name: string): Room | undefined => ROOMS.find((room) => room.name === name)

/** What the table says of an arrow between two rooms; null when it is drawn there. */
const tableProblem = (room: Room, to: string): string | null => {
  const other = roomOf(to)
  if (!room.mayImport.includes('*') && !room.mayImport.includes(other))
    return `${room.name} may import ${room.inWords ?? room.mayImport.join(', ')}`
  const roof = ROOFS.find((entry) => entry.room === other)
  return roof === undefined || roof.usedBy.includes(room.name) ? null : `nobody imports ${other}`
}

/** What is asked beside the table: types only, the door of the kit. */
const mannerProblem = (room: Room, to: string, fact: ImportFact): string | null => {
  if (room.typesOnly === true && !fact.typeOnly) return `${room.name} may import only types`
  const passesDoor = room.name !== 'sources' || roomOf(to) !== 'kit' || to === KIT_DOOR
  return passesDoor ? null : `a source enters the kit through ${KIT_DOOR}`
}

const arrowProblem = (from: string, to: string, fact: ImportFact): string | null => {
  const room = findRoom(roomOf(from))
  if (room === undefined || room.name === roomOf(to)) return null
  if (to.startsWith('..')) return `${from} imports ${fact.specifier}, which lies outside src/`
  if (findRoom(roomOf(to)) === undefined) return null // a room that nobody knows is reported by itself
  const problem = tableProblem(room, to) ?? mannerProblem(room, to, fact)
  return problem === null ? null : `${from} imports ${to}: ${problem}`
}

const siblingProblem = (from: string, to: string): string | null => {
  const own = vendorOf(from)
  const other = vendorOf(to)
  if (own === null || roomOf(to) !== 'sources' || own === other) return null
  return `${from} imports ${to}: a source never imports a sibling or the list of sources`
}

const packageProblem = (from: string, fact: ImportFact): string | null =>
  findRoom(roomOf(from))?.pure === true && fact.specifier !== 'node:crypto'
    ? `${from} imports ${fact.specifier}: ${roomOf(from)} imports no package but node:crypto`
    : null

/** Arrows that the room table does not have. */
export const forbiddenArrows = (house: House): readonly string[] =>
  [...house].flatMap(([from, facts]) =>
    facts.imports.flatMap((fact) => {
      const to = targetOf(from, fact.specifier)
      if (to === null) return packageProblem(from, fact) ?? []
      return arrowProblem(from, to, fact) ?? siblingProblem(from, to) ?? []
    }),
  )

/** Files that stand in no room of the table. */
export const homelessFiles = (house: House): readonly string[] =>
  [...house.keys()].filter((path) => findRoom(roomOf(path)) === undefined)

/** Files other than the package's doors that pass on what others export. */
export const barrels = (house: House): readonly string[] =>
  [...house]
    .filter(
      ([path, facts]) =>
        !DOORS.includes(path) && (facts.imports.some((fact) => fact.passedOn) || facts.passedOnNames.length > 0),
    )
    .map(([path]) => path)

/** Files with a default export. */
export const defaultExports = (house: House): readonly string[] =>
  [...house].filter(([, facts]) => facts.hasDefaultExport).map(([path]) => path)

/** Circles of files that import each other, types included; each as the path round it. */
export const importCycles = (house: House): readonly string[] => {
  const cycles: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    const targets = (house.get(path)?.imports ?? []).flatMap((fact) => targetOf(path, fact.specifier) ?? [])
    for (const target of new Set(targets)) if (house.has(target)) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of house.keys()) visit(path, [])
  return cycles
}

/** Relative imports that lead to no file. */
export const brokenImports = (house: House, exists: (path: string) => boolean): readonly string[] =>
  [...house].flatMap(([from, facts]) =>
    facts.imports.flatMap((fact) => {
      const to = targetOf(from, fact.specifier)
      return to === null || house.has(to) || exists(to) ? [] : `${from} imports ${fact.specifier}, which is not there`
    }),
  )
