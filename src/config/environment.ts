import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { plainWords } from './plain-words.ts'
import type { ConfigProblem } from './problem.ts'

/** The environment: names and values. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What reading a value found. */
export type Reading<T> = { readonly value: T } | { readonly problem: ConfigProblem }

const fromFile = (variable: string, path: string): Reading<string> => {
  try {
    return { value: readFileSync(path, 'utf8').trim() }
  } catch {
    return { problem: { variable: `${variable}_FILE`, issue: `the file "${path}" cannot be read` } }
  }
}

/** The text of a variable, or of the file that `<NAME>_FILE` names. An empty value is none. */
export const readText = (env: Environment, variable: string, isSecret: boolean): Reading<string | undefined> => {
  const plain = env[variable]?.trim()
  const path = isSecret ? env[`${variable}_FILE`]?.trim() : undefined
  if (plain && path) return { problem: { variable, issue: `is set, and so is ${variable}_FILE; set one of them` } }
  if (path) return fromFile(variable, path)
  return { value: plain === '' ? undefined : plain }
}

/** A variable read and checked against its shape. The problem never shows a secret's value. */
export const readVariable = <S extends z.ZodType>(
  env: Environment,
  variable: string,
  known: { readonly shape: S; readonly isSecret?: boolean | undefined },
): Reading<z.output<S>> => {
  const text = readText(env, variable, known.isSecret ?? false)
  if ('problem' in text) return text
  const result = known.shape.safeParse(text.value, { error: plainWords })
  if (result.success) return { value: result.data }
  const issue = text.value === undefined ? 'is missing' : (result.error.issues[0]?.message ?? 'cannot be used')
  return { problem: { variable, issue } }
}
