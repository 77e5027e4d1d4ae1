import { Command } from 'commander'
import {
  findBreakingChanges,
  findDangerousChanges,
  lexicographicSortSchema,
  printSchema,
  type GraphQLSchema,
} from 'graphql'
import { ENTITIES } from '../entities/index.ts'
import { describeSchema } from '../kit/describe-schema.ts'
import { loadProject } from './configured.ts'
import { EXIT } from './explain.ts'
import { act, CONFIG_OPTION, type ConfigOption, type Told } from './run.ts'
import { readSchema } from './schema-from.ts'
import { collectHeader, readHeaders } from './header-option.ts'

interface DiffOptions extends ConfigOption {
  readonly header: readonly string[]
}

const currentSchema = async (options: ConfigOption): Promise<GraphQLSchema> => {
  const { sources, extensions = [] } = await loadProject(options)
  return describeSchema({ sources, extensions: [...ENTITIES, ...extensions] })
}

const print = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema))

const diff = (before: GraphQLSchema, after: GraphQLSchema): Told => {
  const breaking = findBreakingChanges(before, after)
  const dangerous = findDangerousChanges(before, after)
  const isSame = print(before) === print(after)
  const lines = [
    ...breaking.map(({ description }) => `✗ breaking   ${description}`),
    ...dangerous.map(({ description }) => `! dangerous  ${description}`),
  ]
  const end =
    breaking.length > 0
      ? `${breaking.length} breaking: clients that use these stop working.`
      : isSame
        ? 'No difference.'
        : 'Nothing breaking; what is new does not disturb clients.'
  return {
    json: { same: isSame, breaking, dangerous },
    text: [...lines, end].join('\n'),
    exitCode: breaking.length > 0 ? EXIT.failed : EXIT.ok,
  }
}

const printCommand = (): Command =>
  act<ConfigOption>(
    new Command('print').description('Print the schema of this folder, sorted.').option(...CONFIG_OPTION),
    async ({ options }) => {
      const sdl = print(await currentSchema(options))
      return { text: sdl, json: { sdl } }
    },
  )

const diffCommand = (): Command =>
  act<DiffOptions>(
    new Command('diff')
      .description('Compare an older schema with that of this folder. Leaves with 1 when a change breaks clients.')
      .argument('<file-or-url>', 'the older schema: SDL, an introspection as .json, or a GraphQL endpoint')
      .option('-H, --header <line>', "a header for the endpoint as 'name: value'", collectHeader, [])
      .option(...CONFIG_OPTION),
    async ({ args, options }) => {
      const before = await readSchema(String(args[0]), readHeaders(options.header))
      return diff(before, await currentSchema(options))
    },
  )

/** `headwaters schema print|diff`: the contract as text, and what a change does to those who rely on it. */
export const schemaCommand = (): Command =>
  new Command('schema')
    .description('The schema of this folder, as text or against an older one.')
    .addCommand(printCommand())
    .addCommand(diffCommand())
