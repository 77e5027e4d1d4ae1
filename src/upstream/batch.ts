import { HeadwatersError, isHeadwatersError } from '../core/headwaters-error.ts'
import type { TagMark } from '../state/tag-store.ts'
import { askOrSplit, isUndecided, toUndecided, type AskPart, type Part } from './batch-split.ts'
import { keep, recall, type CacheParts } from './cache.ts'
import type { Answer, CallContext, Send, Stale, UpstreamCall } from './call.ts'
import { createFlight, type Flight } from './flight.ts'
import { withPatience, type Patience } from './patience.ts'
import { asKeyed, scopeTags, type TagOwner } from './shared.ts'

/** What became of one key: a value, nothing, or an error of its own. */
export type KeyOutcome<V> =
  | {
      readonly value: V
      /** Set where a kept value stands in for a failure. */
      readonly stale?: Stale
    }
  | { readonly missing: true }
  | { readonly error: HeadwatersError }

/** How a batched read is asked, for one caller and one credential. */
export interface BatchPlan<K, V> extends TagOwner {
  /** The operation's name, for events and errors. */
  readonly operation: string
  /** Who asks, and how long they wait. */
  readonly context: CallContext
  /** Most keys that one call may ask for. */
  readonly max: number
  /** Milliseconds that a key's outcome stays fresh; 0 when it is not kept. */
  readonly ttlMs: number
  /** Milliseconds beyond that during which a kept value may stand in when the vendor fails. @default 0 */
  readonly staleMs?: number
  /** The canonical text of a key: equal keys, equal texts. */
  readonly keyName: (key: K) => string
  /** The key under which its outcome may be shared; see `shareKey`. */
  readonly shareKey: (key: K) => string
  /** Names under which its outcome can be forgotten, as the operation writes them (`customer:cus_1`). */
  readonly tags: (key: K) => readonly string[]
  /** The call that asks for these keys; its value has their outcomes in the order of the keys. */
  readonly call: (keys: readonly K[]) => UpstreamCall<readonly KeyOutcome<V>[]>
}

/** A place in a batch that is under way: anybody who wants this key may wait with it. */
interface Seat {
  readonly flight: Flight<readonly KeyOutcome<unknown>[]>
  readonly index: number
  readonly mark: TagMark
}

/** Keys that are under way, by their shared key; one for the whole process, or one for each source. */
export type KeyFlights = Map<string, Seat>

/** No keys under way yet. */
export const createKeyFlights = (): KeyFlights => new Map()

/** What batches stand on. */
export interface BatchParts extends CacheParts {
  readonly send: Send
  readonly flights: KeyFlights
}

interface Ask<K> {
  readonly name: string
  readonly key: K
  readonly shareKey: string
  readonly mark: TagMark
}

/**
 * Asks for keys one by one where that helps and together where it counts: from the answer store what is fresh, from batches
 * under way what they already carry, the rest in as few calls as the vendor allows. Answers in the order of `keys`; never
 * rejects for what befell some of them.
 */
export const askKeys = async <K, V>(
  plan: BatchPlan<K, V>,
  keys: readonly K[],
  parts: BatchParts,
): Promise<readonly KeyOutcome<V>[]> => {
  const names = keys.map(plan.keyName)
  const outcomes = new Map<string, KeyOutcome<V>>()
  const joined = new Map<string, Seat>()
  const own: Ask<K>[] = []
  for (const [name, key] of new Map(keys.map((key, at) => [names[at] ?? '', key]))) {
    const shareKey = plan.shareKey(key)
    const stored = plan.ttlMs > 0 ? recall(shareKey, parts) : null
    const seat = parts.flights.get(shareKey)
    if (stored !== null) outcomes.set(name, asKeyed<KeyOutcome<V>>(stored.value))
    else if (seat !== undefined && parts.tags.isCurrent(seat.mark)) joined.set(name, seat)
    else own.push({ name, key, shareKey, mark: parts.tags.mark(scopeTags(plan, plan.tags(key))) })
  }
  observeShared(plan, { via: 'cache', keys: outcomes.size, durationMs: 0 })
  await Promise.all([waitForJoined(plan, joined, { parts, outcomes }), waitForOwn(plan, own, { parts, outcomes })])
  return names.map((name) => outcomes.get(name) ?? { error: toUnanswered(plan) })
}

interface Waiting<V> {
  readonly parts: BatchParts
  /** Filled as keys land, by name. */
  readonly outcomes: Map<string, KeyOutcome<V>>
}

const waitForJoined = async <K, V>(
  plan: BatchPlan<K, V>,
  seats: ReadonlyMap<string, Seat>,
  { parts, outcomes }: Waiting<V>,
): Promise<void> => {
  const beganAtMs = parts.clock.now()
  const named = [...seats].map(([name, seat]) => ({ name, seat }))
  const flights = [...Map.groupBy(named, ({ seat }) => seat.flight)]
  await Promise.all(
    flights.map(async ([flight, places]) => {
      const land = await landingOf(plan, flight)
      for (const { name, seat } of places) outcomes.set(name, asKeyed<KeyOutcome<V>>(land(seat.index)))
    }),
  )
  observeShared(plan, { via: 'flight', keys: seats.size, durationMs: parts.clock.now() - beganAtMs })
}

