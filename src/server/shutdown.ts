import type { Server } from 'node:http'
import type { Clock } from '../core/clock.ts'

/** Ends a server: takes no new connections, lets requests in flight end, then cuts what is left. True when nothing was cut. */
export const drain = (server: Server, timeoutMs: number, clock: Clock): Promise<boolean> =>
  new Promise((resolve) => {
    if (!server.listening) {
      resolve(true)
      return
    }
    let wasCut = false
    const cancel = clock.schedule(timeoutMs, () => {
      wasCut = true
      server.closeAllConnections()
    })
    server.close(() => {
      cancel()
      resolve(!wasCut)
    })
    // Kept-alive connections that carry no request would hold the door open.
    server.closeIdleConnections()
  })

/** The part of `process` that ends it. */
export interface ProcessLike {
  readonly on: (signal: 'SIGTERM' | 'SIGINT', run: () => void) => unknown
  readonly exit: (code: number) => void
}

/** What {@link closeOnSignals} needs. */
export interface CloseOnSignalsOptions {
  /** Ends everything; true when nothing had to be cut off. */
  readonly close: () => Promise<boolean>
  /** @default process */
  readonly process?: ProcessLike
  /** Told what happens. */
  readonly log: (message: string) => void
}

/** Exit codes: 0 when everything ended by itself, 1 when something was cut off, did not end, or a second signal came. */
export const closeOnSignals = (options: CloseOnSignalsOptions): void => {
  const { close, process: host = process, log } = options
  let isClosing = false
  const run = (signal: string) => (): void => {
    if (isClosing) {
      log(`${signal} again: leaving at once`)
      host.exit(1)
      return
    }
    isClosing = true
    log(`${signal}: no new requests are taken, those in flight may end`)
    close().then(
      (isWhole) => host.exit(isWhole ? 0 : 1),
      () => host.exit(1),
    )
  }
  host.on('SIGTERM', run('SIGTERM'))
  host.on('SIGINT', run('SIGINT'))
}
