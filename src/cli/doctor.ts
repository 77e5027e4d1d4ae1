import { Command } from 'commander'
import type { Config } from '../config/read-config.ts'
import type { MountPlan } from '../config/read-sources.ts'
import { askAnyUrl, readUrl } from './any-url.ts'
import { findPlan } from './call.ts'
import { loadConfig } from './configured.ts'
import { checkClock, checkReachable, diagnose, type Check } from './diagnose.ts'
import { EXIT } from './explain.ts'
import { probeSource } from './probe.ts'
import { act, CONFIG_OPTION, type ConfigOption, type Told } from './run.ts'
import { readTimeout } from './timeout-option.ts'

interface DoctorOptions extends ConfigOption {
  readonly baseUrl?: string
  readonly account?: string
  readonly timeout: string
}

/** What was looked at, for one account or one URL. */
interface Report {
  readonly title: string
  readonly facts: Readonly<Record<string, string>>
  readonly checks: readonly Check[]
}

const sign = ({ ok }: Check): string => (ok === null ? '·' : ok ? '✓' : '✗')

const tell = (reports: readonly Report[]): Told => {
  const failed = reports.flatMap(({ checks }) => checks).filter(({ ok }) => ok === false).length
  const blocks = reports.map(({ title, checks }) =>
    [title, ...checks.map((check) => `  ${sign(check)} ${check.name.padEnd(11)}  ${check.detail}`)].join('\n'),
  )
  const end = failed === 0 ? 'All is well.' : `${failed} ${failed === 1 ? 'check' : 'checks'} failed.`
  return {
    json: { ok: failed === 0, reports: reports.map(({ facts, checks }) => ({ ...facts, checks })) },
    text: [...blocks, end].join('\n\n'),
    exitCode: failed === 0 ? EXIT.ok : EXIT.failed,
  }
}

const lookAtUrl = async (text: string, timeoutMs: number): Promise<Report> => {
  const baseUrl = readUrl(text).href
  const answer = await askAnyUrl({ url: baseUrl, method: 'GET', headers: { accept: '*/*' }, body: null, timeoutMs })
  const durationMs = answer.attempts.at(-1)?.durationMs ?? 0
  const reachable = checkReachable({ baseUrl, error: answer.error, durationMs })
  const detail = answer.status === null ? reachable.detail : `${reachable.detail}, answered ${answer.status}`
  const clock = checkClock(answer.headers['date'] ?? null, Date.now())
  return { title: baseUrl, facts: { url: baseUrl }, checks: [{ ...reachable, detail }, clock] }
}

const lookAt = async (plan: MountPlan, config: Config, timeoutMs: number): Promise<Report> => {
  const { source, account } = plan
  const isSandbox = plan.config === null
  const mode = isSandbox ? 'sandbox' : 'live'
  const probe = await probeSource(plan, config, timeoutMs)
  return {
    title: `${source.name} ${account} (${mode})`,
    facts: { source: source.name, account, mode },
    checks: diagnose(probe, { isSandbox, nowMs: Date.now() }),
  }
}

const run = async (name: string | undefined, options: DoctorOptions): Promise<Told> => {
  const timeoutMs = readTimeout(options.timeout)
  if (options.baseUrl !== undefined) return tell([await lookAtUrl(options.baseUrl, timeoutMs)])
  const config = await loadConfig(options)
  const { mounts } = config
  const chosen = name === undefined ? mounts : [findPlan(mounts, name, options.account)]
  return tell(await Promise.all(chosen.map((plan) => lookAt(plan, config, timeoutMs))))
}

/** `headwaters doctor [source]`: credentials, reachability, clock and quota of each source; leaves with 1 when any fails. */
export const doctorCommand = (): Command =>
  act<DoctorOptions>(
    new Command('doctor')
      .description('Check credentials, reachability, clock and quota of each source. Leaves with 1 when a check fails.')
      .argument('[source]', 'only this source')
      .option('-a, --account <account>', 'which account of it (default: the first)')
      .option('--base-url <url>', 'check any URL instead: whether it answers, and its clock')
      .option('-t, --timeout <ms>', 'longest that a check may take, in milliseconds', '10000')
      .option(...CONFIG_OPTION),
    ({ args, options }) => run(args[0] as string | undefined, options),
  )
