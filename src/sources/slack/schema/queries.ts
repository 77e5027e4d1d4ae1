import type { DeskOf } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { SlackChannelKindRef, SlackChannelRef } from './channel.ts'
import type { SlackFileRef } from './file.ts'
import type { SlackMessageRef } from './message-name.ts'
import type { SlackUserGroupRef } from './user-group.ts'
import type { SlackUserRef } from './user.ts'

type Desk = DeskOf<SlackOperations>

interface Types {
  readonly SlackUser: SlackUserRef
  readonly SlackChannel: SlackChannelRef
  readonly SlackChannelKind: SlackChannelKindRef
  readonly SlackMessage: SlackMessageRef
  readonly SlackUserGroup: SlackUserGroupRef
  readonly SlackFile: SlackFileRef
}

const addPeople = ({ query, load, page, call }: Desk, { SlackUser, SlackUserGroup }: Types): void =>
  query((t) => ({
    user: t.load(load.user, {
      type: SlackUser,
      description: 'A member by id.',
      args: { id: t.arg.id({ required: true, description: "The member's id: `U0001`, or the `id` of a SlackUser." }) },
      ids: { id: 'SlackUser' },
      key: (_slack, { id }) => id,
    }),
    userByEmail: t.load(load.userByEmail, {
      type: SlackUser,
      description: 'A member by e-mail address. Needs the scope `users:read.email`.',
      args: { email: t.arg({ type: 'EmailAddress', required: true, description: 'The address to look for.' }) },
      key: (_slack, { email }) => email,
    }),
    users: t.pages(page.users, { type: SlackUser, description: 'All members, deactivated ones and bots too.' }),
    userGroups: t.call(call.userGroups, {
      type: [SlackUserGroup],
      atMost: 100,
      description: 'All user groups. Needs the scope `usergroups:read`.',
      args: { includeDisabled: t.arg.boolean({ description: 'Also groups that were switched off. Default: false.' }) },
      with: (_slack, { includeDisabled }) => ({ include_disabled: includeDisabled }),
    }),
  }))

const addPlaces = ({ query, load, page }: Desk, { SlackChannel, SlackChannelKind, SlackMessage }: Types): void =>
  query((t) => ({
    channel: t.load(load.channel, {
      type: SlackChannel,
      description: 'A channel by id.',
      args: {
        id: t.arg.id({ required: true, description: "The channel's id: `C0001`, or the `id` of a SlackChannel." }),
      },
      ids: { id: 'SlackChannel' },
      key: (_slack, { id }) => id,
    }),
    channels: t.pages(page.channels, {
      type: SlackChannel,
      description: 'Channels that our app can see.',
      args: {
        kinds: t.arg({
          type: [SlackChannelKind],
          description:
            'Of these kinds. Default: public ones. Others need the scopes `groups:read`, `im:read`, `mpim:read`.',
        }),
        includeArchived: t.arg.boolean({ description: 'Also archived ones. Default: false.' }),
      },
      with: (_slack, { kinds, includeArchived }) => ({
        types: kinds?.length ? kinds.join(',') : undefined,
        exclude_archived: !includeArchived,
      }),
    }),
    thread: t.pages(page.thread, {
      type: SlackMessage,
      description: 'A thread: its first message, then the replies, oldest first.',
      args: {
        channel: t.arg.id({ required: true, description: 'The id of the channel.' }),
        ts: t.arg.string({ required: true, description: "The `ts` of the thread's first message." }),
      },
      ids: { channel: 'SlackChannel' },
      with: (_slack, { channel, ts }) => ({ channel, ts }),
    }),
  }))

const addFiles = ({ query, load, page }: Desk, { SlackFile }: Types): void =>
  query((t) => ({
    file: t.load(load.file, {
      type: SlackFile,
      description: "A file's metadata by id.",
      args: { id: t.arg.id({ required: true, description: "The file's id: `F0001`, or the `id` of a SlackFile." }) },
      ids: { id: 'SlackFile' },
      key: (_slack, { id }) => id,
    }),
    files: t.pages(page.files, {
      type: SlackFile,
      description: 'Files that our app can see, newest first. Needs the scope `files:read`.',
      args: {
        channel: t.arg.id({ description: 'Only those shared in this channel.' }),
        user: t.arg.id({ description: 'Only those uploaded by this member.' }),
      },
      ids: { channel: 'SlackChannel', user: 'SlackUser' },
      with: (_slack, { channel, user }) => ({ channel, user }),
    }),
  }))

/** Adds the reads. */
export const addQueries = (desk: Desk, types: Types): void => {
  addPeople(desk, types)
  addPlaces(desk, types)
  addFiles(desk, types)
}
