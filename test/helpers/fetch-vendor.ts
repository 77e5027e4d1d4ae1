import { onTestFinished } from 'vitest'
import type { UpstreamEvent } from '../../src/core/upstream-event.ts'
import { createFetch } from '../../src/upstream/fetch/create-fetch.ts'
import type { FetchOptions, HeadwatersFetch } from '../../src/upstream/fetch/options.ts'
import { startVendor, type Act, type ScriptedVendor } from './scripted-vendor.ts'

/** A vendor on loopback, a fetch that reaches it alone, and what the fetch reports. */
export interface FetchedVendor extends ScriptedVendor {
  readonly fetch: HeadwatersFetch
  readonly events: readonly UpstreamEvent[]
}

/** Starts a vendor and makes a fetch for it; both end with the test. */
export const startFetched = async (
  options: Partial<FetchOptions>,
  ...script: readonly Act[]
): Promise<FetchedVendor> => {
  const vendor = await startVendor(...script)
  const events: UpstreamEvent[] = []
  const hosts = [new URL(vendor.origin).host]
  const fetch = createFetch({ hosts, loopback: true, observe: (event) => void events.push(event), ...options })
  onTestFinished(() => fetch.close())
  return { ...vendor, fetch, events }
}
