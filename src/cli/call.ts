import { Command } from 'commander'
import type { MountPlan } from '../config/read-sources.ts'
import type { UpstreamEvent } from '../core/upstream-event.ts'
import type { RequestContext } from '../graph/context.ts'
import { createVerbs } from '../kit/create-verbs.ts'
import { readCallArgs } from './call-args.ts'
import { loadConfig } from './configured.ts'
import { findByName } from './find-by-name.ts'
import { commandContext, withMounted } from './mounted-for-command.ts'
import { act, CONFIG_OPTION, toJson, type ConfigOption, type Told } from './run.ts'
import { readTimeout } from './timeout-option.ts'

interface CallOptions extends ConfigOption {
  readonly account?: string
  readonly timeout: string
}

type CallVerb = (args: object, context: RequestContext) => Promise<unknown>

/** The account that was asked for, or the source's first. */
export const findPlan = (mounts: readonly MountPlan[], name: string, account: string | undefined): MountPlan => {
  const source = findByName(name, [...new Set(mounts.map((plan) => plan.source))], 'source')
  const plans = mounts.filter((plan) => plan.source === source)
  const [first] = plans
  if (account === undefined && first !== undefined) return first
  const accounts = plans.map((plan) => ({ name: plan.account, plan }))
  return findByName(account ?? '', accounts, `account of ${name}`).plan
}

const summary = (events: readonly UpstreamEvent[]) => {
  const attempts = events.filter((event) => event.type === 'attempt')
  const call = events.find((event) => event.type === 'call')
  return { attempts: attempts.length, durationMs: Math.round((call?.durationMs ?? 0) * 10) / 10 }
}

const run = async (words: readonly string[], options: CallOptions): Promise<Told> => {
  const [sourceName = '', operationName = '', ...pairs] = words
  const timeoutMs = readTimeout(options.timeout)
  const config = await loadConfig(options)
  const plan = findPlan(config.mounts, sourceName, options.account)
  const operations = Object.entries(plan.source.operations).map(([name, operation]) => ({ name, operation }))
  const { operation } = findByName(operationName, operations, `operation of ${sourceName}`)
  const args = readCallArgs(`${sourceName}.${operationName}`, operation, pairs)
  const events: UpstreamEvent[] = []
  const answer = await withMounted(plan, config, ({ registry }) => {
    const verb = createVerbs(plan.source, registry).call[operationName] as CallVerb
    return verb(args, commandContext(timeoutMs, events))
  })
  const mode = plan.config === null ? 'sandbox' : 'live'
  const json = { source: sourceName, account: plan.account, mode, operation: operationName, ...summary(events), answer }
  return { json, text: toJson(answer) }
}

/** `headwaters call <source> <operation> key=value…`: makes one call through the whole line and prints the decoded answer. */
export const callCommand = (): Command =>
  act<CallOptions>(
    new Command('call')
      .description('Make one call of a source through the whole line, and print the decoded answer.')
      .argument('<source>', 'the source, as `headwaters sources` lists it')
      .argument('<operation>', 'the operation, as `headwaters sources <source>` lists it')
      .argument('[arguments...]', 'key=value, a.b=value for what is nested, key:=json; said twice, a key makes a list')
      .option('-a, --account <account>', 'which account (default: the first)')
      .option('-t, --timeout <ms>', 'longest that it may take, in milliseconds', '30000')
      .option(...CONFIG_OPTION),
    ({ args, options }) => run((args as readonly (string | string[])[]).flat(), options),
  )
