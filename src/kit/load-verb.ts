import DataLoader from 'dataloader'
import { shareKey, toStableText } from '../core/fingerprint.ts'
import { HeadwatersError, isHeadwatersError } from '../core/headwaters-error.ts'
import type { RequestContext } from '../graph/context.ts'
import { askKeys, type BatchPlan, type KeyOutcome } from '../upstream/batch.ts'
import { createCallVerb } from './call-verb.ts'
import { loaderOf } from './loaded.ts'
import type { Batching, Declared } from './operation.ts'
import type { Outcome } from './outcomes.ts'
import type { Mounted, Registry } from './registry.ts'
import { misfitOf, shapeError } from './rows.ts'
import { noteStale } from './staleness.ts'
import { askedOf, keyTagsOf, toUpstreamCall, type Asked } from './upstream-call.ts'
import { codeOfWord } from './vendor-word.ts'
import type { From } from './verbs.ts'

/** The canonical text of a key: keys that ask for the same are the same. */
const toKeyName = (key: unknown): string => (typeof key === 'string' ? key : toStableText(key))

const wordError = (asked: Asked, word: string): HeadwatersError => {
  const { source, api } = asked.mounted
  const code = codeOfWord(api, word) ?? 'UPSTREAM_REJECTED'
  return new HeadwatersError(code, `${source}.${asked.name}: the vendor refused this key (${word}).`, {
    source,
    operation: asked.name,
    vendor: { code: word },
  })
}

const toKeyOutcome = (asked: Asked, outcome: Outcome<unknown>): KeyOutcome<unknown> => {
  if ('missing' in outcome) return outcome
  if ('word' in outcome) {
    const error = wordError(asked, outcome.word)
    return error.code === 'UPSTREAM_NOT_FOUND' ? { missing: true } : { error }
  }
  const at = { source: asked.mounted.source, operation: asked.name }
  if ('misfit' in outcome) return { error: shapeError(at, outcome.misfit) }
  const misfit = misfitOf(outcome.value)
  return misfit ? { error: shapeError(at, misfit) } : outcome
}

/** How a batched read asks for many keys on behalf of one caller. */
const toPlan = (asked: Asked, batch: Batching, context: RequestContext): BatchPlan<unknown, unknown> => {
  const { source, account, credential } = asked.mounted
  const scope = {
    credential: asked.facts.isPublic ? null : credential.fingerprint,
    source,
    account,
    operation: asked.name,
  }
  return {
    source,
    account,
    operation: asked.name,
    context,
    max: batch.max,
    ttlMs: asked.facts.ttlMs,
    staleMs: asked.operation.staleMs,
    keyName: toKeyName,
    shareKey: (key) => shareKey(scope, 'key', toKeyName(key)),
    tags: (key) => keyTagsOf(asked, toKeyName(key)),
    call: (keys) =>
      toUpstreamCall(asked, {
        args: batch.ask(keys) as Readonly<Record<string, unknown>>,
        context,
        keys: keys.length,
        decode: ({ value, failures }) => {
          const outcomes = batch.outcomes(value)
          const names = keys.map(toKeyName)
          return keys.map((key, index) => {
            const error = failures.get(index)
            return error ? { error } : toKeyOutcome(asked, outcomes.of(toKeyName(key), index, names))
          })
        },
      }),
  }
}

/** A vendor that knows none of a batch's keys may say so of the whole batch. */
const toValue = (outcome: KeyOutcome<unknown>, context: RequestContext): unknown => {
  if ('error' in outcome) return outcome.error.code === 'UPSTREAM_NOT_FOUND' ? null : outcome.error
  if ('missing' in outcome) return null
  const { value, stale = null } = outcome
  if (stale !== null && (typeof value !== 'object' || value === null)) return stale.failure
  return noteStale(context, value, stale)
}

const batchLoader = (asked: Asked, batch: Batching, known: { context: RequestContext; registry: Registry }) =>
  new DataLoader<unknown, unknown, string>(
    async (keys) => {
      const { parts, flights } = known.registry
      const plan = toPlan(asked, batch, known.context)
      const outcomes = await askKeys(plan, keys, {
        send: asked.mounted.line.send,
        answers: parts.answers,
        tags: parts.tags,
        clock: parts.clock,
        flights,
      })
      return outcomes.map((outcome) => toValue(outcome, known.context))
    },
    { cacheKeyFn: toKeyName },
  )

type CallVerb = ReturnType<typeof createCallVerb>

const orNull = async (asking: Promise<unknown>): Promise<unknown> => {
  try {
    return await asking
  } catch (thrown) {
    if (isHeadwatersError(thrown) && thrown.code === 'UPSTREAM_NOT_FOUND') return null
    throw thrown
  }
}

const singleLoader = (known: { mounted: Mounted; key: string; call: CallVerb; context: RequestContext; from: From }) =>
  new DataLoader<unknown, unknown, string>(
    (keys) =>
      Promise.all(
        keys.map((key) =>
          orNull(known.call({ [known.key]: key }, known.context, known.from)).catch(
            (thrown: unknown) => thrown as Error,
          ),
        ),
      ),
    { cacheKeyFn: toKeyName, batch: false },
  )

/** Makes `load.x`: one object by key; keys of one tick are asked for together where the vendor can. */
export const createLoadVerb = (
  registry: Registry,
  known: { source: string; name: string; operation: Declared },
): ((key: unknown, context: RequestContext, from?: From) => Promise<unknown>) => {
  const call = createCallVerb(registry, known)
  return (key, context, from) => {
    const mounted = registry.find(known.source, from)
    const asked = askedOf(mounted, known.name, known.operation)
    const { batch } = known.operation
    const loader = loaderOf(context, `${known.source}:${mounted.account}:${known.name}`, () =>
      batch
        ? batchLoader(asked, batch, { context, registry })
        : singleLoader({ mounted, key: known.operation.key ?? 'id', call, context, from }),
    )
    return loader.load(key)
  }
}
