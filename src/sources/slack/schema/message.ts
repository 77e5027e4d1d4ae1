import type { DeskOf, RowFields } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { MessageRow, ReactionRow } from '../shapes.ts'
import type { SlackChannelRef } from './channel.ts'
import type { SlackFileRef } from './file.ts'
import type { SlackMessageRef } from './message-name.ts'
import { moment, text, told } from './told.ts'
import type { SlackUserRef } from './user.ts'

type Desk = DeskOf<SlackOperations>
type Fields = RowFields<MessageRow>

/** The scalar of blocks. */
export type SlackBlocksRef = ReturnType<Desk['json']>

interface Around {
  readonly SlackMessage: SlackMessageRef
  readonly SlackChannel: SlackChannelRef
  readonly SlackUser: SlackUserRef
  readonly SlackFile: SlackFileRef
  readonly SlackBlocks: SlackBlocksRef
}

/** Most members of one reaction that are loaded at once. */
const MAX_REACTING = 100

const addReaction = ({ builder, load }: Desk, { SlackUser }: Around) =>
  builder.objectRef<ReactionRow>('SlackReaction').implement({
    description: 'One emoji under a message, and who gave it.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'The name of the emoji without colons: `eyes`.' }),
      count: t.exposeInt('count', { description: 'How many members gave it.' }),
      users: t.loadMany(load.user, {
        type: SlackUser,
        description: 'Members who gave it; Slack may name fewer than it counts. One call a member.',
        atMost: MAX_REACTING,
        keys: ({ users }) => users.slice(0, MAX_REACTING),
      }),
    }),
  })

const content = (t: Fields, { SlackBlocks, SlackFile }: Around) => ({
  ts: t.exposeString('ts', { description: 'Names the message within its channel: `1767607200.000100`.' }),
  channelId: t.exposeString('channel', { description: "The vendor's id of the channel." }),
  text: t.string(
    text("The text in Slack's own markup; with blocks it is what notifications show.", (message) => message.text),
  ),
  blocks: t.field({
    type: SlackBlocks,
    nullable: true,
    description: 'The blocks, as Slack has them.',
    resolve: ({ blocks }) => blocks ?? null,
  }),
  subtype: t.string(
    text("Slack's word for a message that is not an ordinary one: `channel_join`.", ({ subtype }) => subtype),
  ),
  botName: t.string(text('The name that a bot posted under, where it chose one.', ({ username }) => username)),
  sentAt: t.field(moment('When it was posted.', ({ ts }) => ts)),
  editedAt: t.field(moment('When it was last changed; null when never.', ({ edited }) => edited?.ts)),
  files: t.field({
    type: [SlackFile],
    atMost: 10,
    description: 'The files that came with it.',
    resolve: ({ files }) => files ?? [],
  }),
})

const relations = (t: Fields, { load, call }: Desk, { SlackChannel, SlackUser }: Around) => ({
  author: t.load(load.user, {
    type: SlackUser,
    description: 'Who posted it; null for messages of apps without a member. One call a member.',
    key: ({ user }) => told(user),
  }),
  channel: t.load(load.channel, {
    type: SlackChannel,
    description: 'Where it was posted.',
    key: ({ channel }) => channel,
  }),
  permalink: t.call(call.permalink, {
    type: 'URL',
    description: 'The address of the message, which lasts. One call a message.',
    with: ({ channel, ts }) => ({ channel, message_ts: ts }),
  }),
})

const thread = (t: Fields, { page }: Desk, { SlackMessage }: Around) => ({
  threadTs: t.string(
    text("The `ts` of the thread's first message; null outside threads.", (message) => message.thread_ts),
  ),
  replyCount: t.int({
    description: 'How many replies it has; 0 for replies themselves.',
    resolve: (message) => message.reply_count ?? 0,
  }),
  thread: t.pages(page.thread, {
    type: SlackMessage,
    description: 'The whole thread that the message is in: its first message, then the replies, oldest first.',
    with: ({ channel, ts, thread_ts }) => ({ channel, ts: told(thread_ts) ?? ts }),
  }),
})

/** Tells the fields of messages. */
export const describeMessage = (desk: Desk, around: Around): void => {
  const SlackReaction = addReaction(desk, around)
  around.SlackMessage.implement({
    description: 'A message in a channel. It has no id of its own: channel and `ts` name it.',
    fields: (t) => ({
      ...content(t, around),
      ...relations(t, desk, around),
      ...thread(t, desk, around),
      reactions: t.field({
        type: [SlackReaction],
        atMost: 50,
        description: 'The emoji under it.',
        resolve: ({ reactions }) => reactions ?? [],
      }),
    }),
  })
}
