import type { Use } from '../graph/field-cost.ts'

/** Parents that come in so many groups, each group at one moment. Two fields share a batch where they share an arrival. */
export interface Arrival {
  readonly groups: number
}

/** Who asks: how many parents, how they come, for which account, and at which field. */
export interface Asking {
  readonly parents: number
  readonly arrival: Arrival
  readonly account: string
  /** The field, from the root, by the names of the schema. */
  readonly path: string
}

/** How often one field asks an operation. */
export interface Share {
  readonly path: string
  readonly source: string
  readonly operation: string
  /** Keys, or calls where the operation takes one key a call. */
  readonly keys: number
}

/** Keys that share batches, since they arrive together, and what arrives with their answers. */
interface Landing {
  readonly arrival: Arrival
  keys: number
}

interface Account {
  readonly source: string
  readonly batch: number | null
  /** Calls of unbatched uses. */
  single: number
  readonly landings: Map<Arrival, Landing>
}

/** K keys in G groups at m a batch: each group may leave one batch of its own that is not full. */
const batchesOf = ({ keys, arrival }: Landing, max: number): number => {
  const groups = Math.min(keys, arrival.groups)
  return Math.min(keys, Math.floor((keys + groups * (max - 1)) / max))
}

const callsOf = ({ single, batch, landings }: Account): number =>
  [...landings.values()].reduce((sum, landing) => sum + batchesOf(landing, batch ?? 1), single)

const landIn = ({ landings }: Account, { arrival }: Asking, keys: number): Arrival => {
  const known = landings.get(arrival)
  if (known) {
    known.keys += keys
    return known.arrival
  }
  const made = { arrival: { groups: arrival.groups }, keys }
  landings.set(arrival, made)
  return made.arrival
}

/** What an operation will ask, added up while its document is walked. */
export interface Ledger {
  /** Notes a use; tells how its answers arrive. */
  readonly note: (use: Use, asking: Asking) => Arrival
  /** Calls for each source, at most. */
  readonly bySource: () => Readonly<Record<string, number>>
  /** What was noted, in its order. */
  readonly shares: readonly Share[]
}

/** Makes an empty ledger. */
export const createLedger = (): Ledger => {
  const accounts = new Map<string, Account>()
  const shares: Share[] = []
  const accountOf = ({ source, operation, batch, account }: Use, asking: Asking): Account => {
    const name = `${source}.${operation}@${account ?? asking.account}/${batch ?? ''}`
    const known = accounts.get(name)
    if (known) return known
    const made = { source, batch, single: 0, landings: new Map() }
    accounts.set(name, made)
    return made
  }
  const later = new WeakMap<Arrival, Arrival>()
  const laterThan = (arrival: Arrival): Arrival => {
    const known = later.get(arrival) ?? { groups: arrival.groups }
    later.set(arrival, known)
    return known
  }
  const note = (use: Use, { arrival, ...given }: Asking): Arrival => {
    const asking = { ...given, arrival: use.isLater ? laterThan(arrival) : arrival }
    const keys = use.keys * asking.parents
    if (keys === 0) return asking.arrival
    const { source, operation } = use
    shares.push({ path: asking.path, source, operation, keys })
    const account = accountOf(use, asking)
    if (use.batch !== null) return landIn(account, asking, keys)
    account.single += keys
    return { groups: keys }
  }
  const bySource = (): Readonly<Record<string, number>> => {
    const sums: Record<string, number> = {}
    for (const account of accounts.values()) {
      sums[account.source] = (sums[account.source] ?? 0) + callsOf(account)
    }
    return sums
  }
  return { note, bySource, shares }
}
