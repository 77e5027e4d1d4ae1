import type { DeskOf } from '../../../kit/index.ts'
import type { GithubOperations } from '../operations.ts'
import type { IssueTypes } from './issues.ts'
import type { Vocabulary } from './vocabulary.ts'

type Desk = DeskOf<GithubOperations>

const addPullRequest = (
  { node, load }: Desk,
  { PullRequestState, ReviewDecision }: Vocabulary,
  { Label }: IssueTypes,
) =>
  node('GithubPullRequest', load.pullRequests, {
    description: 'A pull request of a repository.',
    id: ({ id }) => id,
    fields: (t) => ({
      number: t.exposeInt('number', { description: 'Its number in its repository.' }),
      title: t.exposeString('title', { description: 'Its title.' }),
      body: t.exposeString('body', { description: 'What it says, in Markdown.' }),
      url: t.expose('url', { type: 'URL', description: 'Its page on GitHub.' }),
      state: t.expose('pullRequestState', { type: PullRequestState, nullable: true, description: 'Where it stands.' }),
      reviewDecision: t.expose('reviewDecision', {
        type: ReviewDecision,
        nullable: true,
        description: 'What its reviews come to; null where none are asked for.',
      }),
      isDraft: t.exposeBoolean('isDraft', { description: 'Whether it is not meant to be merged yet.' }),
      isLocked: t.exposeBoolean('locked', { description: 'Whether only collaborators can comment.' }),
      baseRefName: t.exposeString('baseRefName', { description: 'The branch it goes into.' }),
      headRefName: t.exposeString('headRefName', { description: 'The branch it comes from.' }),
      additions: t.exposeInt('additions', { description: 'Lines it adds.' }),
      deletions: t.exposeInt('deletions', { description: 'Lines it takes away.' }),
      changedFiles: t.exposeInt('changedFiles', { description: 'Files it changes.' }),
      labels: t.expose('labels', { type: [Label], description: 'Its labels, at most the first 20.' }),
      commentCount: t.exposeInt('comments', { description: 'How many comments it has as a whole.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
      closedAt: t.expose('closedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was closed or merged; null while it is open.',
      }),
      mergedAt: t.expose('mergedAt', { type: 'DateTime', nullable: true, description: 'When it was merged.' }),
    }),
  })

const addReview = ({ node, load }: Desk, { ReviewState }: Vocabulary) =>
  node('GithubPullRequestReview', load.reviews, {
    description: 'A review of a pull request.',
    id: (review) => review.id,
    fields: (t) => ({
      state: t.expose('state', { type: ReviewState, nullable: true, description: 'What it says.' }),
      body: t.exposeString('body', { description: 'The remarks on the whole, in Markdown; often empty.' }),
      url: t.expose('url', { type: 'URL', description: 'Where it is shown on GitHub.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was begun.' }),
      submittedAt: t.expose('submittedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was submitted; null while it is pending.',
      }),
    }),
  })

/** Adds pull requests and reviews; what relates them to others is in `relations.ts`. */
export const addPullRequests = (desk: Desk, vocabulary: Vocabulary, issues: IssueTypes) => ({
  PullRequest: addPullRequest(desk, vocabulary, issues),
  Review: addReview(desk, vocabulary),
})
