import type { DeskOf, RowFields } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { UserRow } from '../shapes.ts'
import { maybe, moment, text, told } from './told.ts'

type Fields = RowFields<UserRow>

const names = (t: Fields) => ({
  handle: t.exposeString('name', { description: 'The name of old, unique in the workspace: `ada`.' }),
  displayName: t.string(
    text(
      'What the member wants to be called; null when only the real name is set.',
      ({ profile }) => profile.display_name,
    ),
  ),
  realName: t.string(text('First and last name.', ({ profile }) => profile.real_name)),
  title: t.string(text('What the member does, in their own words.', ({ profile }) => profile.title)),
  email: t.field({
    type: 'EmailAddress',
    nullable: true,
    description: 'The address the member signs in with; null for bots, and without the scope `users:read.email`.',
    resolve: ({ profile }) => told(profile.email),
  }),
  isEmailConfirmed: t.boolean(
    maybe(
      'Whether the member has shown that the address is theirs; null where Slack does not say.',
      (user) => user.is_email_confirmed,
    ),
  ),
  phone: t.string(text('A phone number, as the member wrote it.', ({ profile }) => profile.phone)),
  timezone: t.string(text('The time zone by its IANA name: `Europe/London`.', ({ tz }) => tz)),
})

const state = (t: Fields) => ({
  statusText: t.string(text('What the member is doing now, in their own words.', ({ profile }) => profile.status_text)),
  statusEmoji: t.string(
    text('The emoji of the status, with colons: `:train:`.', ({ profile }) => profile.status_emoji),
  ),
  avatarUrl: t.field({
    type: 'URL',
    nullable: true,
    description: 'A picture of 192 by 192 pixels.',
    resolve: ({ profile }) => told(profile.image_192),
  }),
  isBot: t.exposeBoolean('is_bot', { description: 'Whether it is a bot.' }),
  isAdmin: t.exposeBoolean('is_admin', { description: 'Whether it is an administrator of the workspace.' }),
  isOwner: t.exposeBoolean('is_owner', { description: 'Whether it is an owner of the workspace.' }),
  isGuest: t.exposeBoolean('is_restricted', { description: 'Whether it is a guest, who sees some channels only.' }),
  isDeleted: t.exposeBoolean('deleted', { description: 'Whether the account was deactivated.' }),
  updatedAt: t.field(moment('When the member was last changed.', ({ updated }) => updated)),
})

/** A member of the workspace. */
export const addUser = ({ node, load }: DeskOf<SlackOperations>) =>
  node('SlackUser', load.user, {
    description: 'A member of the workspace: a person, a guest or a bot.',
    id: ({ id }) => id,
    fields: (t) => ({ ...names(t), ...state(t) }),
  })

/** The type of members, for those who lead to it. */
export type SlackUserRef = ReturnType<typeof addUser>
