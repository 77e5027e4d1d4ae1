import { isHeadwatersError } from '../core/headwaters-error.ts'
import type { TagStore } from '../state/tag-store.ts'
import type { Answer, Send, UpstreamCall } from './call.ts'
import { scopeTags } from './shared.ts'

/** What forgetting stands on. */
export interface ForgettingParts {
  readonly tags: TagStore
  /** The tags (without account) that a write made stale, from its answer. @default call.forgets */
  readonly forgotten?: (call: UpstreamCall<unknown>, answer: Answer<unknown>) => readonly string[]
}

/** Sends a write, then forgets what it changed, or may have changed. */
export const sendThenForget = async <T>(
  call: UpstreamCall<T>,
  next: Send,
  { tags, forgotten }: ForgettingParts,
): Promise<Answer<T>> => {
  try {
    const answer = await next(call)
    forget(call, forgotten?.(call, answer) ?? call.forgets, tags)
    return answer
  } catch (error) {
    if (mayHaveHappened(error)) forget(call, call.forgets, tags)
    throw error
  }
}

/**
 * Only a write that says that it was not done was not done: silence counts as "unknown". After several attempts the last
 * one's word says nothing about those before it.
 */
const mayHaveHappened = (error: unknown): boolean => {
  if (!isHeadwatersError(error)) return true
  const { outcome, beforeSending, attempts = 1 } = error.facts
  return attempts > 1 || (outcome !== 'notApplied' && beforeSending !== true)
}

const forget = (call: UpstreamCall<unknown>, forgotten: readonly string[], tags: TagStore): void => {
  if (forgotten.length === 0) return
  tags.forget(scopeTags(call, forgotten))
  const { source, account, operation, context } = call
  const { requestId, observe } = context
  observe({ type: 'forgot', source, account, operation: operation.name, requestId, tags: forgotten })
}
