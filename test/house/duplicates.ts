/** Lines of code that stand in two places. */
export interface Duplicate {
  /** Where each of the two begins: `path:line`. */
  readonly places: readonly [string, string]
  /** How many lines of substance they share. */
  readonly lines: number
  /** The first of them, to find it by. */
  readonly begins: string
}

/** A file with the group that it belongs to; only what two groups share is a duplicate. */
export interface GroupedFile {
  readonly path: string
  readonly group: string
  readonly text: string
}

interface Line {
  readonly number: number
  readonly text: string
}

const NO_SUBSTANCE = /^[\s{}()[\];,:?<>|&=]*$|^(\/\/|\/?\*)/

/** Lines that say something: imports (over several lines as well), comments and lone brackets fall away. */
export const substanceOf = (text: string): readonly Line[] => {
  const lines: Line[] = []
  let isInImport = false
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\s+/g, ' ').trim()
    if (/^import\b/.test(line)) isInImport = !/['"]$/.test(line)
    else if (isInImport) isInImport = !/\bfrom ['"].*['"]$/.test(line)
    else if (!NO_SUBSTANCE.test(line)) lines.push({ number: index + 1, text: line })
  }
  return lines
}

interface Place {
  readonly file: GroupedFile
  readonly lines: readonly Line[]
  readonly at: number
}

const windowAt = ({ lines, at }: Place, size: number): string =>
  lines
    .slice(at, at + size)
    .map(({ text }) => text)
    .join('\n')

const sharedLength = (one: Place, other: Place): number => {
  let length = 0
  while (one.lines[one.at + length] && one.lines[one.at + length]?.text === other.lines[other.at + length]?.text)
    length += 1
  return length
}

const continues = (one: Place, other: Place): boolean => {
  const before = one.lines[one.at - 1]?.text
  return before !== undefined && before === other.lines[other.at - 1]?.text
}

const nameOf = ({ file, lines, at }: Place): string => `${file.path}:${lines[at]?.number ?? 0}`

/** Blocks of at least `atLeast` lines of substance that stand in files of two groups. */
export const duplicatesAmong = (files: readonly GroupedFile[], atLeast: number): readonly Duplicate[] => {
  const known = new Map<string, Place[]>()
  const found: Duplicate[] = []
  for (const file of files) {
    const lines = substanceOf(file.text)
    for (let at = 0; at + atLeast <= lines.length; at += 1) {
      const place = { file, lines, at }
      const key = windowAt(place, atLeast)
      const others = known.get(key) ?? []
      for (const other of others.filter((one) => one.file.group !== file.group && !continues(one, place)))
        found.push({
          places: [nameOf(other), nameOf(place)],
          lines: sharedLength(other, place),
          begins: lines[at]?.text ?? '',
        })
      known.set(key, [...others, place])
    }
  }
  return found
}
