import { decodeGlobalId, toGlobalId } from '../core/global-id.ts'
import { HeadwatersError } from '../core/headwaters-error.ts'
import { originOf } from './account-ref.ts'
import type { Registry } from './registry.ts'
import type { From } from './verbs.ts'

/** What an id argument has to name. */
export interface WantedId {
  readonly source: string
  /** The node type it should be of; null where any is fine. */
  readonly type: string | null
  readonly argument: string
}

const wrong = (wanted: WantedId, issue: string): HeadwatersError =>
  new HeadwatersError('BAD_USER_INPUT', `Argument \`${wanted.argument}\` ${issue}`, {
    source: wanted.source,
    details: [{ field: wanted.argument, issue }],
  })

/**
 * Reads an id argument: the vendor's own id, or a global id of the right type and account, which is checked against both.
 */
export const toVendorId = (registry: Registry, given: string, known: { wanted: WantedId; from: From }): string => {
  const { wanted, from } = known
  const trimmed = given.trim()
  if (trimmed === '') throw wrong(wanted, "is empty. Send the vendor's id, or the `id` of a node.")
  const global = decodeGlobalId(trimmed)
  if (global === null) return trimmed
  if (wanted.type !== null && global.type !== wanted.type) {
    throw wrong(wanted, `is the id of a ${global.type}. Send the id of a ${wanted.type}.`)
  }
  const { account } = registry.find(wanted.source, from)
  if (global.account !== account) {
    throw wrong(
      wanted,
      `is of the account "${global.account}", but "${account}" is asked. Name that account, or use \`node\`.`,
    )
  }
  return global.id
}

/** The global id of a row: its type, the account it came from, and the vendor's id. */
export const globalIdOf = (
  registry: Registry,
  row: unknown,
  known: { source: string; type: string; id: string },
): string => {
  const account = originOf(row)?.account ?? registry.find(known.source, null).account
  return toGlobalId({ type: known.type, account, id: known.id })
}
