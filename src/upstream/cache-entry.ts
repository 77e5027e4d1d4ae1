import type { Clock } from '../core/clock.ts'
import { explicitLifetimeMs, initialAgeMs, lifetimeMs, type AnswerFacts, type Fields } from '../core/freshness.ts'
import { staleUseMs, type KeptFacts } from '../core/reuse.ts'
import { mayStore, unstoredFields, withoutFields } from '../core/storing.ts'
import { conditionsFor, freshenFields } from '../core/validation.ts'
import { isSelectedBy, selectingOf } from '../core/vary.ts'
import type { AnswerStore, StoredAnswer } from '../state/answer-store.ts'
import type { TagMark, TagStore } from '../state/tag-store.ts'
import type { CacheAsk, CacheKind } from './cache-kind.ts'
import type { Answer } from './call.ts'

/** What entries stand on. */
export interface EntryParts {
  readonly answers: AnswerStore
  readonly tags: TagStore
  readonly clock: Clock
}

/** With what differs between those whose answers are kept. */
export interface KindParts extends EntryParts {
  readonly kind: CacheKind
}

/** How long an answer that can be asked about again is kept beyond its freshness, in milliseconds. */
const KEPT_FOR_ASKING_MS = 86_400_000
/** Most answers to one question that differ by the fields that chose them. */
const MAX_VARIANTS = 16

/** An answer that has just come. */
export interface Arrival {
  readonly ask: CacheAsk
  readonly answer: Answer<unknown>
  /** Noted when the call began. */
  readonly mark: TagMark
  /** On {@link Clock.now}. */
  readonly requestedAtMs: number
  /** Whether the answer names its own address by `Content-Location`. @default false */
  readonly locatesItself?: boolean
}

/** A kept answer as its rules see it, at this moment. */
export const keptFacts = (stored: StoredAnswer, { mode }: CacheAsk, clock: Clock): KeptFacts => {
  const ageMs = stored.ageMs ?? 0
  return {
    mode,
    headers: stored.headers,
    ageMs: ageMs + clock.now() - stored.receivedAtMs,
    lifetimeMs: ageMs + stored.freshUntilMs - stored.receivedAtMs,
  }
}

const headerBytes = (headers: Fields): number =>
  Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length, 0)

/** When it came, how old it was, how long it is fresh and how long it is of use. */
const timesOf = (answer: AnswerFacts & { readonly receivedAtMs: number }, arrival: Arrival, clock: Clock) => {
  const { ask, requestedAtMs } = arrival
  const { receivedAtMs, headers } = answer
  const receivedWallMs = clock.wallNow() - (clock.now() - receivedAtMs)
  const rule = { mode: ask.mode, ttlMs: ask.ttlMs, receivedWallMs }
  const explicitMs = explicitLifetimeMs(answer, rule)
  // Our own word counts from when the answer came; only the vendor's own counts from when it says that it was made.
  const isOurs = ask.ttlMs !== null && (ask.overrides || explicitMs === null)
  const requestedWallMs = receivedWallMs - Math.max(0, receivedAtMs - requestedAtMs)
  const ageMs = isOurs ? 0 : initialAgeMs(arrival.answer.headers, { requestedWallMs, receivedWallMs })
  const lifeMs = ask.overrides && ask.ttlMs !== null ? ask.ttlMs : lifetimeMs(answer, rule)
  const freshUntilMs = receivedAtMs + lifeMs - ageMs
  const canBeAsked = Object.keys(conditionsFor(headers)).length > 0
  const beyondMs = Math.max(staleUseMs(headers), ask.staleMs, canBeAsked ? KEPT_FOR_ASKING_MS : 0)
  const isUseful = lifeMs > ageMs || beyondMs > 0 || (explicitMs ?? 0) > 0
  const keepUntilMs = Math.max(freshUntilMs, receivedAtMs) + (ask.ttlMs === null ? KEPT_FOR_ASKING_MS : beyondMs)
  return { receivedAtMs, ageMs, freshUntilMs, keepUntilMs, isUseful }
}

const isKept = ({ ask, answer, locatesItself = false }: Arrival): boolean => {
  if (ask.ttlMs !== null && ask.overrides) return true
  const { mode, method, headers: asked, hasCredential } = ask
  const isDeclared = ask.ttlMs !== null
  return mayStore({ mode, method, asked, hasCredential, locatesItself, isDeclared, answer })
}

