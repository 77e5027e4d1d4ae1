import type { DeskOf } from '../../../kit/index.ts'
import type { GithubOperations } from '../operations.ts'
import type { RepositoryRow } from '../shapes.ts'
import type { GithubTypes } from './types.ts'

type Desk = DeskOf<GithubOperations>

/** How a repository is named to GitHub: in lower case, so that every spelling shares one cached answer. */
const named = ({ slug }: RepositoryRow): { owner: string; name: string } => {
  const [owner = '', name = ''] = slug.split('/')
  return { owner, name }
}

const relateAccounts = ({ builder, load, page }: Desk, types: GithubTypes): void => {
  builder.interfaceField(types.Owner, 'repositories', (t) =>
    t.pages(page.ownerRepositories, {
      type: types.Repository,
      description: 'The repositories it owns, by name.',
      with: ({ id }) => ({ id }),
    }),
  )
  builder.objectField(types.Organization, 'members', (t) =>
    t.pages(page.organizationMembers, {
      type: types.User,
      description: 'Its members; those who hide their membership are left out unless our account may see them.',
      with: ({ id }) => ({ id }),
    }),
  )
  builder.objectField(types.Actor, 'user', (t) =>
    t.load(load.users, {
      type: types.User,
      description: 'The person; null for organizations and apps.',
      key: ({ id }) => id ?? null,
    }),
  )
}

const relateRepositories = ({ builder, load, page }: Desk, types: GithubTypes): void => {
  const { IssueState, PullRequestState } = types.vocabulary
  builder.objectFields(types.Repository, (t) => ({
    owner: t.load(load.owners, {
      type: types.Owner,
      description: 'The person or organization that it belongs to.',
      key: ({ ownerId }) => ownerId,
    }),
    issues: t.pages(page.repositoryIssues, {
      type: types.Issue,
      description: 'Its issues, newest first.',
      args: { states: t.arg({ type: [IssueState], description: 'Only in these states; all when left out.' }) },
      with: ({ id }, { states }) => ({ repositoryId: id, states: states ?? null }),
    }),
    pullRequests: t.pages(page.repositoryPullRequests, {
      type: types.PullRequest,
      description: 'Its pull requests, newest first.',
      args: { states: t.arg({ type: [PullRequestState], description: 'Only in these states; all when left out.' }) },
      with: ({ id }, { states }) => ({ repositoryId: id, states: states ?? null }),
    }),
    releases: t.pages(page.repositoryReleases, {
      type: types.Release,
      description: 'Its releases, newest first.',
      with: ({ id }) => ({ repositoryId: id }),
    }),
    latestRelease: t.load(load.releases, {
      type: types.Release,
      description: 'The latest release; null when there is none.',
      key: ({ latestRelease }) => latestRelease?.id,
    }),
  }))
}

const relateNumbered = ({ builder, call }: Desk, types: GithubTypes): void => {
  builder.objectFields(types.Repository, (t) => ({
    issue: t.call(call.issueByNumber, {
      type: types.Issue,
      description: 'One of its issues; null when there is none of this number, or it is a pull request.',
      args: { number: t.arg.int({ required: true, description: 'The number in this repository.' }) },
      with: (repository, { number }) => ({ ...named(repository), number }),
    }),
    pullRequest: t.call(call.pullRequestByNumber, {
      type: types.PullRequest,
      description: 'One of its pull requests; null when there is none of this number, or it is an issue.',
      args: { number: t.arg.int({ required: true, description: 'The number in this repository.' }) },
      with: (repository, { number }) => ({ ...named(repository), number }),
    }),
  }))
}

const relateIssues = ({ builder, load, page }: Desk, types: GithubTypes): void => {
  builder.objectFields(types.Issue, (t) => ({
    author: t.expose('author', { type: types.Actor, nullable: true, description: 'Who opened it; null when deleted.' }),
    assignees: t.loadMany(load.users, {
      type: types.User,
      description: 'Who should see to it.',
      keys: ({ assignees }) => assignees.map(({ id }) => id),
      atMost: 100,
    }),
    repository: t.load(load.repositories, {
      type: types.Repository,
      description: 'The repository it belongs to.',
      key: ({ repositoryId }) => repositoryId,
    }),
    comments: t.pages(page.issueComments, {
      type: types.Comment,
      description: 'Its comments, oldest first.',
      with: ({ id }) => ({ issueId: id }),
    }),
  }))
  builder.objectFields(types.Comment, (t) => ({
    author: t.expose('author', { type: types.Actor, nullable: true, description: 'Who wrote it; null when deleted.' }),
    issue: t.load(load.issues, {
      type: types.Issue,
      description: 'The issue it was written on; null for a pull request.',
      key: ({ issue, pullRequest }) => (pullRequest === null ? issue.id : null),
    }),
    pullRequest: t.load(load.pullRequests, {
      type: types.PullRequest,
      description: 'The pull request it was written on; null for an issue.',
      key: ({ pullRequest }) => pullRequest?.id,
    }),
  }))
}

const relatePullRequests = ({ builder, load, page }: Desk, types: GithubTypes): void => {
  builder.objectFields(types.PullRequest, (t) => ({
    author: t.expose('author', { type: types.Actor, nullable: true, description: 'Who opened it; null when deleted.' }),
    repository: t.load(load.repositories, {
      type: types.Repository,
      description: 'The repository it should be merged into.',
      key: ({ repositoryId }) => repositoryId,
    }),
    comments: t.pages(page.pullRequestComments, {
      type: types.Comment,
      description: 'Its comments as a whole, oldest first.',
      with: ({ id }) => ({ pullRequestId: id }),
    }),
    reviews: t.pages(page.pullRequestReviews, {
      type: types.Review,
      description: 'Its reviews, oldest first.',
      with: ({ id }) => ({ pullRequestId: id }),
    }),
  }))
  builder.objectFields(types.Review, (t) => ({
    author: t.expose('author', { type: types.Actor, nullable: true, description: 'Who wrote it; null when deleted.' }),
    pullRequest: t.load(load.pullRequests, {
      type: types.PullRequest,
      description: 'The pull request it is about.',
      key: ({ pullRequest }) => pullRequest.id,
    }),
  }))
  builder.objectFields(types.Release, (t) => ({
    author: t.expose('author', { type: types.Actor, nullable: true, description: 'Who made it; null when deleted.' }),
    repository: t.load(load.repositories, {
      type: types.Repository,
      description: 'The repository it is of.',
      key: ({ repository }) => repository.id,
    }),
  }))
}

/** Adds the fields that lead from one type to another. */
export const relate = (desk: Desk, types: GithubTypes): void => {
  relateAccounts(desk, types)
  relateRepositories(desk, types)
  relateNumbered(desk, types)
  relateIssues(desk, types)
  relatePullRequests(desk, types)
}
