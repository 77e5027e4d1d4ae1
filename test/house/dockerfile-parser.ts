/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals (`RUN`). */
  readonly word: string
  /** Everything behind it, lines joined. */
  readonly rest: string
  /** The line it begins on, from 1. */
  readonly line: number
}

/** One stage of a Dockerfile, from its `FROM` to the next. */
export interface Stage {
  /** Its name (`AS build`), or its number from 0. */
  readonly name: string
  /** The image it starts from. */
  readonly image: string
  readonly instructions: readonly Instruction[]
}

/** Copies of a `COPY` instruction. */
export interface CopyStep {
  /** The stage it copies from; null for the build context. */
  readonly from: string | null
  readonly sources: readonly string[]
  readonly target: string
}

/** Splits a Dockerfile into instructions; comments and empty lines fall away, continued lines are joined. */
export const parseInstructions = (text: string): readonly Instruction[] => {
  const instructions: Instruction[] = []
  let words: string[] = []
  let begin = 0
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    if (words.length === 0) begin = index + 1
    words.push(line.replace(/\s*\\$/, ''))
    if (line.endsWith('\\')) continue
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(words.join(' ')) ?? []
    instructions.push({ word: word.toUpperCase(), rest, line: begin })
    words = []
  }
  return instructions
}

/** Splits a Dockerfile into its stages. */
export const parseStages = (text: string): readonly Stage[] => {
  const stages: { name: string; image: string; instructions: Instruction[] }[] = []
  for (const instruction of parseInstructions(text)) {
    if (instruction.word === 'FROM') {
      const [, image = '', name] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(instruction.rest) ?? []
      stages.push({ name: name ?? String(stages.length), image, instructions: [] })
    } else if (instruction.word !== 'ARG') stages.at(-1)?.instructions.push(instruction)
  }
  return stages
}

/** Reads `--from=build a b ./`; `--chown` and `--chmod` say nothing about content and are left out. */
export const parseCopy = (rest: string): CopyStep => {
  const words = rest.split(/\s+/)
  const flags = words.filter((word) => word.startsWith('--'))
  const paths = words.filter((word) => !word.startsWith('--'))
  const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length) ?? null
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '.' }
}

/** Reads `NAME=value NAME2="some value"`. */
export const parseEnv = (rest: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...rest.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|\S*)/g)].map(([, name = '', value = '']) => [
      name,
      value.replace(/^"|"$/g, ''),
    ]),
  )

/** Reads the exec form (`["node", "bin/…"]`); a shell form becomes `sh -c`. */
export const parseCommand = (rest: string): readonly string[] => {
  const words = rest.startsWith('[') ? (JSON.parse(rest) as unknown) : ['sh', '-c', rest]
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
    throw new Error(`A command has to be a list of words: ${rest}`)
  return words
}

const expandPattern = (pattern: string): readonly string[] => {
  const path = pattern.replace(/^\/|\/$/g, '')
  return [path, `${path}/**`]
}

/** Answers whether `.dockerignore` keeps a path (from the context's root, with `/`) out; the last line that fits decides. */
export const createIgnore = (
  text: string,
  matches: (path: string, pattern: string) => boolean,
): ((path: string) => boolean) => {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), patterns: expandPattern(line.replace(/^!/, '')) }))
  return (path) =>
    rules.reduce((out, rule) => (rule.patterns.some((pattern) => matches(path, pattern)) ? !rule.keeps : out), false)
}
