import type { Worker } from 'node:cluster'
import { once } from 'node:events'

/** What a relay of servers stands on. */
export interface RelayOptions {
  /** Starts a server of its own process; it shares the port with the one before it. */
  readonly fork: () => Worker
  /** Tells of a folder that a server's code comes from. */
  readonly onFolder: (folder: string) => void
  readonly say: (text: string) => void
}

/** Servers that follow one another on one port. */
export interface Relay {
  /** Starts a new server; the one before it takes no more requests once the new one does, and ends with its last answer. */
  readonly next: (why: string) => void
  /** Ends all servers; resolves when they are gone. */
  readonly end: () => Promise<void>
}

/** Listens for the folders that a server tells of. */
const hear = (worker: Worker, onFolder: RelayOptions['onFolder']): void =>
  void worker.on('message', (message: unknown) => {
    const told = typeof message === 'object' && message !== null && 'watch' in message ? message.watch : null
    if (typeof told === 'string') onFolder(told)
  })

const kill = (worker: Worker | null, signal: 'SIGTERM' | 'SIGKILL'): void => void worker?.process.kill(signal)

const endAll = async (workers: Iterable<Worker>): Promise<void> => {
  const gone = [...workers].map(async (worker) => {
    const left = once(worker, 'exit')
    kill(worker, 'SIGTERM')
    await left
  })
  await Promise.all(gone)
}

/** Makes a relay. Nobody serves until `next` is called. */
export const createRelay = ({ fork, onFolder, say }: RelayOptions): Relay => {
  const alive = new Set<Worker>()
  let current: Worker | null = null
  let coming: Worker | null = null
  let isEnding = false

  const takeOver = (worker: Worker): void => {
    if (worker !== coming) return
    const before = current
    current = worker
    coming = null
    kill(before, 'SIGTERM')
  }

  const bury = (worker: Worker): void => {
    alive.delete(worker)
    const isMissed = worker === coming || worker === current
    const goesOn = worker === coming && current !== null
    if (worker === coming) coming = null
    else if (worker === current) current = null
    if (isEnding || !isMissed) return
    say(goesOn ? 'It did not start; the one before goes on. Mend it and save.' : 'It ended; waiting for a change.')
  }

  const next = (why: string): void => {
    if (isEnding) return
    say(why)
    const overtaken = coming
    coming = fork()
    const worker = coming
    alive.add(worker)
    hear(worker, onFolder)
    worker.on('listening', () => takeOver(worker))
    worker.on('exit', () => bury(worker))
    kill(overtaken, 'SIGKILL')
  }

  const end = (): Promise<void> => {
    isEnding = true
    return endAll(alive)
  }

  return { next, end }
}
