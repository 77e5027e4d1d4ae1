import type { DeskOf, RowFields } from '../../../kit/index.ts'
import type { SlackOperations } from '../operations.ts'
import type { UserGroupRow } from '../shapes.ts'
import { maybe, moment, text, told } from './told.ts'
import type { SlackUserRef } from './user.ts'

type Desk = DeskOf<SlackOperations>

/** Most members of a group that are loaded at once. */
const MAX_MEMBERS = 100

const addUpkeep = ({ builder }: Desk) =>
  builder.enumType('SlackUserGroupUpkeep', {
    description: 'Whom Slack itself keeps in a user group.',
    values: {
      ADMINS: { value: 'admins', description: 'The administrators of the workspace.' },
      OWNERS: { value: 'owners', description: 'The owners of the workspace.' },
    } as const,
  })

type Upkeep = ReturnType<typeof addUpkeep>

const facts = (t: RowFields<UserGroupRow>, SlackUserGroupUpkeep: Upkeep) => ({
  vendorId: t.exposeString('id', { description: "The vendor's own id." }),
  name: t.exposeString('name', { description: 'The name: `Marketing`.' }),
  handle: t.exposeString('handle', { description: 'What it is mentioned by, without `@`.' }),
  description: t.string(text('What it is for.', (group) => group.description)),
  upkeep: t.field({
    type: SlackUserGroupUpkeep,
    nullable: true,
    description: 'Whom Slack keeps in it by itself; null for groups that people keep.',
    // Checked against the enum's values when it is shown; an unknown word is null there, with an error of its own.
    resolve: (group) => told(group.auto_type) as 'admins' | 'owners' | null,
  }),
  memberCount: t.int(maybe('How many members it has.', (group) => group.user_count)),
  createdAt: t.field(moment('When it was made.', (group) => group.date_create)),
  disabledAt: t.field(moment('When it was switched off; null while it is in use.', (group) => group.date_delete)),
})

/** A group of members that can be mentioned together. */
export const addUserGroup = (desk: Desk, { SlackUser }: { readonly SlackUser: SlackUserRef }) => {
  const { builder, load } = desk
  const SlackUserGroupUpkeep = addUpkeep(desk)
  return builder.objectRef<UserGroupRow>('SlackUserGroup').implement({
    description: 'A group of members that can be mentioned together: `@marketing`.',
    fields: (t) => ({
      ...facts(t, SlackUserGroupUpkeep),
      users: t.loadMany(load.user, {
        type: SlackUser,
        description: `Its members, at most the first ${MAX_MEMBERS}. One call a member.`,
        atMost: MAX_MEMBERS,
        keys: ({ users }) => users.slice(0, MAX_MEMBERS),
      }),
    }),
  })
}

/** The type of user groups, for those who lead to it. */
export type SlackUserGroupRef = ReturnType<typeof addUserGroup>
