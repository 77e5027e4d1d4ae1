import { pageOf, type PageArgs } from './pages.ts'
import type { AliasedVariables } from '../../../kit/index.ts'
import { errorAt, noNode, withErrors } from './refusals.ts'
import { knows, type State } from './state.ts'

type Nothing = Record<PropertyKey, never>
type Rows<Row> = ReadonlyMap<string, Row>

/** `nodes(ids:)`: in order, null with an error where nothing has the id, `{}` where something of another type has it. */
const nodesOf =
  <Row>(state: State, find: (id: string) => Row | undefined) =>
  ({ ids }: { readonly ids: readonly string[] }) => {
    const nodes = ids.map((id): Row | Nothing | null => find(id) ?? (knows(state, id) ? {} : null))
    const errors = ids.flatMap((id, index) => (nodes[index] === null ? [noNode(['nodes', index], id)] : []))
    return withErrors({ nodes }, errors)
  }

/** `node(id:)` with a list below it. */
const listUnder = <Parent, Answer>(
  state: State,
  known: { readonly id: string; readonly parent: Parent | undefined; readonly list: (parent: Parent) => Answer },
): { node: Answer | Nothing | null } => {
  if (known.parent !== undefined) return { node: known.list(known.parent) }
  if (knows(state, known.id)) return { node: {} }
  return withErrors<{ node: Answer | null }>({ node: null }, [noNode(['node'], known.id)])
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const byLogin = <Row extends { readonly login: string }>(rows: Rows<Row>, login: string): Row | null =>
  [...rows.values()].find((row) => same(row.login, login)) ?? null

const byName = (state: State, { owner, name }: { owner: string; name: string }) =>
  [...state.repositories.values()].find((row) => same(row.nameWithOwner, `${owner}/${name}`)) ?? null

const noRepository = ({ owner, name }: { owner: string; name: string }) =>
  errorAt(['repository'], 'NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`)

type Numbered = { owner: string; name: string; number: number }
type InRepository = { readonly number: number; readonly repository: { readonly id: string } }

const byNumber = <Row extends InRepository>(state: State, rows: Rows<Row>, args: Numbered) => {
  const repository = byName(state, args)
  const row = [...rows.values()].find((one) => one.number === args.number && one.repository.id === repository?.id)
  return { repository, row: row ?? null }
}

const newestFirst = <Row extends { readonly createdAt: string }>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))

const ofRepository = <Row extends InRepository & { readonly createdAt: string }>(rows: Rows<Row>, id: string) =>
  newestFirst([...rows.values()].filter(({ repository }) => repository.id === id))

const among = (states: readonly string[] | null | undefined, state: string): boolean =>
  !states || states.length === 0 || states.includes(state)

