import type { FaultBook } from './sandbox-fault.ts'
import type { SeenRequest } from './sandbox-route.ts'

/** A sandbox that is being served on loopback. */
export interface ServedSandbox {
  /** Where it is, with a closing slash. */
  readonly baseUrl: string
  readonly faults: FaultBook
  /** Every request it has had, oldest first; the newest 5,000 to 10,000 are kept. */
  readonly seen: () => readonly SeenRequest[]
  readonly forgetSeen: () => void
  /** How many requests wait for their answer now. */
  readonly underWay: () => number
  /** How many requests lost their connection before their answer was sent: the caller left, or a fault broke it. */
  readonly abandoned: () => number
  readonly close: () => Promise<void>
}
