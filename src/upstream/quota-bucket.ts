import type { Clock } from '../core/clock.ts'
import {
  availableGoverned,
  freshQuota,
  governedShare,
  governedWaitMs,
  hearGoverned,
  isFresh,
  refuseGoverned,
  takeGoverned,
  type GovernorRule,
  type GovernorState,
} from '../core/governor.ts'
import type { HeadwatersError } from '../core/headwaters-error.ts'
import type { VendorNews } from '../core/vendor-count.ts'
import { createFairQueue, type FairQueue } from './fair-queue.ts'

/** A call that asks to go. */
export interface Waiter {
  readonly priority: 'person' | 'background'
  /** Who asks: callers take turns. */
  readonly owner: string
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
  /** Waits for a slot and for quota: people before background work, callers in turns. Resolves once it may go. */
  readonly enter: (waiter: Waiter) => Promise<void>
  /** Gives the slot back. */
  readonly leave: () => void
  /** The vendor refused: nothing goes before this moment; null when it did not say when, then calls go at the even rate. */
  readonly refuse: (untilMs: number | null) => void
  /** The vendor told its own count, in an answer to a call that still holds its slot. */
  readonly correct: (news: Omit<VendorNews, 'underWay' | 'nowMs'>) => void
  /** How many calls could go at once now; `Infinity` where there is no bound. */
  readonly available: () => number
  /** Whether it can be thrown away and made anew without anybody noticing. */
  readonly isIdle: () => boolean
}

/** What a bucket lets through. */
export interface BucketOptions {
  readonly rule: GovernorRule
  /** Calls under way at once; `Infinity` for no bound. */
  readonly concurrency: number
  readonly clock: Clock
}

/** More calls than this do not wait: who comes then is told at once. */
const MAX_QUEUE = 10_000

/** After so many people in a row one background call goes: it comes later, not never. */
const PEOPLE_IN_ROW = 20

interface Queued {
  readonly waiter: Waiter
  readonly settle: (error: HeadwatersError | null) => void
}

/** What a bucket remembers. */
interface Memory {
  readonly options: BucketOptions
  readonly people: FairQueue<Queued>
  readonly background: FairQueue<Queued>
  peopleInRow: number
  quota: GovernorState
  running: number
  cancelTimer: () => void
}

const queueOf = (memory: Memory, { priority }: Waiter): FairQueue<Queued> =>
  priority === 'person' ? memory.people : memory.background

/** The queue whose turn it is: people's, but now and then the other one's, if anybody waits there. */
const nextQueue = ({ people, background, peopleInRow }: Memory): FairQueue<Queued> => {
  const isBackgroundsTurn = people.size() === 0 || (peopleInRow >= PEOPLE_IN_ROW && background.size() > 0)
  return isBackgroundsTurn ? background : people
}

function* inOrder({ people, background }: Memory): Generator<Queued> {
  yield* people.inOrder()
  yield* background.inOrder()
}

const remove = (memory: Memory, queued: Queued, error: HeadwatersError | null): void => {
  queueOf(memory, queued.waiter).delete(queued.waiter.owner, queued)
  queued.settle(error)
}

/** Lets a call go that has its quota: it leaves the queue, and its owner goes to the end of the row. */
const letGo = (memory: Memory, queue: FairQueue<Queued>, queued: Queued): void => {
  memory.running += 1
  memory.peopleInRow = queue === memory.people && memory.background.size() > 0 ? memory.peopleInRow + 1 : 0
  queue.take()
  queued.settle(null)
}

const mostRunning = ({ options, quota }: Memory): number => {
  const { concurrency, rule, clock } = options
  return Math.max(1, Math.floor(concurrency * governedShare(quota, rule, clock.now())))
}

/** Lets go whoever may go now, in order, and comes back when the next one may. */
const drain = (memory: Memory): void => {
  const { rule, clock } = memory.options
  memory.cancelTimer()
  for (;;) {
    const queue = nextQueue(memory)
    const queued = queue.first()
    if (queued === undefined) return
    const refusal = queued.waiter.refusal()
    if (refusal !== null) {
      remove(memory, queued, refusal)
      continue
    }
    if (memory.running >= mostRunning(memory)) return
    const taken = takeGoverned(memory.quota, rule, clock.now())
    if (taken.waitMs > 0) {
      memory.cancelTimer = clock.schedule(Math.ceil(taken.waitMs), () => drain(memory))
      return
    }
    memory.quota = taken.state
    letGo(memory, queue, queued)
  }
}

