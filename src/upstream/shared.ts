import { shareKey, toAskedParts } from '../core/fingerprint.ts'
import type { UpstreamCall } from './call.ts'

/** Whose tags: a tag means one thing within one account of one source. */
export interface TagOwner {
  readonly source: string
  readonly account: string
}

/** The names under which the process knows the tags of an account (`stripe:default:customer:cus_1`). */
export const scopeTags = (owner: TagOwner, tags: readonly string[]): readonly string[] =>
  tags.map((tag) => `${owner.source}:${owner.account}:${tag}`)

/** The key under which the answer of a call may be shared: never between two credentials, unless the operation is public. */
export const toCallKey = (call: UpstreamCall<unknown>): string =>
  shareKey(
    {
      credential: call.operation.isPublic ? null : call.credential.fingerprint,
      source: call.source,
      account: call.account,
      operation: call.operation.name,
    },
    ...toAskedParts(call.request),
  )

/**
 * A shared value as what its key promises. Sound because a key names source, operation and question, and so the decoder
 * that made the value; the one place where the stores' `unknown` gets its type back.
 */
export const asKeyed = <T>(value: unknown): T => value as T
