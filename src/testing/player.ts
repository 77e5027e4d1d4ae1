import type { StandIn } from '../kit/mount.ts'
import { CassetteError } from './cassette.ts'
import type { Cassette, Exchange } from './cassette-shape.ts'
import { serveOnLoopback } from './loopback.ts'
import { toKeptRequest, type RedactOptions } from './recorder.ts'

const isSame = (a: Exchange['request'], b: Exchange['request']): boolean =>
  a.method === b.method && a.path === b.path && a.body === b.body

/** A stand-in that answers what was recorded, and what it could not answer. */
export interface Player extends StandIn {
  readonly unknown: readonly string[]
}

/** Makes a player: each recorded exchange answers once, in order; the last of its kind goes on answering. */
export const createPlayer = async (cassette: Cassette, options: RedactOptions): Promise<Player> => {
  const left = [...cassette.exchanges]
  const unknown: string[] = []
  const served = await serveOnLoopback(async (asked) => {
    const kept = toKeptRequest(asked, options)
    const found = left.find(({ request }) => isSame(request, kept))
    if (found === undefined) {
      unknown.push(`${kept.method} ${kept.path}`)
      throw new CassetteError('not recorded')
    }
    const hasMore = left.filter(({ request }) => isSame(request, kept)).length > 1
    if (hasMore) left.splice(left.indexOf(found), 1)
    return found.response
  })
  return { ...served, unknown }
}
