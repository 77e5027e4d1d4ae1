/** A queue in which nobody starves: owners take turns, each with its own items in the order of coming. */
export interface FairQueue<Item> {
  readonly size: () => number
  readonly add: (owner: string, item: Item) => void
  readonly delete: (owner: string, item: Item) => void
  /** Whose turn it is; undefined when nobody waits. */
  readonly first: () => Item | undefined
  /** Takes the first item out and gives the turn to the next owner. */
  readonly take: () => void
  /** Every item in the order in which it would go. */
  readonly inOrder: () => Generator<Item>
  /** How many items would go before a new one of this owner. */
  readonly aheadOf: (owner: string) => number
}

const firstOf = <Item>(items: Iterable<Item>): Item | undefined => {
  for (const item of items) return item
  return undefined
}

/** Round after round, one item of each owner. */
function* rounds<Item>(queues: ReadonlyMap<string, ReadonlySet<Item>>): Generator<Item> {
  const all = [...queues.values()].map((items) => [...items])
  const longest = all.reduce((most, items) => Math.max(most, items.length), 0)
  for (let round = 0; round < longest; round += 1) {
    for (const items of all) {
      const item = items[round]
      if (item !== undefined) yield item
    }
  }
}

/** Makes an empty {@link FairQueue}. */
export const createFairQueue = <Item>(): FairQueue<Item> => {
  // A map keeps the order in which owners were added; who had a turn is put at its end.
  const queues = new Map<string, Set<Item>>()
  let size = 0
  return {
    size: () => size,
    add: (owner, item) => {
      const items = queues.get(owner)
      if (items === undefined) queues.set(owner, new Set([item]))
      else items.add(item)
      size += 1
    },
    delete: (owner, item) => {
      const items = queues.get(owner)
      if (items?.delete(item) !== true) return
      size -= 1
      if (items.size === 0) queues.delete(owner)
    },
    first: () => firstOf(firstOf(queues.values()) ?? []),
    take: () => {
      const [owner, items] = firstOf(queues) ?? []
      if (owner === undefined || items === undefined) return
      queues.delete(owner)
      const item = firstOf(items)
      if (item !== undefined && items.delete(item)) size -= 1
      if (items.size > 0) queues.set(owner, items)
    },
    inOrder: () => rounds(queues),
    aheadOf: (owner) => {
      const own = queues.get(owner)?.size ?? 0
      let ahead = own
      for (const [name, { size: waiting }] of queues) if (name !== owner) ahead += Math.min(waiting, own + 1)
      return ahead
    },
  }
}
