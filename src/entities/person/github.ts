import { costing, link, linkedType, misfitOf, upTo, type ExtensionDesk, type Shared } from '../../kit/index.ts'
import { github } from '../../sources/github/index.ts'
import { telling, type Telling } from '../first-known.ts'
import { ACCOUNT } from '../part.ts'
import type { HubspotTellings } from './hubspot.ts'
import type { PersonRef, PersonValue } from './value.ts'

type Github = Shared<typeof github>

/** GitHub finds at most this many people with one public address; there should be one. */
const MOST = 10

const showsAddress = (user: { readonly publicEmail: string | null }, { email }: PersonValue): boolean =>
  user.publicEmail?.toLowerCase() === email

const byLogin = (Person: PersonRef, { load, types }: Github, known: HubspotTellings | null) =>
  link(Person, types.GithubUser, {
    source: github,
    by: 'LOGIN',
    value: (person: PersonValue, context) => known?.githubLogin(person, context) ?? null,
    find: load.usersByLogin,
    uses: [...(known?.githubLogin.uses ?? []), upTo(1, load.usersByLogin)],
    // GitHub lets people show only addresses that they have confirmed.
    isVerified: showsAddress,
  })

const byAddress = (Person: PersonRef, { call, types }: Github) =>
  link(Person, types.GithubUser, {
    source: github,
    by: 'EMAIL_ADDRESS',
    value: ({ email }: PersonValue) => email,
    find: async (email, context, at) => {
      const asked = { query: `${email} in:email type:user`, type: 'USER', users: true } as const
      const page = await call.search({ ...asked, repositories: false, issues: false, first: MOST }, context, at)
      // A search looks for words: whoever has the address in another place is none of ours.
      return (page?.rows ?? [])
        .filter((row) => row.__typename === 'User')
        .filter((row) => misfitOf(row) !== null || showsAddress(row, { email }))
    },
    uses: [upTo(1, call.search)],
    isVerified: showsAddress,
  })

const DESCRIPTION =
  'The person at GitHub, by the login that HubSpot has noted in the property `github_login` of the contact. Without one the match says NOT_LINKED, and `user` is null.'

/** Adds the user of GitHub, by login; one call for a hundred people. */
export const addGithub = (
  desk: ExtensionDesk,
  Person: PersonRef,
  known: HubspotTellings | null,
): Telling<PersonValue> | null => {
  const shared = desk.of(github)
  if (shared === null) return null
  const follow = byLogin(Person, shared, known)
  const search = byAddress(Person, shared)
  const type = linkedType(desk.builder, {
    name: 'PersonGithub',
    description: 'A person as GitHub knows them.',
    type: shared.types.GithubUser,
    one: ['user', 'The user.'],
  })
  desk.builder.objectField(Person, 'github', (t) =>
    t.field({
      type,
      nullable: true,
      description: DESCRIPTION,
      args: {
        account: t.arg.id({ description: ACCOUNT }),
        search: t.arg.boolean({
          description:
            'Whether people without a login are searched for by their public address: one call a person. Default: false.',
        }),
      },
      extensions: costing({
        uses: ({ search: maySearch }) => [...follow.uses, ...(maySearch === true ? search.uses : [])],
      }),
      resolve: async (person, { account, search: maySearch }, context) => {
        const linked = await follow(person, context, account)
        return linked.row === null && maySearch ? search(person, context, account) : linked
      },
    }),
  )
  return telling(follow, async (person, context) => (await follow(person, context)).row?.name ?? null)
}
