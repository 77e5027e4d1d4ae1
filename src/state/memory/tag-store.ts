import type { TagMark, TagStore } from '../tag-store.ts'

/** How much a memory tag store may remember. */
export interface MemoryTagStoreOptions {
  /** Most forgotten tags that are remembered one by one. @default 100_000 */
  readonly maxTags?: number
}

/**
 * Keeps the generations of tags in this process. A tag that it no longer remembers counts as forgotten at the *floor*, the
 * latest moment at which a tag that was dropped had been forgotten: older marks are then not current, which costs an
 * upstream call and never serves an old value.
 */
export const createMemoryTagStore = (options: MemoryTagStoreOptions = {}): TagStore => {
  const { maxTags = 100_000 } = options
  /** In the order of forgetting, oldest first: a tag that is forgotten again moves to the end. */
  const generations = new Map<string, number>()
  let counter = 0
  let floor = 0

  const dropOldest = (): void => {
    for (const [tag, generation] of generations) {
      if (generations.size <= maxTags) return
      generations.delete(tag)
      floor = generation
    }
  }

  return {
    mark: (tags): TagMark => ({ tags, generation: counter }),
    isCurrent: (mark) => mark.tags.every((tag) => (generations.get(tag) ?? floor) <= mark.generation),
    forget: (tags) => {
      if (tags.length === 0) return
      counter += 1
      for (const tag of tags) {
        generations.delete(tag)
        generations.set(tag, counter)
      }
      dropOldest()
    },
  }
}
