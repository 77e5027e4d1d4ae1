import { isErrorCode, type ErrorCode } from '../core/error-code.ts'
import type { Api } from './api.ts'

/**
 * Our code for a vendor's word: by the source's catalogue, else by the words that GraphQL servers share with us
 * (`FORBIDDEN`, `RATE_LIMITED`), which from a vendor are the upstream's, never the caller's. Null for an unknown one.
 */
export const codeOfWord = ({ catalogue = {} }: Api, word: string): ErrorCode | null => {
  if (Object.hasOwn(catalogue, word)) return catalogue[word] ?? null
  const ours = word.startsWith('UPSTREAM_') ? word : `UPSTREAM_${word}`
  return isErrorCode(ours) ? ours : null
}
