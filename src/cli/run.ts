import type { Command } from 'commander'
import { EXIT, explain } from './explain.ts'

/** What a command has to say. */
export interface Told {
  /** For people, without a line break at its end. */
  readonly text: string
  /** For programs: what `--json` prints. */
  readonly json: unknown
  /** @default 0 */
  readonly exitCode?: number
}

/** What a command was given. */
export interface Given<Options> {
  readonly args: readonly unknown[]
  readonly options: Options
}

/** Errors among data (a row that does not fit) are told by their message. */
const writable = (_key: string, value: unknown): unknown => (value instanceof Error ? { error: value.message } : value)

/** Writes a value as JSON. */
export const toJson = (value: unknown): string => JSON.stringify(value, writable, 2) ?? 'null'

const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => void stream.write(`${text}\n`, () => resolve()))

/** Gives a command its body and what all of them have: `--json`, errors that say what to do, exit codes. */
export const act = <Options extends object>(command: Command, run: (given: Given<Options>) => Promise<Told>): Command =>
  command.option('--json', 'print JSON, for programs').action(async () => {
    const options = command.opts<Options & { readonly json?: boolean }>()
    const args = command.processedArgs as readonly unknown[]
    try {
      const { text, json, exitCode = EXIT.ok } = await run({ args, options })
      await write(process.stdout, options.json === true ? toJson(json) : text)
      process.exitCode = exitCode
    } catch (thrown) {
      const { text, json, exitCode } = explain(thrown)
      await (options.json === true ? write(process.stdout, toJson(json)) : write(process.stderr, text))
      process.exitCode = exitCode
    }
  })

/** The option that every command has which reads the config file. */
export const CONFIG_OPTION = [
  '-c, --config <file>',
  'the config file (default: headwaters.config.ts in this folder)',
] as const

/** The options of commands that read the config file. */
export interface ConfigOption {
  readonly config?: string
}
