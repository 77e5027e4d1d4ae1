import { UsageError } from './usage-error.ts'

const LINE = /^(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(?<value>.*)$/

/** Collects `--header` where it is said several times. */
export const collectHeader = (line: string, before: readonly string[]): readonly string[] => [...before, line]

/** Reads lines of the form `name: value`. */
export const readHeaders = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.map((line) => {
      const { name, value } = LINE.exec(line)?.groups ?? {}
      if (name === undefined || value === undefined)
        throw new UsageError(`--header "${line}": write it as 'name: value'`)
      return [name.toLowerCase(), value]
    }),
  )
