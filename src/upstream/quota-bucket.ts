import type { Clock } from '../core/clock.ts'
import type { HeadwatersError } from '../core/headwaters-error.ts'
import {
  availableQuota,
  correctQuota,
  drainQuota,
  FULL_QUOTA,
  pauseQuota,
  quotaWaitMs,
  takeQuota,
  type QuotaNews,
  type QuotaRule,
  type QuotaState,
} from '../core/quota.ts'

/** A call that asks to go. */
export interface Waiter {
  readonly priority: 'person' | 'background'
  readonly signal: AbortSignal
  /** Read whenever it matters: it may move. */
  readonly deadlineAtMs: () => number
  /** Asked when its turn has come: why it may not go after all, or null. */
  readonly refusal: () => HeadwatersError | null
  /** The error when its turn would come after its deadline, given the milliseconds until then. */
  readonly tooLate: (waitMs: number) => HeadwatersError
  /** The error when its signal aborts. */
  readonly left: () => HeadwatersError
}

/** One bucket: one class of calls with one credential. */
export interface QuotaBucket {
  /** Waits for a slot and for quota, people before background work, otherwise in the order of coming. Resolves once it may go. */
  readonly enter: (waiter: Waiter) => Promise<void>
  /** Gives the slot back. */
  readonly leave: () => void
  /** The vendor refused: nothing goes before this moment; null when it did not say when, then calls go at the even rate. */
  readonly refuse: (untilMs: number | null) => void
  /** The vendor told its own count. */
  readonly correct: (news: QuotaNews) => void
  /** How many calls could go at once now; `Infinity` where there is no bound. */
  readonly available: () => number
  /** Whether it can be thrown away and made anew without anybody noticing. */
  readonly isIdle: () => boolean
}

/** What a bucket lets through. */
export interface BucketOptions {
  readonly rule: QuotaRule
  /** Calls under way at once; `Infinity` for no bound. */
  readonly concurrency: number
  readonly clock: Clock
}

/** More calls than this do not wait: who comes then is told at once. */
const MAX_QUEUE = 10_000

interface Queued {
  readonly waiter: Waiter
  readonly settle: (error: HeadwatersError | null) => void
}

/** What a bucket remembers. */
interface Memory {
  readonly options: BucketOptions
  readonly people: Set<Queued>
  readonly background: Set<Queued>
  quota: QuotaState
  running: number
  cancelTimer: () => void
}

const queueOf = (memory: Memory, { priority }: Waiter): Set<Queued> =>
  priority === 'person' ? memory.people : memory.background

function* inOrder({ people, background }: Memory): Generator<Queued> {
  yield* people
  yield* background
}

const remove = (memory: Memory, queued: Queued, error: HeadwatersError | null): void => {
  queueOf(memory, queued.waiter).delete(queued)
  queued.settle(error)
}

/** Lets go whoever may go now, in order, and comes back when the next one may. */
const drain = (memory: Memory): void => {
  const { rule, concurrency, clock } = memory.options
  memory.cancelTimer()
  for (const queued of inOrder(memory)) {
    const refusal = queued.waiter.refusal()
    if (refusal !== null) {
      remove(memory, queued, refusal)
      continue
    }
    if (memory.running >= concurrency) return
    const taken = takeQuota(memory.quota, rule, clock.now())
    if (taken.waitMs > 0) {
      memory.cancelTimer = clock.schedule(Math.ceil(taken.waitMs), () => drain(memory))
      return
    }
    memory.quota = taken.state
    memory.running += 1
    remove(memory, queued, null)
  }
}

/** The error of a call that would come too late with so many before it, or null. */
const lateness = (memory: Memory, waiter: Waiter, ahead: number): HeadwatersError | null => {
  const nowMs = memory.options.clock.now()
  const waitMs = Math.ceil(quotaWaitMs(memory.quota, memory.options.rule, { nowMs, ahead }))
  return waitMs > 0 && nowMs + waitMs > waiter.deadlineAtMs() ? waiter.tooLate(waitMs) : null
}

/** The quota has become smaller: tells those at once who would now wait in vain. */
const shrink = (memory: Memory, quota: QuotaState): void => {
  memory.quota = quota
  let ahead = 0
  for (const queued of inOrder(memory)) {
    const error = lateness(memory, queued.waiter, ahead)
    if (error === null) ahead += 1
    else remove(memory, queued, error)
  }
  drain(memory)
}

const join = (memory: Memory, waiter: Waiter): Promise<void> =>
  new Promise((resolve, reject) => {
    const settle = (error: HeadwatersError | null): void => {
      waiter.signal.removeEventListener('abort', abandon)
      if (error === null) resolve()
      else reject(error)
    }
    const queued: Queued = { waiter, settle }
    const abandon = (): void => {
      remove(memory, queued, waiter.left())
      drain(memory)
    }
    waiter.signal.addEventListener('abort', abandon, { once: true })
    queueOf(memory, waiter).add(queued)
    drain(memory)
  })

const enter = (memory: Memory, waiter: Waiter): Promise<void> => {
  const { people, background, options } = memory
  if (waiter.signal.aborted) return Promise.reject(waiter.left())
  const ahead = waiter.priority === 'person' ? people.size : people.size + background.size
  if (ahead >= MAX_QUEUE) {
    const waitMs = quotaWaitMs(memory.quota, options.rule, { nowMs: options.clock.now(), ahead })
    return Promise.reject(waiter.tooLate(Math.ceil(waitMs)))
  }
  const late = lateness(memory, waiter, ahead)
  return late === null ? join(memory, waiter) : Promise.reject(late)
}

const isIdle = ({ running, people, background, quota, options }: Memory): boolean =>
  running + people.size + background.size === 0 && options.clock.now() >= Math.max(quota.pausedUntilMs, quota.fullAtMs)

/** Makes a full, idle bucket. */
export const createBucket = (options: BucketOptions): QuotaBucket => {
  const { rule, clock } = options
  const memory: Memory = {
    options,
    people: new Set(),
    background: new Set(),
    quota: FULL_QUOTA,
    running: 0,
    cancelTimer: () => {},
  }
  return {
    enter: (waiter) => enter(memory, waiter),
    leave: () => {
      memory.running -= 1
      drain(memory)
    },
    refuse: (untilMs) => {
      const { quota } = memory
      shrink(memory, untilMs === null ? drainQuota(quota, rule, clock.now()) : pauseQuota(quota, rule, untilMs))
    },
    correct: (news) => {
      const corrected = correctQuota(memory.quota, rule, { ...news, nowMs: clock.now() })
      if (corrected !== memory.quota) shrink(memory, corrected)
    },
    available: () => availableQuota(memory.quota, rule, clock.now()),
    isIdle: () => isIdle(memory),
  }
}
