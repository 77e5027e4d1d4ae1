import { HeadwatersError } from '../core/headwaters-error.ts'
import { createKeyFlights, type KeyFlights } from '../upstream/batch.ts'
import type { Credential } from '../upstream/call.ts'
import type { Line, LineParts } from '../upstream/line.ts'
import { originOf } from './account-ref.ts'
import type { Api } from './api.ts'
import type { ServedSandbox } from './served-sandbox.ts'

/** One account of one source, with its config and its line: ready to be called. */
export interface Mounted {
  readonly source: string
  readonly description: string
  readonly account: string
  readonly mode: 'live' | 'sandbox'
  readonly api: Api
  readonly line: Line
  readonly credential: Credential
  /** The stand-in it talks to, when it is not live. */
  readonly sandbox: ServedSandbox | null
}

/** Every mounted account, and what they share. */
export interface Registry {
  readonly all: readonly Mounted[]
  readonly parts: LineParts
  /** Keys of batches that are under way. */
  readonly flights: KeyFlights
  /** What cursors are signed with. */
  readonly cursorKey: string
  /** The account that a call goes to, told by where it comes from. */
  readonly find: (source: string, from: unknown) => Mounted
}

const unknownAccount = (source: string, account: string, known: readonly string[]): HeadwatersError =>
  new HeadwatersError(
    'BAD_USER_INPUT',
    known.length === 0
      ? `The source ${source} is not mounted on this server.`
      : `The source ${source} has no account "${account}". It has: ${known.join(', ')}.`,
    { source, details: [{ field: 'account', issue: 'unknown account' }] },
  )

/** Makes a registry of mounted accounts. The first account of a source is its default. */
export const createRegistry = (all: readonly Mounted[], parts: LineParts, cursorKey: string): Registry => {
  const bySource = Map.groupBy(all, (mounted) => mounted.source)
  const find = (source: string, from: unknown): Mounted => {
    const accounts = bySource.get(source) ?? []
    const first = accounts[0]
    const origin = originOf(from)
    const wanted = origin?.source === source ? origin.account : null
    const found = wanted === null ? first : accounts.find(({ account }) => account === wanted)
    if (found === undefined)
      throw unknownAccount(
        source,
        wanted ?? 'default',
        accounts.map(({ account }) => account),
      )
    return found
  }
  return { all, parts, flights: createKeyFlights(), cursorKey, find }
}