/** Calls under way may be counted twice, by the vendor and by us: who decides whether to wait at all gives them back. */
const hopeful = ({ quota, running }: Memory): GovernorState =>
  quota.count === null ? quota : { ...quota, count: { ...quota.count, left: quota.count.left + running } }

const waitMsOf = (memory: Memory, ahead: number): number => {
  const { rule, clock } = memory.options
  return Math.ceil(governedWaitMs(hopeful(memory), rule, { nowMs: clock.now(), ahead }))
}

/** The error of a call that would come too late with so many before it, or null. */
const lateness = (memory: Memory, waiter: Waiter, ahead: number): HeadwatersError | null => {
  const waitMs = waitMsOf(memory, ahead)
  const isLate = waitMs > 0 && memory.options.clock.now() + waitMs > waiter.deadlineAtMs()
  return isLate ? waiter.tooLate(waitMs) : null
}

/** The quota has become smaller: tells those at once who would now wait in vain. */
const shrink = (memory: Memory, quota: GovernorState): void => {
  memory.quota = quota
  let ahead = 0
  for (const queued of [...inOrder(memory)]) {
    const error = lateness(memory, queued.waiter, ahead)
    if (error === null) ahead += 1
    else remove(memory, queued, error)
  }
  drain(memory)
}

/** Waits that grow by less than this are not worth going through the queue for, in milliseconds. */
const WORTH_TELLING_MS = 1_000

/** Takes the vendor's own count in; it comes with every answer, so the queue is gone through only when it matters. */
const correct = (memory: Memory, news: Omit<VendorNews, 'underWay' | 'nowMs'>): void => {
  const { rule, clock } = memory.options
  const waiting = memory.people.size() + memory.background.size()
  const beforeMs = waitMsOf(memory, waiting)
  const underWay = Math.max(0, memory.running - 1)
  const quota = hearGoverned(memory.quota, rule, { ...news, underWay, nowMs: clock.now() })
  const known = { ...memory, quota }
  if (waiting > 0 && waitMsOf(known, waiting) > beforeMs + WORTH_TELLING_MS) return shrink(memory, quota)
  memory.quota = quota
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
    queueOf(memory, waiter).add(waiter.owner, queued)
    drain(memory)
  })

const enter = (memory: Memory, waiter: Waiter): Promise<void> => {
  const { people, background } = memory
  if (waiter.signal.aborted) return Promise.reject(waiter.left())
  const { owner } = waiter
  const ahead = waiter.priority === 'person' ? people.aheadOf(owner) : people.size() + background.aheadOf(owner)
  if (people.size() + background.size() >= MAX_QUEUE) return Promise.reject(waiter.tooLate(waitMsOf(memory, ahead)))
  const late = lateness(memory, waiter, ahead)
  return late === null ? join(memory, waiter) : Promise.reject(late)
}

/** Makes a full, idle bucket. */
export const createBucket = (options: BucketOptions): QuotaBucket => {
  const { rule, clock } = options
  const memory: Memory = {
    options,
    people: createFairQueue(),
    background: createFairQueue(),
    peopleInRow: 0,
    quota: freshQuota(rule),
    running: 0,
    cancelTimer: () => {},
  }
  return {
    enter: (waiter) => enter(memory, waiter),
    leave: () => {
      memory.running -= 1
      drain(memory)
    },
    refuse: (untilMs) => shrink(memory, refuseGoverned(memory.quota, rule, { nowMs: clock.now(), untilMs })),
    correct: (news) => correct(memory, news),
    available: () => availableGoverned(memory.quota, rule, clock.now()),
    isIdle: () =>
      memory.running + memory.people.size() + memory.background.size() === 0 &&
      isFresh(memory.quota, rule, clock.now()),
  }
}
