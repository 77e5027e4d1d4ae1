import { isHeadwatersError } from '../core/headwaters-error.ts'
import { failWhole, markStale } from '../graph/answer-notes.ts'
import type { RequestContext } from '../graph/context.ts'
import { staleIn } from './staleness.ts'
import type { Verb } from './verbs.ts'

/** The words for what a field does when its vendor fails, and anything that it is asked for instead. */
export type Policy = 'null' | 'stale' | 'fail' | { readonly fallback: Verb }

/** A field that asks a verb. */
export interface Guarded<T> {
  readonly policy: Policy
  readonly context: RequestContext
  readonly path: readonly (string | number)[]
  readonly source: string
  readonly ask: () => Promise<T>
  /** Asks the other verb; null where there is none, or where it cannot go on. */
  readonly askFallback: (() => Promise<T>) | null
}

/** What a field does when it does not say: a kept answer stands in where the operation holds one for that. */
export const policyOf = ({ operation, source, name }: Verb, said: Policy | undefined): Policy => {
  if (said === 'stale' && operation.staleMs <= 0)
    throw new TypeError(
      `A field over ${source}.${name} wants stale answers, and none are held: declare \`cache.staleMs\` on ${name}.`,
    )
  return said ?? (operation.staleMs > 0 ? 'stale' : 'null')
}

/** Whether another source can help: the vendor failed, or cannot be asked. */
const canFallBack = (thrown: unknown): boolean =>
  isHeadwatersError(thrown) &&
  thrown.code !== 'UPSTREAM_NOT_FOUND' &&
  (thrown.code.startsWith('UPSTREAM_') || ['CIRCUIT_OPEN', 'QUOTA_EXHAUSTED', 'REAUTHORIZE'].includes(thrown.code))

const accept = async <T>({ policy, context, path, source, ask }: Guarded<T>): Promise<T> => {
  const value = await ask()
  const stale = staleIn(context, value)
  if (stale === null) return value
  if (policy !== 'stale' && stale.failure !== null) throw stale.failure
  markStale(context, { path, source, ageMs: stale.ageMs })
  return value
}

/** Asks a field's verb, and does what the field says when that fails. */
export const guard = async <T>(known: Guarded<T>): Promise<T> => {
  const { policy, context, askFallback } = known
  try {
    return await accept(known)
  } catch (thrown) {
    if (policy === 'fail') failWhole(context)
    if (typeof policy !== 'object' || askFallback === null || !canFallBack(thrown)) throw thrown
    const { source } = policy.fallback
    // The first failure is the one to tell: the field is the first verb's.
    return accept({ ...known, policy: 'stale', source, ask: askFallback }).catch(() => Promise.reject(thrown as Error))
  }
}
