import { Command } from 'commander'
import type { MountPlan } from '../config/read-sources.ts'
import { argumentsOf } from '../kit/arguments-of.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { Declared } from '../kit/operation.ts'
import { loadConfig } from './configured.ts'
import { findByName } from './find-by-name.ts'
import { act, CONFIG_OPTION, type ConfigOption, type Told } from './run.ts'
import { toTable } from './table.ts'

const verbsOf = ({ key, batch, pages }: Declared): readonly string[] => [
  'call',
  ...(key !== null || batch !== null ? ['load'] : []),
  ...(pages === null ? [] : ['page']),
]

const toRow = ([name, operation]: readonly [string, Declared]) => ({
  name,
  kind: operation.kind,
  route: operation.document === null ? `${operation.method} ${operation.path}` : operation.document.name,
  verbs: verbsOf(operation),
  arguments: argumentsOf(operation).map(({ name: argument, isRequired }) => ({ name: argument, required: isRequired })),
})

const describe = ({ source, account, config }: MountPlan) => ({
  source: source.name,
  description: source.description,
  account,
  mode: config === null ? 'sandbox' : 'live',
  operations: Object.entries(source.operations).map(toRow),
})

const listAll = (plans: readonly MountPlan[]): Told => {
  const json = plans.map(describe)
  const rows = json.map(({ source, account, mode, operations, description }) => {
    const reads = operations.filter(({ kind }) => kind === 'read').length
    return [source, account, mode, String(reads), String(operations.length - reads), description]
  })
  const table = toTable([['source', 'account', 'mode', 'reads', 'writes', ''], ...rows])
  return { json, text: `${table}\n\nheadwaters sources <source> shows what one of them can do.` }
}

const tellArguments = (all: ReturnType<typeof toRow>['arguments']): string =>
  all.map(({ name, required }) => (required ? name : `[${name}]`)).join(' ')

const listOne = (source: AnySource, plans: readonly MountPlan[]): Told => {
  const mounted = plans.filter((plan) => plan.source === source).map(describe)
  const operations = Object.entries(source.operations).map(toRow)
  const rows = operations.map((row) => [
    row.name,
    row.kind,
    row.route,
    row.verbs.join(' '),
    tellArguments(row.arguments),
  ])
  const accounts = mounted.map(({ account, mode }) => `${account} (${mode})`).join(', ')
  const table = toTable([['operation', 'kind', 'route', 'verbs', 'arguments'], ...rows])
  return { json: mounted, text: `${source.name}: ${source.description}\naccounts: ${accounts}\n\n${table}` }
}

const run = async (name: string | undefined, options: ConfigOption): Promise<Told> => {
  const { mounts } = await loadConfig(options)
  if (name === undefined) return listAll(mounts)
  const known = [...new Set(mounts.map(({ source }) => source))]
  return listOne(findByName(name, known, 'source'), mounts)
}

/** `headwaters sources [source]`: which sources are mounted and how, and what one of them can do. */
export const sourcesCommand = (): Command =>
  act<ConfigOption>(
    new Command('sources')
      .description('List the mounted sources and whether each is live or on its sandbox, or the operations of one.')
      .argument('[source]', 'the source whose operations are listed')
      .option(...CONFIG_OPTION),
    ({ args, options }) => run(args[0] as string | undefined, options),
  )
