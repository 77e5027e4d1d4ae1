import { LRUCache } from 'lru-cache'
import type { Clock } from '../../core/clock.ts'
import type { AnswerStore, StoredAnswer } from '../answer-store.ts'

/** How much a memory answer store may hold. */
export interface MemoryAnswerStoreOptions {
  /** Most bytes in all; what was not asked for longest goes first. */
  readonly maxBytes: number
  /** Most bytes of one answer; a larger one is not kept. @default a quarter of maxBytes */
  readonly maxEntryBytes?: number
  readonly clock: Clock
}

/** What an entry costs beside its answer: the store's own lists and the wrapper object, measured roughly. */
const ENTRY_OVERHEAD_BYTES = 256

const sizeOf = (answer: StoredAnswer, key: string): number => ENTRY_OVERHEAD_BYTES + key.length + answer.bytes

/** Keeps answers in this process, bounded in bytes. What is past its use is dropped when it is met. */
export const createMemoryAnswerStore = (options: MemoryAnswerStoreOptions): AnswerStore => {
  const { maxBytes, maxEntryBytes = Math.ceil(maxBytes / 4), clock } = options
  const kept = new LRUCache<string, StoredAnswer>({
    maxSize: maxBytes,
    maxEntrySize: maxEntryBytes,
    sizeCalculation: sizeOf,
  })
  return {
    get: (key) => {
      const answer = kept.get(key)
      if (answer === undefined) return undefined
      if (clock.now() < (answer.keepUntilMs ?? answer.freshUntilMs)) return answer
      kept.delete(key)
      return undefined
    },
    set: (key, answer) => void kept.set(key, answer),
    delete: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    bytes: () => kept.calculatedSize,
  }
}
