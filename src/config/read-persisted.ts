import { readFileSync } from 'node:fs'
import { readManifest, type PersistedOperations } from '../server/persisted-operations.ts'
import type { ConfigProblem } from './problem.ts'
import type { Variables } from './variables.ts'

const VARIABLE = 'HEADWATERS_PERSISTED_OPERATIONS'

const readText = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

/** Reads the manifest of persisted operations; null where none is named. Adds every problem to `problems`. */
export const readPersisted = (values: Variables, problems: ConfigProblem[]): PersistedOperations | null => {
  const { HEADWATERS_PERSISTED_OPERATIONS: file, HEADWATERS_ONLY_PERSISTED: isOnly } = values
  const add = (issue: string, variable = VARIABLE): null => (problems.push({ variable, issue }), null)
  if (file === undefined) return isOnly ? add(`needs ${VARIABLE}`, 'HEADWATERS_ONLY_PERSISTED') : null
  const text = readText(file)
  if (text === null) return add(`the file "${file}" cannot be read`)
  const reading = readManifest(text, file)
  if ('operations' in reading) return reading.operations
  for (const problem of reading.problems) add(problem)
  return null
}
