import { HeadwatersError, type DeskOf } from '../../../kit/index.ts'
import type { GithubOperations } from '../operations.ts'
import type { GithubTypes } from './types.ts'

type Desk = DeskOf<GithubOperations>

type Given = string | null | undefined

const toSubject = (issueId: Given, pullRequestId: Given): string => {
  const given = [issueId, pullRequestId].filter((id): id is string => typeof id === 'string')
  const [subject] = given
  if (subject !== undefined && given.length === 1) return subject
  throw new HeadwatersError('BAD_USER_INPUT', 'Send either `issueId` or `pullRequestId`: one comment has one place.', {
    details: [{ field: 'input', issue: 'needs exactly one of issueId and pullRequestId' }],
  })
}

const addStarMutations = ({ mutation, call }: Desk, types: GithubTypes): void =>
  mutation((t) => ({
    starRepository: t.write(call.starRepository, {
      type: types.Repository,
      description: 'Stars a repository with our account; one that has the star keeps it.',
      input: (i) => ({ repositoryId: i.id({ required: true, description: 'The id of the repository.' }) }),
      ids: { repositoryId: 'GithubRepository' },
      with: ({ repositoryId }) => ({ repositoryId }),
    }),
    unstarRepository: t.write(call.unstarRepository, {
      type: types.Repository,
      description: "Takes our account's star from a repository.",
      input: (i) => ({ repositoryId: i.id({ required: true, description: 'The id of the repository.' }) }),
      ids: { repositoryId: 'GithubRepository' },
      with: ({ repositoryId }) => ({ repositoryId }),
    }),
  }))

const addIssueMutations = ({ mutation, call }: Desk, types: GithubTypes): void =>
  mutation((t) => ({
    createIssue: t.write(call.createIssue, {
      type: types.Issue,
      description: 'Opens an issue. GitHub does not know repetitions: sent twice, there are two.',
      input: (i) => ({
        repositoryId: i.id({ required: true, description: 'The id of the repository.' }),
        title: i.string({ required: true, description: 'The title, at most 256 characters.' }),
        body: i.string({ description: 'What it says, in Markdown; at most 65,536 characters.' }),
        assigneeIds: i.idList({ description: 'Ids of the people who should see to it, at most 10.' }),
      }),
      ids: { repositoryId: 'GithubRepository', assigneeIds: 'GithubUser' },
      with: ({ repositoryId, title, body, assigneeIds }) => ({
        repositoryId,
        title: title.trim(),
        body: body ?? null,
        assigneeIds: assigneeIds ? [...assigneeIds] : null,
      }),
    }),
    closeIssue: t.write(call.closeIssue, {
      type: types.Issue,
      description: 'Closes an issue; one that is closed stays closed.',
      input: (i) => ({
        issueId: i.id({ required: true, description: 'The id of the issue.' }),
        reason: i.field({ type: types.vocabulary.ClosedReason, description: 'Why; `COMPLETED` when left out.' }),
      }),
      ids: { issueId: 'GithubIssue' },
      with: ({ issueId, reason }) => ({ issueId, reason: reason ?? null }),
    }),
  }))

const addCommentMutation = ({ mutation, call }: Desk, types: GithubTypes): void =>
  mutation((t) => ({
    addComment: t.write(call.addComment, {
      type: types.Comment,
      description:
        'Comments on an issue or a pull request. GitHub does not know repetitions: sent twice, there are two.',
      input: (i) => ({
        issueId: i.id({ description: 'The id of the issue; this, or `pullRequestId`.' }),
        pullRequestId: i.id({ description: 'The id of the pull request; this, or `issueId`.' }),
        body: i.string({ required: true, description: 'What to say, in Markdown; at most 65,536 characters.' }),
      }),
      ids: { issueId: 'GithubIssue', pullRequestId: 'GithubPullRequest' },
      with: ({ issueId, pullRequestId, body }) => ({ subjectId: toSubject(issueId, pullRequestId), body }),
    }),
  }))

/** Adds GitHub's writes. */
export const addMutations = (desk: Desk, types: GithubTypes): void => {
  addStarMutations(desk, types)
  addIssueMutations(desk, types)
  addCommentMutation(desk, types)
}
