/**
 * Generations of tags. A tag is a name within a scope (`stripe:default:customer:cus_1`). A read notes the generations when
 * it begins; what began under an older generation of one of its tags is neither stored, served nor joined.
 */
export interface TagStore {
  /** Notes how these tags stand now. Compare with {@link TagStore.isCurrent}. */
  readonly mark: (tags: readonly string[]) => TagMark
  /** Whether none of the tags was forgotten since the mark was noted. May say no where it does not know, never yes. */
  readonly isCurrent: (mark: TagMark) => boolean
  /** Makes everything that wears one of these tags stale. */
  readonly forget: (tags: readonly string[]) => void
}

/** What {@link TagStore.mark} noted. */
export interface TagMark {
  readonly tags: readonly string[]
  /** How far the one growing counter that generations are drawn from had come when this was noted. */
  readonly generation: number
}
