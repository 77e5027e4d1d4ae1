import { aliased, byAlias, readDocument, z } from '../../../kit/index.ts'
import { byIds, connectionOf, listing, MOST_AT_ONCE } from '../answers.ts'
import {
  OrganizationByLoginDocument,
  OrganizationMembersDocument,
  OrganizationsByIdDocument,
  OwnersByIdDocument,
  UserByLoginDocument,
  UsersByIdDocument,
  ViewerDocument,
} from '../documents.generated.ts'
import { Organization, User } from '../shapes.ts'

const Owner = z.discriminatedUnion('__typename', [User, Organization])

const Members = z
  .object({ node: z.object({ membersWithRole: connectionOf(User).optional() }).nullable() })
  .transform(({ node }) => node?.membersWithRole ?? null)

const oneUser = z.object({ user: User.nullable() }).transform(({ user }) => user)
const oneOrganization = z
  .object({ organization: Organization.nullable() })
  .transform(({ organization }) => organization)

/** Reads of people and organizations. */
export const accounts = {
  viewer: readDocument(ViewerDocument, {
    answer: z.object({ viewer: User }).transform(({ viewer }) => viewer),
    cache: { ttlMs: 60_000, tags: ['users'] },
  }),
  userByLogin: readDocument(UserByLoginDocument, {
    answer: oneUser,
    key: 'login',
    cache: { ttlMs: 60_000, tags: ['users', 'user-login:{login}'] },
  }),
  usersByLogin: readDocument(aliased(UserByLoginDocument, { name: 'UsersByLogin', max: MOST_AT_ONCE }), {
    ...byAlias(User, MOST_AT_ONCE),
    cache: { ttlMs: 60_000, tags: ['users', 'user-login:{key}'] },
  }),
  users: readDocument(UsersByIdDocument, { ...byIds(User), cache: { ttlMs: 60_000, tags: ['users', 'user:{key}'] } }),
  organizationByLogin: readDocument(OrganizationByLoginDocument, {
    answer: oneOrganization,
    key: 'login',
    cache: { ttlMs: 60_000, tags: ['organization-login:{login}'] },
  }),
  organizations: readDocument(OrganizationsByIdDocument, {
    ...byIds(Organization),
    cache: { ttlMs: 60_000, tags: ['organization:{key}'] },
  }),
  owners: readDocument(OwnersByIdDocument, { ...byIds(Owner), cache: { ttlMs: 60_000, tags: ['owner:{key}'] } }),
  organizationMembers: readDocument(OrganizationMembersDocument, {
    ...listing(Members),
    cache: { ttlMs: 30_000, tags: ['members:{id}'] },
  }),
}
