import type { DeskOf } from '../../../kit/index.ts'
import type { GithubOperations } from '../operations.ts'
import type { ActorRow, OrganizationRow, UserRow } from '../shapes.ts'
import type { Vocabulary } from './vocabulary.ts'

type Desk = DeskOf<GithubOperations>

const addOwner = ({ builder }: Desk) =>
  builder.interfaceRef<UserRow | OrganizationRow>('GithubRepositoryOwner').implement({
    description: 'Whoever can own repositories: a person or an organization.',
    resolveType: ({ __typename }) => (__typename === 'User' ? 'GithubUser' : 'GithubOrganization'),
    fields: (t) => ({
      login: t.exposeString('login', { description: 'The name in addresses, unique across GitHub.' }),
      name: t.exposeString('name', { nullable: true, description: 'The name as it is shown.' }),
      location: t.exposeString('location', { nullable: true, description: 'Where it is, in words of its own.' }),
      websiteUrl: t.exposeString('websiteUrl', {
        nullable: true,
        description: 'Its website as it was typed; it may lack `https://`.',
      }),
      url: t.expose('url', { type: 'URL', description: 'Its page on GitHub.' }),
      avatarUrl: t.expose('avatarUrl', { type: 'URL', description: 'Its picture.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the account was made.' }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When the account was last changed.' }),
    }),
  })

type OwnerRef = ReturnType<typeof addOwner>

const addUser = ({ node, load }: Desk, owner: OwnerRef) =>
  node('GithubUser', load.users, {
    description: "A person's account on GitHub.",
    id: (user) => user.id,
    interfaces: [owner],
    fields: (t) => ({
      email: t.expose('publicEmail', {
        type: 'EmailAddress',
        nullable: true,
        description: 'The address that the person shows publicly; null when none is shown.',
      }),
      bio: t.exposeString('bio', { nullable: true, description: 'What the person says of themselves.' }),
      company: t.exposeString('company', { nullable: true, description: 'Where the person works, in their words.' }),
      isHireable: t.exposeBoolean('isHireable', { description: 'Whether the person looks for work.' }),
      followerCount: t.exposeInt('followers', { description: 'How many people follow this one.' }),
      followingCount: t.exposeInt('following', { description: 'How many people this one follows.' }),
    }),
  })

const addOrganization = ({ node, load }: Desk, owner: OwnerRef) =>
  node('GithubOrganization', load.organizations, {
    description: "An organization's account on GitHub.",
    id: (organization) => organization.id,
    interfaces: [owner],
    fields: (t) => ({
      // Nobody confirms what an organization writes here, so it is not promised to be an address.
      email: t.exposeString('email', { nullable: true, description: 'How to reach it, as it was typed.' }),
      description: t.exposeString('description', { nullable: true, description: 'What it says of itself.' }),
      isVerified: t.exposeBoolean('isVerified', {
        description: 'Whether GitHub has verified that its domain is its own.',
      }),
    }),
  })

const addActor = ({ builder }: Desk, { ActorKind }: Vocabulary) =>
  builder.objectRef<ActorRow>('GithubActor').implement({
    description: 'Whoever did something: a person, an organization or an app.',
    fields: (t) => ({
      kind: t.field({
        type: ActorKind,
        nullable: true,
        description: 'What kind of account it is.',
        resolve: ({ __typename }) => __typename,
      }),
      login: t.exposeString('login', { description: 'The name in addresses.' }),
      url: t.expose('url', { type: 'URL', description: 'Its page on GitHub.' }),
      avatarUrl: t.expose('avatarUrl', { type: 'URL', description: 'Its picture.' }),
    }),
  })

/** Adds the types of accounts; what relates them to others is in `relations.ts`. */
export const addAccounts = (desk: Desk, vocabulary: Vocabulary) => {
  const Owner = addOwner(desk)
  return {
    Owner,
    User: addUser(desk, Owner),
    Organization: addOrganization(desk, Owner),
    Actor: addActor(desk, vocabulary),
  }
}
