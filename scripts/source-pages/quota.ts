import type { Api } from '../../src/kit/api.ts'
import type { AnySource } from '../../src/kit/define-source.ts'
import { sampleConfig } from './settings.ts'
import { code, codes, count, table } from './table.ts'

/** Settings that change what a vendor allows, with a word for each. */
const CASES: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  stripe: { 'live key': { apiKey: 'rk_live_' }, 'test key': { apiKey: 'rk_test_' } },
  hubspot: {
    'free, Starter': { requestsPerTenSeconds: 100 },
    'Professional, Enterprise': { requestsPerTenSeconds: 190 },
  },
}

/** A source's answer to `upstream`, without mounting it. */
export const upstreamOf = (source: AnySource, more: object = {}): Api =>
  // `AnySource` has forgotten which configuration its upstream takes; the sample is made from that very shape.
  source.upstream({ config: { ...sampleConfig(source), ...more } as never })

/** Beyond so many, the calls of the class `default` are "all others". */
const MOST_NAMED = 6

const UNITS = [
  ['second', 1],
  ['minute', 60],
  ['hour', 3_600],
] as const

/** A rate in the smallest unit in which it is a whole number: 50 a minute. */
export const rateText = (perSecond: number): string => {
  const [unit, seconds] = UNITS.find(([, s]) => Math.abs(perSecond * s - Math.round(perSecond * s)) < 1e-6) ?? UNITS[0]
  return `${count(Math.round(perSecond * seconds * 100) / 100)} ${unit === 'hour' ? 'an' : 'a'} ${unit}`
}

type QuotaClass = NonNullable<Api['quota']>[string]

const averageOf = ({ ratePerSecond, windows = [] }: QuotaClass): string => {
  const rates = ratePerSecond === undefined ? [] : [rateText(ratePerSecond)]
  const texts = [...rates, ...windows.map(({ calls, perMs }) => `${count(calls)} in any ${count(perMs / 1_000)} s`)]
  return texts.length === 0 ? 'any number' : texts.join(', ')
}

const burstOf = ({ ratePerSecond, burst }: QuotaClass): string => {
  if (burst !== undefined) return count(burst)
  return ratePerSecond === undefined ? 'any number' : count(Math.max(1, ratePerSecond))
}

const callsOf = ({ operations }: AnySource, name: string): string => {
  const calls = Object.entries(operations).filter(([, { quotaClass }]) => quotaClass === name)
  if (calls.length === Object.keys(operations).length) return 'all'
  return name === 'default' && calls.length > MOST_NAMED ? 'all others' : codes(calls.map(([call]) => call))
}

const classRow = (source: AnySource, { name, label }: { name: string; label: string }, api: Api): readonly string[] => {
  const known = api.quota?.[name] ?? {}
  const { concurrency } = known
  return [
    `${code(name)}${label === '' ? '' : `, ${label}`}`,
    averageOf(known),
    burstOf(known),
    concurrency === undefined ? 'any number' : count(concurrency),
    callsOf(source, name),
  ]
}

/** What a source asks of a vendor at most, by class of calls. */
export const quotaTable = (source: AnySource): string => {
  const cases = Object.entries(CASES[source.name] ?? { '': {} }).map(([label, more]) => ({
    label,
    api: upstreamOf(source, more),
  }))
  const names = Object.keys(cases[0]?.api.quota ?? {})
  return table(
    ['Class', 'On average', 'At once', 'Under way', 'Calls'],
    names.flatMap((name) => {
      const rows = cases.map(({ label, api }) => classRow(source, { name, label }, api))
      const isSame = rows.every((row) => row.slice(1).join() === rows[0]?.slice(1).join())
      return isSame && cases[0] !== undefined ? [classRow(source, { name, label: '' }, cases[0].api)] : rows
    }),
  )
}
