import { link, linkedType, type ExtensionDesk } from '../../kit/index.ts'
import { slack } from '../../sources/slack/index.ts'
import { telling, type Telling } from '../first-known.ts'
import { addPart } from '../part.ts'
import type { PersonRef, PersonValue } from './value.ts'

/** Adds the member of the Slack workspace, by address; one call a person, since Slack takes one address a call. */
export const addSlack = (desk: ExtensionDesk, Person: PersonRef): Telling<PersonValue> | null => {
  const shared = desk.of(slack)
  if (shared === null) return null
  const { load, types } = shared
  const follow = link(Person, types.SlackUser, {
    source: slack,
    by: 'EMAIL_ADDRESS',
    value: ({ email }: PersonValue) => email,
    find: load.userByEmail,
    isVerified: (user) => user.is_email_confirmed === true,
  })
  const type = linkedType(desk.builder, {
    name: 'PersonSlack',
    description: 'A person as Slack knows them.',
    type: types.SlackUser,
    one: ['user', 'The member; deactivated ones are not found by address.'],
  })
  addPart(desk, Person, {
    field: 'slack',
    description:
      'The person at Slack, by the address they sign in with. Slack answers about fifty a minute: further ones wait.',
    type,
    follow,
  })
  return telling(follow, async (person, context) => (await follow(person, context)).row?.profile.real_name ?? null)
}
