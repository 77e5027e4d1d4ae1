import { strict as assert } from 'node:assert'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isHeadwatersError, type HeadwatersError } from '../core/headwaters-error.ts'
import type { RequestContext } from '../graph/context.ts'
import type { PageRequest } from '../graph/page-args.ts'
import { AccountRef } from '../kit/account-ref.ts'
import type { WriteOptions } from '../kit/call-verb.ts'
import type { SourceVerbs } from '../kit/create-verbs.ts'
import type { AnySource } from '../kit/define-source.ts'
import type { Page } from '../kit/verbs.ts'
import type { MountedGraph } from './mounted-graph.ts'
import type { TestClock } from './test-clock.ts'

/** Arguments of an operation. */
export type Args = Readonly<Record<string, unknown>>

/** How something that was asked ended. */
export type Ending<T> = { readonly value: T } | { readonly error: unknown }

/** What to ask with. */
export interface AskOptions extends WriteOptions {
  /** @default a context of its own */
  readonly context?: RequestContext
  /** @default 'a' */
  readonly account?: string
}

/** Asks for operations by name. What is answered here has begun already and may still be waiting. */
export interface Asking {
  readonly call: (name: string, args: Args, options?: AskOptions) => Promise<unknown>
  readonly load: (name: string, key: unknown, options?: AskOptions) => Promise<unknown>
  readonly page: (name: string, rest: Args, page: PageRequest) => Promise<Page<unknown>>
  /** A context with a patient caller. */
  readonly context: (over?: Partial<RequestContext>) => RequestContext
  /** Waits for an end, moving the clock whenever nothing else is under way. */
  readonly end: <T>(asked: Promise<T>) => Promise<Ending<T>>
  /** The same, of what has to end well. */
  readonly value: <T>(asked: Promise<T>) => Promise<T>
  /** The same, of what has to end in one of our errors. */
  readonly error: (asked: Promise<unknown>) => Promise<HeadwatersError>
}

/** What asking stands on. */
export interface AskingParts {
  readonly source: AnySource
  readonly graph: MountedGraph
  readonly clock: TestClock
  /** Whether no sandbox has a request to answer. */
  readonly isIdle: () => boolean
}

/** How long the callers of a stage wait, in milliseconds of its clock. */
const PATIENCE_MS = 3_600_000
/** Turns of the event loop without a request under way, after which what is asked can only be waiting for the clock. */
const IDLE_TURNS = 40
/** How far the clock is moved then, in milliseconds. */
const STEP_MS = 50
/** Turns after which nothing will come any more. Nothing here waits for anything but sockets on loopback. */
const MOST_TURNS = 400_000

/** Waits, without moving the clock, until something is true. */
export const until = async (what: string, isTrue: () => boolean): Promise<void> => {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    if (isTrue()) return
    await nextTurn()
  }
  assert.fail(`It never came to this: ${what}.`)
}

/** Notes how a promise ends. */
export const watch = <T>(asked: Promise<T>): { ending: () => Ending<T> | null } => {
  let ending: Ending<T> | null = null
  asked.then(
    (value) => (ending = { value }),
    (error: unknown) => (ending = { error }),
  )
  return { ending: () => ending }
}

const createEnd =
  ({ clock, isIdle }: AskingParts): Asking['end'] =>
  async (asked) => {
    const watched = watch(asked)
    let idle = 0
    for (let turn = 0; turn < MOST_TURNS; turn += 1) {
      const ending = watched.ending()
      if (ending !== null) return ending
      await nextTurn()
      idle = isIdle() ? idle + 1 : 0
      if (idle < IDLE_TURNS) continue
      idle = 0
      await clock.advance(STEP_MS)
    }
    return assert.fail('A call never ended, however far the clock was moved.')
  }

/** Text of an error for a failed promise. */
export const told = (thrown: unknown): string =>
  isHeadwatersError(thrown)
    ? `${thrown.code} (${thrown.message}${(thrown.facts.details ?? []).map(({ field, issue }) => `; ${field}: ${issue}`).join('')})`
    : String(thrown)

type AnyVerb = (...parts: readonly unknown[]) => Promise<unknown>

/** Verbs by name, where the names are data. Sound because the kit made them, each with its own known signature. */
const verbOf = (verbs: Readonly<Record<string, unknown>>, name: string): AnyVerb => {
  const verb = verbs[name]
  if (typeof verb !== 'function') throw new TypeError(`There is no verb for the operation ${name}.`)
  return verb as AnyVerb
}

/** Makes {@link Asking} over the verbs of a source. */
export const createAsking = (parts: AskingParts, verbs: SourceVerbs): Asking => {
  const { source, graph, clock } = parts
  const end = createEnd(parts)
  const from = (account = 'a'): AccountRef => new AccountRef(source.name, account)
  const context: Asking['context'] = (over = {}) => graph.context({ deadlineAtMs: clock.now() + PATIENCE_MS, ...over })
  return {
    context,
    end,
    call: (name, args, { context: given = context(), account, ...options } = {}) =>
      verbOf(verbs.call, name)(args, given, from(account), options),
    load: (name, key, { context: given = context(), account } = {}) =>
      verbOf(verbs.load, name)(key, given, from(account)),
    page: (name, rest, page) => verbOf(verbs.page, name)(rest, page, context(), from()) as Promise<Page<unknown>>,
    value: async (asked) => {
      const ending = await end(asked)
      return 'value' in ending ? ending.value : assert.fail(`It should have been answered: ${told(ending.error)}`)
    },
    error: async (asked) => {
      const ending = await end(asked)
      if ('value' in ending) return assert.fail('It was answered, and should have ended in an error.')
      if (isHeadwatersError(ending.error)) return ending.error
      return assert.fail(`It ended in something that is none of our errors: ${String(ending.error)}`)
    },
  }
}
