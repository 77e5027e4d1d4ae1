import { CLIENTS, gotClient, headwaters, plainFetch, retryAgent, type MakeClient } from './line/clients.ts'
import {
  failuresToOpen,
  overshoot,
  quotaUse,
  rejectedLatency,
  requestsPerCall,
  timeToClose,
  type Measured,
} from './line/measures.ts'
import { startVendor, type Mode, type Vendor } from './line/vendor.ts'

/**
 * Measures the outbound line beside plain fetch, got and undici's RetryAgent, all against the same vendor on loopback, in the
 * same run: `node bench/line.ts` prints a table in Markdown, `node bench/line.ts time quota` parts of it (outage, time, quota).
 */

const NAMES = ['Headwaters', 'fetch', 'got', 'undici RetryAgent'] as const

/** Asks every client; of those that have no such thing, says so. */
const compare = async (
  what: string,
  mark: string,
  measure: (make: MakeClient) => Promise<string>,
  who: readonly MakeClient[] = CLIENTS,
): Promise<Measured> => {
  const by: Record<string, string> = {}
  for (const [index, make] of CLIENTS.entries()) {
    by[NAMES[index] ?? ''] = who.includes(make) ? await measure(make) : '—'
  }
  process.stderr.write(`${what}\n`)
  return { what, mark, by }
}

const withClient = async <T>(
  make: MakeClient,
  vendor: Vendor,
  work: (client: Awaited<ReturnType<MakeClient>>) => Promise<T>,
): Promise<T> => {
  const client = await make(vendor.origin)
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

/** The same line without its breaker: what the retry budget does alone. */
const budgetAlone: MakeClient = (origin) =>
  headwaters(origin, { breaker: { consecutiveFailures: Infinity, failureRatio: 2 } })

const DOWN: readonly (readonly [string, Mode])[] = [
  ['503', { kind: 'fails' }],
  ['reset', { kind: 'resets' }],
]

const SLOW: readonly (readonly [string, Mode])[] = [
  ['hangs', { kind: 'hangs' }],
  ['sends half its headers', { kind: 'half' }],
  ['drips its body', { kind: 'drips' }],
]

const outage = async (vendor: Vendor): Promise<Measured[]> => {
  const rows: Measured[] = []
  for (const [name, mode] of DOWN) {
    rows.push(
      await compare(`Requests per call in a full outage (${name}), 60 calls`, '≤ 1.1', (make) =>
        withClient(make, vendor, (client) => requestsPerCall(vendor, client, mode)),
      ),
    )
  }
  const alone = await withClient(budgetAlone, vendor, (client) => requestsPerCall(vendor, client, { kind: 'fails' }))
  rows.push({ what: 'The same without the breaker: the retry budget alone', mark: '≤ 1.1', by: { Headwaters: alone } })
  for (const [name, mode] of [...DOWN, SLOW[0]].filter((one) => one !== undefined)) {
    rows.push(
      await compare(`Failures until it is left alone (${name})`, '≤ 20', (make) => failuresToOpen(vendor, make, mode)),
    )
  }
  rows.push(
    await compare('From recovery to the first good answer, worst of 5', '', (make) => timeToClose(vendor, make)),
  )
  rows.push(
    await compare('A call while the vendor is down (deadline 300 ms): p50 / p99', '', (make) =>
      rejectedLatency(vendor, make),
    ),
  )
  return rows
}

const time = async (vendor: Vendor): Promise<Measured[]> => {
  const rows: Measured[] = []
  for (const [name, mode] of SLOW) {
    rows.push(
      await compare(`Beyond the deadline, p99 (vendor ${name})`, '≤ 50 ms', (make) => overshoot(vendor, make, mode)),
    )
  }
  return rows
}

const quota = async (vendor: Vendor): Promise<Measured[]> => [
  await compare('Quota used under saturation (100/s, declared)', '≥ 90 %', (make) =>
    quotaUse(vendor, make, { perSecond: 100, declared: 100 }),
  ),
  await compare('The same, nothing declared', '', (make) => quotaUse(vendor, make, { perSecond: 100 }), [headwaters]),
  await compare(
    'The same, the quota cut in half (100/s declared, 50/s allowed)',
    '',
    (make) => quotaUse(vendor, make, { perSecond: 50, declared: 100 }),
    [headwaters],
  ),
]

const toTable = (rows: readonly Measured[]): string =>
  [
    `| Measured (Node ${process.version}) | Mark | ${NAMES.join(' | ')} |`,
    `| --- | --- | ${NAMES.map(() => '---').join(' | ')} |`,
    ...rows.map(
      ({ what, mark = '', by }) => `| ${what} | ${mark} | ${NAMES.map((name) => by[name] ?? '—').join(' | ')} |`,
    ),
  ].join('\n')

const vendor = await startVendor()
// A first round that nobody counts: code is compiled, connections are made.
for (const make of [headwaters, plainFetch, gotClient, retryAgent]) {
  await withClient(make, vendor, async (client) => {
    for (let i = 0; i < 100; i += 1) await client.get('warm', 5_000)
  })
}
const PARTS = { outage, time, quota }
const wanted = process.argv.slice(2)
const rows: Measured[] = []
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measure(vendor)))
}
console.log(toTable(rows))
await vendor.stop()
process.exit(0)
