import type { SchemaDesk } from '../../../kit/index.ts'
import type {
  ActorFragment,
  IssueClosedStateReason,
  IssueState,
  IssueStateReason,
  PullRequestReviewDecision,
  PullRequestReviewState,
  PullRequestState,
  RepositoryVisibility,
} from '../documents.generated.ts'

type Words<Word extends string> = Readonly<Record<Word, { readonly description: string }>>

const VISIBILITY = {
  PUBLIC: { description: 'Everybody sees it.' },
  PRIVATE: { description: 'Only those who were given access see it.' },
  INTERNAL: { description: 'Everybody in the enterprise sees it.' },
} as const satisfies Words<RepositoryVisibility>

const ISSUE_STATE = {
  OPEN: { description: 'Still to be done.' },
  CLOSED: { description: 'Done with.' },
} as const satisfies Words<IssueState>

const CLOSED_REASON = {
  COMPLETED: { description: 'It was done.' },
  NOT_PLANNED: { description: 'It will not be done.' },
  DUPLICATE: { description: 'Another issue says the same.' },
} as const satisfies Words<IssueClosedStateReason>

const STATE_REASON = {
  ...CLOSED_REASON,
  REOPENED: { description: 'It was closed once and opened again.' },
} as const satisfies Words<IssueStateReason>

const PULL_REQUEST_STATE = {
  OPEN: { description: 'Waits to be merged.' },
  CLOSED: { description: 'Closed without being merged.' },
  MERGED: { description: 'Merged.' },
} as const satisfies Words<PullRequestState>

const REVIEW_STATE = {
  APPROVED: { description: 'The reviewer agrees to the merge.' },
  CHANGES_REQUESTED: { description: 'The reviewer wants changes before the merge.' },
  COMMENTED: { description: 'Remarks without a verdict.' },
  DISMISSED: { description: 'A verdict that was set aside.' },
  PENDING: { description: 'Begun, and not submitted yet.' },
} as const satisfies Words<PullRequestReviewState>

const REVIEW_DECISION = {
  APPROVED: { description: 'Enough reviewers agree.' },
  CHANGES_REQUESTED: { description: 'A reviewer wants changes.' },
  REVIEW_REQUIRED: { description: 'A review is still missing.' },
} as const satisfies Words<PullRequestReviewDecision>

const ACTOR_KIND = {
  USER: { value: 'User', description: 'A person.' },
  ORGANIZATION: { value: 'Organization', description: 'An organization.' },
  BOT: { value: 'Bot', description: 'An app that acts by itself.' },
  MANNEQUIN: { value: 'Mannequin', description: 'A place kept for somebody whose work was imported.' },
  ENTERPRISE_USER: { value: 'EnterpriseUserAccount', description: "A person's account inside an enterprise." },
} as const satisfies Readonly<
  Record<string, { readonly value: ActorFragment['__typename']; readonly description: string }>
>

const SEARCH_TYPE = {
  REPOSITORIES: { value: 'REPOSITORY', description: 'Repositories.' },
  ISSUES: { value: 'ISSUE', description: 'Issues and pull requests.' },
  ACCOUNTS: { value: 'USER', description: 'People and organizations.' },
} as const

/** Adds GitHub's vocabularies to the graph. */
export const addVocabulary = ({ builder }: SchemaDesk) => ({
  Visibility: builder.enumType('GithubRepositoryVisibility', {
    description: 'Who sees a repository.',
    values: VISIBILITY,
  }),
  IssueState: builder.enumType('GithubIssueState', { description: 'Where an issue stands.', values: ISSUE_STATE }),
  StateReason: builder.enumType('GithubIssueStateReason', {
    description: 'Why an issue stands where it does.',
    values: STATE_REASON,
  }),
  ClosedReason: builder.enumType('GithubIssueClosedReason', {
    description: 'Why an issue is being closed.',
    values: CLOSED_REASON,
  }),
  PullRequestState: builder.enumType('GithubPullRequestState', {
    description: 'Where a pull request stands.',
    values: PULL_REQUEST_STATE,
  }),
  ReviewState: builder.enumType('GithubPullRequestReviewState', {
    description: 'What a review says.',
    values: REVIEW_STATE,
  }),
  ReviewDecision: builder.enumType('GithubPullRequestReviewDecision', {
    description: 'What the reviews of a pull request come to.',
    values: REVIEW_DECISION,
  }),
  ActorKind: builder.enumType('GithubActorKind', { description: 'What kind of account acted.', values: ACTOR_KIND }),
  SearchType: builder.enumType('GithubSearchType', { description: 'What a search looks for.', values: SEARCH_TYPE }),
})

/** GitHub's vocabularies in the graph. */
export type Vocabulary = ReturnType<typeof addVocabulary>
