import type { Sandbox } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import { BOT_ID } from './people.ts'
import type { SentMessage } from './places.ts'
import { messageOf, no, placeOf, postPlaceOf, type Workspace } from './workspace.ts'

type Handlers = Sandbox<SlackOperations>['operations']
type Posting = Pick<Handlers, 'postMessage' | 'updateMessage' | 'deleteMessage'>
type Place = ReturnType<typeof placeOf>

const OK = { ok: true } as const

/** `chat.update` takes less than `chat.postMessage` (https://docs.slack.dev/reference/methods/chat.update). */
const MAX_UPDATE = 4000

const replace = (place: Place, message: SentMessage): void => {
  place.messages = place.messages.map((old) => (old.ts === message.ts ? message : old))
}

const countReplies = (place: Place, ts: string): void => {
  const parent = place.messages.find((message) => message.ts === ts)
  if (parent === undefined) return
  const replies = place.messages.filter((message) => message.thread_ts === ts && message.ts !== ts)
  replace(place, { ...parent, thread_ts: ts, reply_count: replies.length })
}

const hasContent = ({
  text,
  blocks,
}: {
  text?: string | undefined
  blocks?: readonly unknown[] | undefined
}): boolean => (text !== undefined && text !== '') || blocks !== undefined

/** Posts, changes and deletes messages as the app's own member. */
export const posting = (workspace: Workspace): Posting => ({
  postMessage: ({ channel, text, blocks, thread_ts }) => {
    const place = postPlaceOf(workspace, channel)
    if (!hasContent({ text, blocks })) return no('no_text')
    if (thread_ts !== undefined) messageOf(place, thread_ts)
    const message: SentMessage = {
      ts: workspace.nextTs(),
      user: BOT_ID,
      bot_id: 'B0001',
      text: text ?? '',
      ...(blocks && { blocks }),
      ...(thread_ts !== undefined && { thread_ts }),
    }
    place.messages.push(message)
    if (thread_ts !== undefined) countReplies(place, thread_ts)
    return { ...OK, channel: place.channel.id, ts: message.ts, message }
  },
  updateMessage: ({ channel, ts, text, blocks }) => {
    const place = placeOf(workspace, channel)
    const { blocks: _old, ...message } = messageOf(place, ts)
    if (message.user !== BOT_ID) return no('cant_update_message')
    if (!hasContent({ text, blocks })) return no('no_text')
    if ((text ?? '').length > MAX_UPDATE) return no('msg_too_long')
    const changed = {
      ...message,
      text: text ?? message.text,
      edited: { ts: workspace.nextTs() },
      ...(blocks && { blocks }),
    }
    replace(place, changed)
    return { ...OK, channel, ts, message: changed }
  },
  deleteMessage: ({ channel, ts }) => {
    const place = placeOf(workspace, channel)
    if (messageOf(place, ts).user !== BOT_ID) return no('cant_delete_message')
    place.messages = place.messages.filter((message) => message.ts !== ts)
    return { ...OK, channel, ts }
  },
})

const EMOJI = ['+1', 'eyes', 'heart', 'moth', 'rocket', 'tada', 'thumbsup', 'white_check_mark']

const alreadyReacted = { ok: false, error: 'already_reacted' } as const

/** Reacts as the app's own member. */
export const reacting = (workspace: Workspace): Pick<Handlers, 'addReaction'> => ({
  addReaction: ({ channel, timestamp, name }) => {
    const place = placeOf(workspace, channel)
    const message = messageOf(place, timestamp)
    if (!EMOJI.includes(name)) return no('invalid_name')
    const reactions = message.reactions ?? []
    const known = reactions.find((reaction) => reaction.name === name) ?? { name, count: 0, users: [] }
    const users = known.users ?? []
    if (users.includes(BOT_ID)) return alreadyReacted
    const others = reactions.filter((reaction) => reaction.name !== name)
    replace(place, { ...message, reactions: [...others, { name, count: known.count + 1, users: [...users, BOT_ID] }] })
    return OK
  },
})
