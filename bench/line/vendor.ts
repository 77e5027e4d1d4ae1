import { Worker } from 'node:worker_threads'

/** What the vendor does with every request of a run. */
export type Mode =
  | { readonly kind: 'good' | 'fails' | 'resets' | 'hangs' | 'half' | 'drips' }
  | { readonly kind: 'quota'; readonly perSecond: number }

/** What became of the requests of a run. */
export interface Stats {
  requests: number
  served: number
  refused: number
}

/** What the vendor is told. */
export type VendorOrder =
  | { readonly kind: 'mode'; readonly run: string; readonly mode: Mode }
  | { readonly kind: 'stats'; readonly run: string }

/** The vendor of the benchmarks. Runs are apart by the first part of the path. */
export interface Vendor {
  readonly origin: string
  readonly set: (run: string, mode: Mode) => Promise<void>
  readonly stats: (run: string) => Promise<Stats & { readonly connections: number }>
  readonly stop: () => Promise<unknown>
}

/** Starts the vendor in a thread of its own. */
export const startVendor = async (): Promise<Vendor> => {
  const worker = new Worker(new URL('./vendor-server.ts', import.meta.url))
  const waiting = new Map<number, (value: never) => void>()
  let last = 0
  const answer = <T>(id: number): Promise<T> => new Promise((resolve) => waiting.set(id, resolve))
  worker.on('message', ({ id, value }: { id: number; value: never }) => {
    waiting.get(id)?.(value)
    waiting.delete(id)
  })
  const ask = <T>(order: VendorOrder): Promise<T> => {
    last += 1
    const answered = answer<T>(last)
    worker.postMessage({ id: last, order })
    return answered
  }
  const port = await answer<number>(0)
  return {
    origin: `http://127.0.0.1:${port}`,
    set: (run, mode) => ask({ kind: 'mode', run, mode }),
    stats: (run) => ask({ kind: 'stats', run }),
    stop: () => worker.terminate(),
  }
}
