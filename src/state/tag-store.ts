/**
 * Generations of tags. A tag is a name within a scope (`stripe:default:customer:cus_1`). A read notes the generations when
 * it begins; what began under an older generation of one of its tags is neither stored, served nor joined.
 */
export interface TagStore {
  /** A mark that grows whenever one of these tags is forgotten. Compare with {@link TagStore.isCurrent}. */
  readonly mark: (tags: readonly string[]) => TagMark
  readonly isCurrent: (mark: TagMark) => boolean
  /** Makes everything that wears one of these tags stale. */
  readonly forget: (tags: readonly string[]) => void
}

/** What {@link TagStore.mark} noted. */
export interface TagMark {
  readonly tags: readonly string[]
  /** The highest generation among them. Generations are drawn from one growing counter. */
  readonly generation: number
}