/** The entry for an answer; null when it may not be kept, or is of no use. */
export const toEntry = (arrival: Arrival, { kind, clock }: KindParts): StoredAnswer | null => {
  const { ask, answer, mark } = arrival
  if (!isKept(arrival)) return null
  const unstored = unstoredFields(answer.headers, ask.mode)
  const kept = kind.toKept(ask, answer, unstored)
  const { isUseful, ...times } = timesOf(answer, arrival, clock)
  if (kept === null || !isUseful) return null
  const headers = withoutFields(answer.headers, unstored)
  const selecting = answer.headers['vary'] === undefined ? {} : { selecting: selectingOf(ask.headers, answer.headers) }
  const bytes = answer.bytes + headerBytes(headers)
  return { value: kept.value, status: answer.status, headers, ...times, ...selecting, tags: mark.tags, mark, bytes }
}

/** An entry brought up to date by a 304 (or HEAD) that has just come. */
export const freshenEntry = (stored: StoredAnswer, arrival: Arrival, { kind, clock }: KindParts): StoredAnswer => {
  const { ask, answer, mark } = arrival
  const unstored = unstoredFields(answer.headers, ask.mode)
  const headers = freshenFields(stored.headers, withoutFields(answer.headers, unstored))
  const facts = { status: stored.status, headers, receivedAtMs: answer.receivedAtMs }
  const { isUseful: _useful, ...times } = timesOf(facts, arrival, clock)
  return { ...stored, value: kind.freshen(stored.value, answer, unstored), headers, ...times, tags: mark.tags, mark }
}

const isCurrent = ({ mark }: StoredAnswer, tags: TagStore): boolean => mark === undefined || tags.isCurrent(mark)

/** All answers kept under a key that were not forgotten, youngest first. */
const variantsUnder = (key: string, { answers, tags, clock }: EntryParts): readonly StoredAnswer[] => {
  const stored = answers.get(key)
  if (stored === undefined) return []
  const { others = [], ...first } = stored
  const current = [alone(first, others), ...others].filter(
    (one) => isCurrent(one, tags) && clock.now() < (one.keepUntilMs ?? one.freshUntilMs),
  )
  if (current.length === 0) answers.delete(key)
  return current
}

/** An entry that counts only its own bytes. */
const alone = (first: StoredAnswer, others: readonly StoredAnswer[]): StoredAnswer => ({
  ...first,
  bytes: first.bytes - others.reduce((sum, { bytes }) => sum + bytes, 0),
})

/** The youngest kept answer that was chosen by what is asked and holds it, with the key it was found under. */
export const findEntry = (ask: CacheAsk, parts: KindParts): StoredAnswer | null => {
  for (const key of [ask.key, ...ask.alsoUnder]) {
    const fitting = variantsUnder(key, parts).find(
      (one) => isSelectedBy(ask.headers, one.selecting ?? {}, one.headers) && parts.kind.holds(ask, one),
    )
    if (fitting !== undefined) return fitting
  }
  return null
}

const isSameChoice = (a: StoredAnswer, b: StoredAnswer): boolean =>
  JSON.stringify(a.selecting ?? {}) === JSON.stringify(b.selecting ?? {})

/** Puts an entry in the place of those it replaces, unless one of its tags was forgotten since its call began. */
export const putEntry = (key: string, entry: StoredAnswer, parts: KindParts): void => {
  if (!isCurrent(entry, parts.tags)) return
  const others = variantsUnder(key, parts)
    .filter((one) => !(isSameChoice(one, entry) && parts.kind.isAlike(one, entry)))
    .slice(0, MAX_VARIANTS - 1)
  if (others.length === 0) return parts.answers.set(key, entry)
  const keepUntilMs = Math.max(...[entry, ...others].map((one) => one.keepUntilMs ?? one.freshUntilMs))
  const bytes = others.reduce((sum, one) => sum + one.bytes, entry.bytes)
  parts.answers.set(key, { ...entry, others, keepUntilMs, bytes })
  // Together they were too large to be kept: then the youngest alone.
  if (parts.answers.get(key) === undefined) parts.answers.set(key, entry)
}

/** Takes out the answers that were chosen alike: what came after them told that they hold no more. */
export const dropEntry = (key: string, entry: StoredAnswer, parts: EntryParts): void => {
  const [first, ...others] = variantsUnder(key, parts).filter((one) => !isSameChoice(one, entry))
  if (first === undefined) return parts.answers.delete(key)
  const bytes = others.reduce((sum, one) => sum + one.bytes, first.bytes)
  parts.answers.set(key, others.length === 0 ? first : { ...first, others, bytes })
}