const waitForOwn = async <K, V>(
  plan: BatchPlan<K, V>,
  asks: readonly Ask<K>[],
  { parts, outcomes }: Waiting<V>,
): Promise<void> => {
  const chunks = Array.from({ length: Math.ceil(asks.length / plan.max) }, (_chunk, at) =>
    asks.slice(at * plan.max, (at + 1) * plan.max),
  )
  await Promise.all(
    chunks.map(async (chunk) => {
      const land = await landingOf(plan, openBatch(plan, chunk, parts))
      chunk.forEach((ask, index) => outcomes.set(ask.name, land(index)))
    }),
  )
}

/** Waits for a batch as long as this caller does, and tells what became of the key at an index. */
const landingOf = async <K, V, O>(
  plan: BatchPlan<K, V>,
  flight: Flight<readonly KeyOutcome<O>[]>,
): Promise<(index: number) => KeyOutcome<O>> => {
  try {
    const outcomes = await flight.join(plan.context)
    return (index) => outcomes[index] ?? { error: toUnanswered(plan) }
  } catch (thrown) {
    const error = isHeadwatersError(thrown) ? thrown : toUnanswered(plan, thrown)
    return () => ({ error })
  }
}

/** A batch that begins when it is first joined; until it ends, others may wait for its keys. */
const openBatch = <K, V>(
  plan: BatchPlan<K, V>,
  asks: readonly Ask<K>[],
  parts: BatchParts,
): Flight<readonly KeyOutcome<V>[]> => {
  const { source, operation } = plan
  const start = async (patience: Patience): Promise<readonly KeyOutcome<V>[]> => {
    const ask: AskPart<KeyOutcome<V>> = async (from, to) => {
      const call = plan.call(asks.slice(from, to).map(({ key }) => key))
      return parts.send({ ...call, context: withPatience(call.context, patience) })
    }
    const made = await askOrSplit(asks.length, ask)
    return made.flatMap((part) => landPart(plan, part, { asks, parts, made }))
  }
  const onEnd = (): void => {
    for (const { shareKey } of asks) if (parts.flights.get(shareKey)?.flight === flight) parts.flights.delete(shareKey)
  }
  const flight = createFlight({ clock: parts.clock, source, operation, start, onEnd })
  asks.forEach(({ shareKey, mark }, index) => parts.flights.set(shareKey, { flight, index, mark }))
  return flight
}

interface Landed<K, V> {
  readonly asks: readonly Ask<K>[]
  readonly parts: BatchParts
  /** All parts of the batch. */
  readonly made: readonly Part<KeyOutcome<V>>[]
}

/** What one call said of its keys; answers are kept, and what failed may be stood in for by what was kept before. */
const landPart = <K, V>(
  plan: BatchPlan<K, V>,
  part: Part<KeyOutcome<V>>,
  { asks, parts, made }: Landed<K, V>,
): readonly KeyOutcome<V>[] => {
  const mine = asks.slice(part.from, part.to)
  if ('answer' in part.ending) {
    const { answer } = part.ending
    keepOutcomes(mine, { answer, ttlMs: plan.ttlMs, staleMs: plan.staleMs ?? 0 }, parts)
    return mine.map((_ask, index) => answer.value[index] ?? { error: toUnanswered(plan) })
  }
  const { error: thrown } = part.ending
  const told = isHeadwatersError(thrown) ? thrown : toUnanswered(plan, thrown)
  const error = isUndecided(part, made) ? toUndecided(told) : told
  return mine.map((ask) => standIn<K, V>(ask, error, parts) ?? { error })
}

/** What was kept of a key, where it may stand in for a failure of the vendor. */
const standIn = <K, V>({ shareKey }: Ask<K>, error: HeadwatersError, parts: BatchParts): KeyOutcome<V> | null => {
  if (!error.traits.retryable || error.code === 'DEADLINE_EXCEEDED') return null
  const stored = parts.answers.get(shareKey)
  if (stored === undefined || (stored.mark !== undefined && !parts.tags.isCurrent(stored.mark))) return null
  const outcome = asKeyed<KeyOutcome<V>>(stored.value)
  if (!('value' in outcome)) return null
  return { ...outcome, stale: { ageMs: parts.clock.now() - stored.receivedAtMs, failure: error } }
}

interface Kept<V> {
  readonly answer: Answer<readonly KeyOutcome<V>[]>
  readonly ttlMs: number
  readonly staleMs: number
}

/** Keeps values, and that there is none; an error of one key is not kept. */
const keepOutcomes = <K, V>(asks: readonly Ask<K>[], { answer, ttlMs, staleMs }: Kept<V>, parts: BatchParts): void => {
  if (ttlMs <= 0) return
  const bytes = Math.ceil(answer.bytes / asks.length)
  asks.forEach(({ shareKey, mark }, index) => {
    const outcome = answer.value[index]
    if (outcome === undefined || 'error' in outcome) return
    keep({ key: shareKey, mark, ttlMs, staleMs, answer: { ...answer, value: outcome, headers: {}, bytes } }, parts)
  })
}

const toUnanswered = <K, V>({ source, operation }: BatchPlan<K, V>, cause?: unknown): HeadwatersError =>
  new HeadwatersError('INTERNAL', `${source}.${operation} gave no outcome for a key that it was asked for.`, {
    source,
    operation,
    cause,
  })

/** What was answered without a call of its own; batches that leave are reported by the line. */
interface Shared {
  readonly via: 'cache' | 'flight'
  readonly keys: number
  readonly durationMs: number
}

const observeShared = <K, V>({ source, account, operation, context }: BatchPlan<K, V>, shared: Shared): void => {
  if (shared.keys === 0) return
  context.observe({ type: 'call', source, account, operation, requestId: context.requestId, attempts: 0, ...shared })
}
