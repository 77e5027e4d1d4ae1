import type { Worker } from 'node:cluster'

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

const isFolder = (message: unknown): message is { readonly watch: string } =>
  typeof message === 'object' && message !== null && 'watch' in message && typeof message.watch === 'string'

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
    before?.process.kill('SIGTERM')
  }

  const bury = (worker: Worker): void => {
    alive.delete(worker)
    const wasComing = worker === coming
    const wasCurrent = worker === current
    if (wasComing) coming = null
    if (wasCurrent) current = null
    if (isEnding || !(wasComing || wasCurrent)) return
    const goesOn = wasComing && current !== null
    say(goesOn ? 'It did not start; the one before goes on. Mend it and save.' : 'It ended; waiting for a change.')
  }

  const next = (why: string): void => {
    if (isEnding) return
    say(why)
    const overtaken = coming
    coming = fork()
    const worker = coming
    alive.add(worker)
    worker.on('message', (message: unknown) => void (isFolder(message) && onFolder(message.watch)))
    worker.on('listening', () => takeOver(worker))
    worker.on('exit', () => bury(worker))
    overtaken?.process.kill('SIGKILL')
  }

  const end = async (): Promise<void> => {
    isEnding = true
    const gone = [...alive].map((worker) => new Promise<void>((resolve) => void worker.once('exit', () => resolve())))
    for (const worker of alive) worker.process.kill('SIGTERM')
    await Promise.all(gone)
  }

  return { next, end }
}
