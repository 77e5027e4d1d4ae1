import { randomUUID } from 'node:crypto'
import type { RequestContext } from '../graph/context.ts'
import type { CallOperation, RawAnswer, UpstreamCall, UpstreamRequest } from '../upstream/call.ts'
import { createDecoder, type Decoded } from './decode-answer.ts'
import { encodeRequest } from './encode.ts'
import type { Declared } from './operation.ts'
import type { Mounted } from './registry.ts'
import { gatherMisfits } from './rows.ts'
import { fillTemplate, slotsOf } from './template.ts'

type Args = Readonly<Record<string, unknown>>

/** An operation of a mounted account, ready to be asked. */
export interface Asked {
  readonly name: string
  readonly operation: Declared
  readonly mounted: Mounted
  readonly facts: CallOperation
  readonly decode: (answer: RawAnswer, args: Args) => Decoded
}

const toFacts = (name: string, operation: Declared, { api }: Mounted): CallOperation => ({
  name,
  kind: operation.kind,
  quotaClass: operation.quotaClass,
  breakerGroup: operation.breakerGroup,
  isPublic: operation.isPublic,
  ttlMs: operation.ttlMs,
  overridesVendorCache: api.cacheControl === 'ignored',
  staleMs: operation.staleMs,
  isBatch: operation.batch !== null,
  idempotency: operation.idempotency,
  ...(operation.maxDeadlineMs !== undefined && { maxDeadlineMs: operation.maxDeadlineMs }),
})

const ASKED = new WeakMap<Mounted, Map<string, Asked>>()

/** The prepared form of an operation of a mounted account; made once. */
export const askedOf = (mounted: Mounted, name: string, operation: Declared): Asked => {
  let known = ASKED.get(mounted)
  if (!known) ASKED.set(mounted, (known = new Map<string, Asked>()))
  const found = known.get(name)
  if (found) return found
  const facts = toFacts(name, operation, mounted)
  const made = { name, operation, mounted, facts, decode: createDecoder(name, operation, mounted) }
  known.set(name, made)
  return made
}

/** Tags whose slots are all filled; one with an empty slot is left out, one with a list becomes a tag for each of its items. */
const toTags = (templates: readonly string[], values: (slot: string) => unknown): readonly string[] =>
  templates.flatMap((template) => {
    const listed = slotsOf(template).find((slot) => Array.isArray(values(slot)))
    if (listed === undefined) return fillTemplate(template, values) ?? []
    const items = values(listed) as readonly unknown[]
    return items.flatMap((item) => toTags([template], (slot) => (slot === listed ? item : values(slot))))
  })

/** The tags that an answer to these arguments wears. */
export const tagsOf = (asked: Asked, args: Args): readonly string[] =>
  toTags(asked.operation.wears, (slot) => args[slot])

/** The tags that the answer of one key of a batch wears. */
export const keyTagsOf = (asked: Asked, key: string): readonly string[] =>
  toTags(asked.operation.wears, (slot) => (slot === 'key' ? key : undefined))

const answerSlot = (value: unknown, slot: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Args)[slot.slice('answer.'.length)] : undefined

/** The tags that a write makes stale: those over its arguments, and once there is an answer those over that. */
export const forgetsOf = (asked: Asked, args: Args, answer?: unknown): readonly string[] =>
  toTags(asked.operation.forgets, (slot) => (slot.startsWith('answer.') ? answerSlot(answer, slot) : args[slot]))

/** Puts the key on a write by which the vendor knows its repetitions; one key serves all attempts. */
const withIdempotency = (asked: Asked, request: UpstreamRequest, key: string | undefined): UpstreamRequest => {
  const { idempotency } = asked.operation
  if (idempotency.kind !== 'header') return request
  return { ...request, headers: { ...request.headers, [idempotency.name]: key ?? randomUUID() } }
}

/** What one call is made from. */
export interface CallParts<T> {
  readonly args: Args
  readonly context: RequestContext
  readonly decode: (decoded: Decoded, answer: RawAnswer) => T
  readonly keys?: number
  readonly idempotencyKey?: string | undefined
}

/** Makes the call that goes down the line. */
export const toUpstreamCall = <T>(asked: Asked, parts: CallParts<T>): UpstreamCall<T> => {
  const { mounted, operation, name } = asked
  const request = encodeRequest({ source: mounted.source, operation: name }, operation, {
    api: mounted.api,
    args: parts.args,
  })
  return {
    source: mounted.source,
    account: mounted.account,
    operation: asked.facts,
    request: withIdempotency(asked, request, parts.idempotencyKey),
    credential: mounted.credential,
    context: parts.context,
    tags: tagsOf(asked, parts.args),
    forgets: forgetsOf(asked, parts.args),
    keys: parts.keys ?? 1,
    attempt: 1,
    sign: null,
    decode: (answer, drifted) => {
      const { value, paths } = gatherMisfits(() => asked.decode(answer, parts.args))
      if (paths.length > 0) drifted?.(paths)
      return parts.decode(value, answer)
    },
  }
}
