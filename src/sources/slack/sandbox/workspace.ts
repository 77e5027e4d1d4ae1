import { refuse, type World } from '../../../kit/index.ts'
import { BOT_ID, createPeople, type SentUser } from './people.ts'
import {
  createChannels,
  createFiles,
  createMessages,
  createUserGroups,
  membersOf,
  type SentChannel,
  type SentFile,
  type SentMessage,
  type SentUserGroup,
} from './places.ts'

/** A channel with what is in it; messages oldest first, replies among them. */
interface Place {
  readonly channel: SentChannel
  readonly members: string[]
  messages: SentMessage[]
}

/** Everything that a sandbox remembers. */
export interface Workspace {
  readonly users: readonly SentUser[]
  readonly places: Map<string, Place>
  readonly files: readonly (SentFile & { channels: string[] })[]
  readonly userGroups: readonly SentUserGroup[]
  readonly nextTs: () => string
}

/** A "no" as Slack says it: with status 200. */
export const no = (error: string, more: object = {}): never => refuse(200, { ok: false, error, ...more })

/** A workspace with the same people, channels and messages each time. */
export const createWorkspace = ({ wallNow }: World): Workspace => {
  const places = createChannels().map((channel, index): [string, Place] => [
    channel.id,
    { channel, members: membersOf(index), messages: createMessages(index) },
  ])
  let lastMicros = 0
  return {
    users: createPeople(),
    places: new Map(places),
    files: createFiles(),
    userGroups: createUserGroups(),
    nextTs: () => {
      lastMicros = Math.max(lastMicros + 100, wallNow() * 1000)
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`
    },
  }
}

/** The place of that id that our app can see. */
export const placeOf = ({ places }: Workspace, id: string): Place => {
  const place = places.get(id)
  return place === undefined || place.channel.is_private === true ? no('channel_not_found') : place
}

const openDirect = (workspace: Workspace, user: string): Place => {
  const id = `D${user.slice(1)}`
  const known = workspace.places.get(id)
  if (known) return known
  const place = { channel: { id, is_im: true, created: 1 }, members: [user, BOT_ID], messages: [] }
  workspace.places.set(id, place)
  return place
}

/** Where a message may be posted: in a channel that our app is in, or to a member. */
export const postPlaceOf = (workspace: Workspace, id: string): Place => {
  if (workspace.users.some((user) => user.id === id)) return openDirect(workspace, id)
  const place = placeOf(workspace, id)
  if (place.channel.is_archived === true) return no('is_archived')
  return place.members.includes(BOT_ID) ? place : no('not_in_channel')
}

/** The message of that time stamp. */
export const messageOf = (place: Place, ts: string): SentMessage =>
  place.messages.find((message) => message.ts === ts) ?? no('message_not_found')

interface PageArgs {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

const toCursor = (name: string): string => btoa(`next:${name}`)

const startOf = (names: readonly string[], cursor: string): number => {
  const index = names.findIndex((name) => toCursor(name) === cursor)
  return index === -1 ? no('invalid_cursor') : index
}

/** One page of a list; the cursor names the first row of the next page, and is empty at the end. */
export const pageOf = <Row>(all: readonly Row[], nameOf: (row: Row) => string, { cursor, limit = 100 }: PageArgs) => {
  const names = all.map(nameOf)
  const from = cursor ? startOf(names, cursor) : 0
  const next = names[from + limit]
  return {
    rows: all.slice(from, from + limit),
    response_metadata: { next_cursor: next === undefined ? '' : toCursor(next) },
  }
}
