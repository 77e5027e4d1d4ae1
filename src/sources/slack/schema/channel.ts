import type { DeskOf, RowFields } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { ChannelRow, MemberRow } from '../shapes.ts'
import type { SlackFileRef } from './file.ts'
import type { SlackMessageRef } from './message-name.ts'
import { maybe, moment, text, told } from './told.ts'
import type { SlackUserRef } from './user.ts'

type Desk = DeskOf<SlackOperations>
type Fields = RowFields<ChannelRow>

interface Around {
  readonly SlackChannelKind: SlackChannelKindRef
  readonly SlackMessage: SlackMessageRef
  readonly SlackUser: SlackUserRef
  readonly SlackFile: SlackFileRef
}

/** The kinds of conversations, by the words that `conversations.list` takes. */
export const addChannelKind = ({ builder }: Desk) =>
  builder.enumType('SlackChannelKind', {
    description: 'What kind of conversation it is.',
    values: {
      PUBLIC: { value: 'public_channel', description: 'A channel that every member can join.' },
      PRIVATE: { value: 'private_channel', description: 'A channel that one has to be invited to.' },
      DIRECT: { value: 'im', description: 'Two members talking to each other.' },
      GROUP_DIRECT: { value: 'mpim', description: 'Several members talking, without a channel.' },
    } as const,
  })

/** The type of kinds, for those who use it. */
export type SlackChannelKindRef = ReturnType<typeof addChannelKind>

const kindOf = ({ is_im, is_mpim, is_private }: ChannelRow) => {
  if (is_im) return 'im'
  if (is_mpim) return 'mpim'
  return is_private ? 'private_channel' : 'public_channel'
}

const addMembership = ({ builder, load }: Desk, { SlackUser }: Around) =>
  builder.objectRef<MemberRow>('SlackMembership').implement({
    description: 'One member of a channel.',
    fields: (t) => ({
      userId: t.exposeString('user', { description: "The vendor's id of the member." }),
      user: t.load(load.user, {
        type: SlackUser,
        description: 'The member. One call a member.',
        key: ({ user }) => user,
      }),
    }),
  })

const toBound = (moment: Date | null | undefined): string | undefined =>
  moment ? (moment.getTime() / 1000).toFixed(6) : undefined

const facts = (t: Fields, { SlackChannelKind }: Around) => ({
  name: t.string(text('The name without `#`; null for direct messages.', ({ name }) => name)),
  kind: t.field({ type: SlackChannelKind, description: 'Who can see it.', resolve: kindOf }),
  topic: t.string(text('What is talked about now.', ({ topic }) => topic?.value)),
  purpose: t.string(text('What it is for.', ({ purpose }) => purpose?.value)),
  isArchived: t.exposeBoolean('is_archived', { description: 'Whether it is closed: it can be read only.' }),
  isGeneral: t.exposeBoolean('is_general', { description: 'Whether it is the channel that everybody is in.' }),
  isExternallyShared: t.exposeBoolean('is_ext_shared', {
    description: 'Whether another organization is in it as well.',
  }),
  isMember: t.boolean(
    maybe('Whether our app is in it, as it has to be to read messages.', (channel) => channel.is_member),
  ),
  memberCount: t.int(
    maybe('How many members it has; null where Slack does not say.', (channel) => channel.num_members),
  ),
  createdAt: t.field(moment('When it was made.', ({ created }) => created)),
})

const relations = (t: Fields, { load, page }: Desk, { SlackMessage, SlackUser, SlackFile }: Around) => ({
  creator: t.load(load.user, {
    type: SlackUser,
    description: 'Who made it.',
    key: ({ creator }) => told(creator),
  }),
  messages: t.pages(page.messages, {
    type: SlackMessage,
    description: 'Its messages, newest first; replies are in their threads.',
    args: {
      since: t.arg({ type: 'DateTime', description: 'Only messages after this moment.' }),
      until: t.arg({ type: 'DateTime', description: 'Only messages before this moment.' }),
    },
    with: ({ id }, { since, until }) => ({ channel: id, oldest: toBound(since), latest: toBound(until) }),
  }),
  files: t.pages(page.files, {
    type: SlackFile,
    description: 'Files that were shared in it.',
    with: ({ id }) => ({ channel: id }),
  }),
})

/** A channel or another conversation. */
export const addChannel = (desk: Desk, around: Around) => {
  const { node, load, page } = desk
  const SlackMembership = addMembership(desk, around)
  return node('SlackChannel', load.channel, {
    description: 'A channel, or another conversation of the workspace.',
    id: ({ id }) => id,
    fields: (t) => ({
      ...facts(t, around),
      ...relations(t, desk, around),
      members: t.pages(page.members, {
        type: SlackMembership,
        description: 'Who is in it.',
        with: ({ id }) => ({ channel: id }),
      }),
    }),
  })
}

/** The type of channels, for those who lead to it. */
export type SlackChannelRef = ReturnType<typeof addChannel>
