import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, Ending, MakeClient } from './clients.ts'
import type { Mode, Vendor } from './vendor.ts'

/** One line of the report: what was measured, and what each client did, by name. */
export interface Measured {
  readonly what: string
  readonly mark?: string
  readonly by: Readonly<Record<string, string>>
}

let runs = 0

const newRun = async (vendor: Vendor, mode: Mode): Promise<string> => {
  runs += 1
  const run = `run${runs}`
  await vendor.set(run, mode)
  return run
}

const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

const timed = async <T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> => {
  const beganAtMs = performance.now()
  const value = await work()
  return { ms: performance.now() - beganAtMs, value }
}

/** Requests that reach the vendor for each call, in a full outage of sixty calls, ten at a time. */
export const requestsPerCall = async (vendor: Vendor, client: Client, mode: Mode): Promise<string> => {
  const run = await newRun(vendor, mode)
  const calls = 60
  for (let i = 0; i < calls; i += 10) {
    await Promise.all(Array.from({ length: 10 }, () => client.get(run, 10_000)))
  }
  const { requests } = await vendor.stats(run)
  return (requests / calls).toFixed(2)
}

/** Failed requests until the first call is rejected without asking the vendor. */
export const failuresToOpen = async (vendor: Vendor, make: MakeClient, mode: Mode): Promise<string> => {
  const client = await make(vendor.origin)
  const run = await newRun(vendor, mode)
  let ending: Ending = 'failed'
  for (let i = 0; i < 20 && ending !== 'rejected'; i += 1)
    ending = await client.get(run, mode.kind === 'hangs' ? 1_200 : 400)
  const { requests } = await vendor.stats(run)
  await client.close()
  return ending === 'rejected' ? String(requests) : `never (${requests} requests)`
}

/** Milliseconds from the vendor's recovery to the first good answer, with a caller every 20 ms; the worst of five. */
export const timeToClose = async (vendor: Vendor, make: MakeClient): Promise<string> => {
  const times: number[] = []
  for (let i = 0; i < 5; i += 1) {
    const client = await make(vendor.origin)
    const run = await newRun(vendor, { kind: 'fails' })
    const untilMs = performance.now() + 1_500
    while (performance.now() < untilMs) {
      void client.get(run, 500)
      await sleep(20)
    }
    await vendor.set(run, { kind: 'good' })
    const latestMs = performance.now() + 10_000
    const { ms } = await timed(async () => {
      while (performance.now() < latestMs && (await client.get(run, 500)) !== 'ok') await sleep(20)
    })
    times.push(ms)
    await client.close()
  }
  return `${Math.max(...times).toFixed(0)} ms`
}

/** How long a call takes that fails while the vendor is known to be down (it takes 20 ms to fail, or hangs): p99. */
export const rejectedLatency = async (vendor: Vendor, make: MakeClient): Promise<string> => {
  const client = await make(vendor.origin)
  const run = await newRun(vendor, { kind: 'hangs' })
  await Promise.all(Array.from({ length: 20 }, () => client.get(run, 1_200)))
  const times: number[] = []
  for (let i = 0; i < 100; i += 1) {
    const { ms } = await timed(() => client.get(run, 300))
    times.push(ms)
    if (times.length >= 10 && percentile(times, 0.5) > 200) break
  }
  await client.close()
  return `${percentile(times, 0.5).toFixed(2)} / ${percentile(times, 0.99).toFixed(2)} ms`
}

/** By how much calls pass their deadline of 300 ms, of 500 calls, 50 at a time: p99; what a bare timer does beside them, and what is left. */
export const overshoot = async (vendor: Vendor, make: MakeClient, mode: Mode): Promise<string> => {
  // The breaker would spare us most of these calls; it is told to stay away.
  const client = await make(vendor.origin, {
    breaker: { slowCallMs: Infinity },
    timeouts: { headersTimeoutMs: 60_000 },
  })
  const run = await newRun(vendor, mode)
  const before = await vendor.stats(run)
  const [over, bare]: [number[], number[]] = [[], []]
  const one = async (): Promise<void> => {
    const { ms } = await timed(() => client.get(run, 300))
    over.push(ms - 300)
  }
  // The same wait by a bare timer, in the same process at the same time: what of it is the machine's.
  const timer = async (): Promise<void> => {
    const { ms } = await timed(() => sleep(300))
    bare.push(ms - 300)
  }
  for (let i = 0; i < 500; i += 50) await Promise.all([...Array.from({ length: 50 }, one), timer(), timer()])
  await sleep(200)
  const after = await vendor.stats(run)
  const left = Math.max(0, after.connections - before.connections)
  await client.close()
  return `${percentile(over, 0.99).toFixed(1)} ms (bare timer ${percentile(bare, 0.99).toFixed(1)}), ${left} sockets left`
}

const FORS_MS = 10_000

/** The share of what the vendor allows that is used by 40 callers who never rest, and how many requests it had to refuse. */
export const quotaUse = async (
  vendor: Vendor,
  make: MakeClient,
  quota: { readonly perSecond: number; readonly declared?: number },
): Promise<string> => {
  const { perSecond, declared } = quota
  const client = await make(
    vendor.origin,
    declared === undefined ? {} : { quota: { default: { ratePerSecond: declared, burst: declared / 5 } } },
  )
  const run = await newRun(vendor, { kind: 'quota', perSecond })
  const untilMs = performance.now() + FORS_MS
  const caller = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      const ending = await client.get(run, 2_000)
      if (ending !== 'ok') await sleep(20)
    }
  }
  await Promise.all(Array.from({ length: 40 }, caller))
  const { served, refused } = await vendor.stats(run)
  await client.close()
  // At the start the vendor lets a whole second's worth through at once.
  const allowed = perSecond * (FORS_MS / 1_000 + 1)
  return `${((100 * served) / allowed).toFixed(0)} %, ${refused} refused`
}
