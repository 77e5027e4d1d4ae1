import type { DeskOf } from '../../../kit/index.ts'
import { MOST_AT_ONCE } from '../answers.ts'
import type { GithubOperations } from '../operations.ts'
import type { IssueRow, OrganizationRow, PullRequestRow, RepositoryRow, UserRow } from '../shapes.ts'
import type { GithubTypes } from './types.ts'

type Desk = DeskOf<GithubOperations>
type Searched = RepositoryRow | IssueRow | PullRequestRow | UserRow | OrganizationRow

/** Names are the same in every case; one spelling shares one cached answer. */
const toName = (given: string): string => given.trim().toLowerCase()

const addSearchResult = ({ builder }: Desk, types: GithubTypes) =>
  builder.unionType('GithubSearchResult', {
    description: 'What a search finds.',
    types: [types.Repository, types.Issue, types.PullRequest, types.User, types.Organization],
    resolveType: (row: Searched) => `Github${row.__typename}`,
  })

const addAccountQueries = ({ query, load, call }: Desk, types: GithubTypes): void =>
  query((t) => ({
    viewer: t.call(call.viewer, {
      type: types.User,
      description: 'The person whose token is used.',
      with: () => ({}),
    }),
    user: t.load(load.userByLogin, {
      type: types.User,
      description: 'A person by login; null when there is none.',
      args: { login: t.arg.string({ required: true, description: 'The login, in any case: `octocat`.' }) },
      key: (_, { login }) => toName(login),
    }),
    users: t.loadMany(load.users, {
      type: types.User,
      description: 'People by their ids, in their order; one call for all.',
      args: { ids: t.arg.idList({ required: true, description: `Ids of people, at most ${MOST_AT_ONCE}.` }) },
      ids: { ids: 'GithubUser' },
      keys: (_, { ids }) => ids,
      atMost: MOST_AT_ONCE,
    }),
    organization: t.load(load.organizationByLogin, {
      type: types.Organization,
      description: 'An organization by login; null when there is none.',
      args: { login: t.arg.string({ required: true, description: 'The login, in any case: `github`.' }) },
      key: (_, { login }) => toName(login),
    }),
  }))

const addRepositoryQueries = ({ query, load, call }: Desk, types: GithubTypes): void =>
  query((t) => ({
    repository: t.call(call.repositoryByName, {
      type: types.Repository,
      description: 'A repository by owner and name; null when there is none, or our account may not see it.',
      args: {
        owner: t.arg.string({ required: true, description: "The owner's login, in any case." }),
        name: t.arg.string({ required: true, description: 'The name, in any case.' }),
      },
      with: (_, { owner, name }) => ({ owner: toName(owner), name: toName(name) }),
    }),
    repositories: t.loadMany(load.repositories, {
      type: types.Repository,
      description: 'Repositories by their ids, in their order; one call for all.',
      args: { ids: t.arg.idList({ required: true, description: `Ids of repositories, at most ${MOST_AT_ONCE}.` }) },
      ids: { ids: 'GithubRepository' },
      keys: (_, { ids }) => ids,
      atMost: MOST_AT_ONCE,
    }),
    issue: t.load(load.issues, {
      type: types.Issue,
      description: 'An issue by id; by number it is under its repository.',
      args: { id: t.arg.id({ required: true, description: 'The id of the issue.' }) },
      ids: { id: 'GithubIssue' },
      key: (_, { id }) => id,
    }),
    pullRequest: t.load(load.pullRequests, {
      type: types.PullRequest,
      description: 'A pull request by id; by number it is under its repository.',
      args: { id: t.arg.id({ required: true, description: 'The id of the pull request.' }) },
      ids: { id: 'GithubPullRequest' },
      key: (_, { id }) => id,
    }),
  }))

/** Adds GitHub's reads. */
export const addQueries = (desk: Desk, types: GithubTypes): void => {
  addAccountQueries(desk, types)
  addRepositoryQueries(desk, types)
  const SearchResult = addSearchResult(desk, types)
  desk.query((t) => ({
    search: t.pages(desk.page.search, {
      type: SearchResult,
      description: 'What GitHub finds, best first. GitHub shows at most the first 1,000 results of a search.',
      args: {
        query: t.arg.string({ required: true, description: "In GitHub's search language: `org:octo topic:cli`." }),
        type: t.arg({ type: types.vocabulary.SearchType, required: true, description: 'What to look for.' }),
      },
      with: (_, { query, type }) => ({
        query: query.trim(),
        type,
        repositories: type === 'REPOSITORY',
        issues: type === 'ISSUE',
        users: type === 'USER',
      }),
    }),
  }))
}
