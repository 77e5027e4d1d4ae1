import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { readProjectFile, ROOT } from './project.ts'
import { printRooms } from './rooms.ts'

const PATH = 'ARCHITECTURE.md'
const BEGIN = '<!-- rooms: written by `node test/house/print-rooms.ts` -->'
const END = '<!-- /rooms -->'

/** ARCHITECTURE.md as it stands. */
export const currentArchitecture = (): string => readProjectFile(PATH)

/** ARCHITECTURE.md with the table of rooms as the import test reads it. */
export const updatedArchitecture = async (): Promise<string> => {
  const text = currentArchitecture()
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`${PATH} needs the lines "${BEGIN}" and "${END}", in this order`)
  const whole = `${text.slice(0, begin)}${BEGIN}\n\n${printRooms()}\n\n${text.slice(end)}`
  return format(whole, { ...(await resolveConfig(join(ROOT, PATH))), parser: 'markdown' })
}

if (import.meta.main) writeFileSync(join(ROOT, PATH), await updatedArchitecture())
