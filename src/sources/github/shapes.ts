import { z } from '../../kit/index.ts'
import type {
  ActorFragment,
  IssueState,
  IssueStateReason,
  PullRequestReviewDecision,
  PullRequestReviewState,
  PullRequestState,
  RepositoryVisibility,
} from './documents.generated.ts'

/** A word of a vocabulary of GitHub's. Any text passes here: an unknown word then costs its one field, not the row. */
const word = <Word extends string>(): z.ZodType<Word, Word> => z.string() as unknown as z.ZodType<Word, Word>

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))
const counted = z.object({ totalCount: z.int() }).transform(({ totalCount }) => totalCount)
const reference = z.object({ id: z.string() })

/** GitHub writes no address as an empty text. */
const orNull = z.string().transform((text) => (text === '' ? null : text))

const Label = z.object({ name: z.string(), color: z.string() })
const nodesOf = <S extends z.ZodType>(row: S) =>
  z
    .object({ nodes: z.array(row.nullable()).nullable() })
    .transform(({ nodes }) => (nodes ?? []).filter((node): node is NonNullable<typeof node> => node !== null))
const labels = nodesOf(Label)
  .nullable()
  .transform((list) => list ?? [])

/** Whoever acted: a person, a bot, an organization. Only people have an id here. */
export const Actor = z.object({
  __typename: word<ActorFragment['__typename']>(),
  id: z.string().optional(),
  login: z.string(),
  url: z.string(),
  avatarUrl: z.string(),
})

/** A person's account. */
export const User = z.object({
  __typename: z.literal('User'),
  id: z.string(),
  login: z.string(),
  name: z.string().nullable(),
  publicEmail: orNull,
  bio: z.string().nullable(),
  company: z.string().nullable(),
  location: z.string().nullable(),
  websiteUrl: z.string().nullable(),
  url: z.string(),
  avatarUrl: z.string(),
  isHireable: z.boolean(),
  createdAt: moment,
  updatedAt: moment,
  followers: counted,
  following: counted,
})

/** An organization's account. */
export const Organization = z.object({
  __typename: z.literal('Organization'),
  id: z.string(),
  login: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  description: z.string().nullable(),
  location: z.string().nullable(),
  websiteUrl: z.string().nullable(),
  url: z.string(),
  avatarUrl: z.string(),
  isVerified: z.boolean(),
  createdAt: moment,
  updatedAt: moment,
})

/** Names are compared without regard to case, so tags have them in lower case. */
export const toSlug = (nameWithOwner: string): string => nameWithOwner.toLowerCase()

/** A repository. */
export const Repository = z
  .object({
    __typename: z.literal('Repository'),
    id: z.string(),
    repositoryName: z.string(),
    nameWithOwner: z.string(),
    description: z.string().nullable(),
    url: z.string(),
    homepageUrl: z.string().nullable(),
    visibility: word<RepositoryVisibility>(),
    isArchived: z.boolean(),
    isFork: z.boolean(),
    stargazerCount: z.int(),
    forkCount: z.int(),
    viewerHasStarred: z.boolean(),
    createdAt: moment,
    updatedAt: moment,
    pushedAt: moment.nullable(),
    owner: z.object({ __typename: z.string(), id: z.string(), login: z.string() }),
    primaryLanguage: z.object({ name: z.string(), color: z.string().nullable() }).nullable(),
    licenseInfo: z.object({ name: z.string(), spdxId: z.string().nullable() }).nullable(),
    defaultBranchRef: z.object({ name: z.string() }).nullable(),
    latestRelease: reference.nullable(),
  })
  .transform((row) => ({ ...row, ownerId: row.owner.id, slug: toSlug(row.nameWithOwner) }))

const discussed = {
  id: z.string(),
  number: z.int(),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  locked: z.boolean(),
  createdAt: moment,
  updatedAt: moment,
  closedAt: moment.nullable(),
  author: Actor.nullable(),
  repository: z.object({ id: z.string(), nameWithOwner: z.string() }),
  labels,
  comments: counted,
}

interface Discussed {
  readonly number: number
  readonly repository: { readonly id: string; readonly nameWithOwner: string }
}

/** What tags of an issue or pull request are made of: its repository, and where it is read by number. */
const withPlace = <Row extends Discussed>(row: Row) => ({
  ...row,
  repositoryId: row.repository.id,
  place: `${toSlug(row.repository.nameWithOwner)}#${row.number}`,
})

/** An issue. */
export const Issue = z
  .object({
    __typename: z.literal('Issue'),
    ...discussed,
    state: word<IssueState>(),
    stateReason: word<IssueStateReason>().nullable(),
    assignees: nodesOf(reference),
  })
  .transform(withPlace)

/** A pull request. */
export const PullRequest = z
  .object({
    __typename: z.literal('PullRequest'),
    ...discussed,
    pullRequestState: word<PullRequestState>(),
    isDraft: z.boolean(),
    mergedAt: moment.nullable(),
    additions: z.int(),
    deletions: z.int(),
    changedFiles: z.int(),
    baseRefName: z.string(),
    headRefName: z.string(),
    reviewDecision: word<PullRequestReviewDecision>().nullable(),
  })
  .transform(withPlace)

/** A review of a pull request. */
export const Review = z.object({
  __typename: z.literal('PullRequestReview'),
  id: z.string(),
  state: word<PullRequestReviewState>(),
  body: z.string(),
  url: z.string(),
  createdAt: moment,
  submittedAt: moment.nullable(),
  author: Actor.nullable(),
  pullRequest: reference,
})

/** A comment on an issue or, outside its code, on a pull request. */
export const Comment = z.object({
  __typename: z.literal('IssueComment'),
  id: z.string(),
  body: z.string(),
  url: z.string(),
  createdAt: moment,
  updatedAt: moment,
  author: Actor.nullable(),
  issue: reference,
  pullRequest: reference.nullable(),
})

/** A release. */
export const Release = z.object({
  __typename: z.literal('Release'),
  id: z.string(),
  name: z.string().nullable(),
  tagName: z.string(),
  description: z.string().nullable(),
  url: z.string(),
  isDraft: z.boolean(),
  isPrerelease: z.boolean(),
  isLatest: z.boolean(),
  createdAt: moment,
  publishedAt: moment.nullable(),
  author: Actor.nullable(),
  repository: reference,
})

/** One result of a search. */
export const Found = z.discriminatedUnion('__typename', [Repository, Issue, PullRequest, User, Organization])

/** Rows as the graph reads them. */
export type ActorRow = z.output<typeof Actor>
/** A user, checked. */
export type UserRow = z.output<typeof User>
/** An organization, checked. */
export type OrganizationRow = z.output<typeof Organization>
/** A repository, checked. */
export type RepositoryRow = z.output<typeof Repository>
/** An issue, checked. */
export type IssueRow = z.output<typeof Issue>
/** A pull request, checked. */
export type PullRequestRow = z.output<typeof PullRequest>
/** A review, checked. */
export type ReviewRow = z.output<typeof Review>
/** A comment, checked. */
export type CommentRow = z.output<typeof Comment>
/** A release, checked. */
export type ReleaseRow = z.output<typeof Release>