const noUser = (field: string, login: string) =>
  errorAt([field], 'NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`)

/** Each alias whose variable `has…` is true is answered. */
const usersByLogin = (state: State) => (variables: AliasedVariables) => {
  const logins = Object.entries(variables).flatMap(([name, value]) =>
    name.startsWith('at') && variables[name.replace('at', 'has')] === true ? [[name, String(value)] as const] : [],
  )
  const found = logins.map(([name, login]) => [name, byLogin(state.users, login)] as const)
  const errors = logins.flatMap(([name, login], index) => (found[index]?.[1] ? [] : [noUser(name, login)]))
  return withErrors(Object.fromEntries(found), errors)
}

/** Reads of accounts. */
export const readAccounts = (state: State) => ({
  viewer: () => {
    const viewer = state.users.get('U_ada')
    if (viewer === undefined) throw new TypeError('The sandbox has no viewer.')
    return { viewer }
  },
  userByLogin: ({ login }: { login: string }) => {
    const user = byLogin(state.users, login)
    return withErrors({ user }, user ? [] : [noUser('user', login)])
  },
  usersByLogin: usersByLogin(state),
  users: nodesOf(state, (id) => state.users.get(id)),
  organizationByLogin: ({ login }: { login: string }) => {
    const organization = byLogin(state.organizations, login)
    const message = `Could not resolve to an Organization with the login of '${login}'.`
    return withErrors({ organization }, organization ? [] : [errorAt(['organization'], 'NOT_FOUND', message)])
  },
  organizations: nodesOf(state, (id) => state.organizations.get(id)),
  owners: nodesOf(state, (id) => state.users.get(id) ?? state.organizations.get(id)),
  organizationMembers: ({ id, ...args }: { id: string } & PageArgs) =>
    listUnder(state, {
      id,
      parent: state.members.get(id),
      list: (ids) => {
        const members = ids.flatMap((member) => state.users.get(member) ?? [])
        return { membersWithRole: pageOf('membersWithRole', members, args) }
      },
    }),
})

/** Reads of repositories and releases. */
export const readRepositories = (state: State) => ({
  repositoryByName: (args: { owner: string; name: string }) => {
    const repository = byName(state, args)
    return withErrors({ repository }, repository ? [] : [noRepository(args)])
  },
  repositories: nodesOf(state, (id) => state.repositories.get(id)),
  ownerRepositories: ({ id, ...args }: { id: string } & PageArgs) =>
    listUnder(state, {
      id,
      parent: state.users.get(id) ?? state.organizations.get(id),
      list: (owner) => {
        const owned = [...state.repositories.values()].filter((row) => row.owner.id === owner.id)
        const sorted = owned.toSorted((a, b) => a.repositoryName.localeCompare(b.repositoryName))
        return { repositories: pageOf('repositories', sorted, args) }
      },
    }),
  releases: nodesOf(state, (id) => state.releases.get(id)),
  repositoryReleases: ({ repositoryId, ...args }: { repositoryId: string } & PageArgs) =>
    listUnder(state, {
      id: repositoryId,
      parent: state.repositories.get(repositoryId),
      list: ({ id }) => {
        const releases = [...state.releases.values()].filter(({ repository }) => repository.id === id)
        return { releases: pageOf('releases', newestFirst(releases), args) }
      },
    }),
})

type Filtered = { repositoryId: string; states?: readonly string[] | null | undefined } & PageArgs

/** Reads of issues and comments. */
export const readIssues = (state: State) => ({
  issueByNumber: (args: Numbered) => {
    const { repository, row } = byNumber(state, state.issues, args)
    if (repository === null) return withErrors({ repository: null }, [noRepository(args)])
    const message = `Could not resolve to an Issue with the number of ${args.number}.`
    const missing = errorAt(['repository', 'issue'], 'NOT_FOUND', message)
    return withErrors({ repository: { issue: row } }, row ? [] : [missing])
  },
  issues: nodesOf(state, (id) => state.issues.get(id)),
  repositoryIssues: ({ repositoryId, states, ...args }: Filtered) =>
    listUnder(state, {
      id: repositoryId,
      parent: state.repositories.get(repositoryId),
      list: ({ id }) => {
        const rows = ofRepository(state.issues, id).filter((row) => among(states, row.state))
        return { issues: pageOf('issues', rows, args) }
      },
    }),
  comments: nodesOf(state, (id) => state.comments.get(id)),
  issueComments: ({ issueId, ...args }: { issueId: string } & PageArgs) =>
    listUnder(state, {
      id: issueId,
      parent: state.issues.get(issueId),
      list: ({ id }) => {
        const rows = [...state.comments.values()].filter(({ issue, pullRequest }) => !pullRequest && issue.id === id)
        return { comments: pageOf('comments', rows, args) }
      },
    }),
})

/** Reads of pull requests and reviews. */
export const readPullRequests = (state: State) => ({
  pullRequestByNumber: (args: Numbered) => {
    const { repository, row } = byNumber(state, state.pullRequests, args)
    if (repository === null) return withErrors({ repository: null }, [noRepository(args)])
    const message = `Could not resolve to a PullRequest with the number of ${args.number}.`
    const missing = errorAt(['repository', 'pullRequest'], 'NOT_FOUND', message)
    return withErrors({ repository: { pullRequest: row } }, row ? [] : [missing])
  },
  pullRequests: nodesOf(state, (id) => state.pullRequests.get(id)),
  repositoryPullRequests: ({ repositoryId, states, ...args }: Filtered) =>
    listUnder(state, {
      id: repositoryId,
      parent: state.repositories.get(repositoryId),
      list: ({ id }) => {
        const rows = ofRepository(state.pullRequests, id).filter((row) => among(states, row.pullRequestState))
        return { pullRequests: pageOf('pullRequests', rows, args) }
      },
    }),
  pullRequestComments: ({ pullRequestId, ...args }: { pullRequestId: string } & PageArgs) =>
    listUnder(state, {
      id: pullRequestId,
      parent: state.pullRequests.get(pullRequestId),
      list: ({ id }) => {
        const rows = [...state.comments.values()].filter(({ pullRequest }) => pullRequest?.id === id)
        return { comments: pageOf('comments', rows, args) }
      },
    }),
  reviews: nodesOf(state, (id) => state.reviews.get(id)),
  pullRequestReviews: ({ pullRequestId, ...args }: { pullRequestId: string } & PageArgs) =>
    listUnder(state, {
      id: pullRequestId,
      parent: state.pullRequests.get(pullRequestId),
      list: ({ id }) => {
        const rows = [...state.reviews.values()].filter(({ pullRequest }) => pullRequest.id === id)
        return { reviews: pageOf('reviews', rows, args) }
      },
    }),
})
