/** Checked by the compiler alone: what we decode of GitHub's answers is what GitHub's own package says that it answers. */
import type {
  Actor as TheirActor,
  Issue as TheirIssue,
  IssueClosedStateReason as TheirClosedReason,
  IssueComment as TheirComment,
  IssueState as TheirIssueState,
  IssueStateReason as TheirStateReason,
  Organization as TheirOrganization,
  PullRequest as TheirPullRequest,
  PullRequestReview as TheirReview,
  PullRequestReviewDecision as TheirDecision,
  PullRequestReviewState as TheirReviewState,
  PullRequestState as TheirPullRequestState,
  Release as TheirRelease,
  Repository as TheirRepository,
  RepositoryVisibility as TheirVisibility,
  User as TheirUser,
} from '@octokit/graphql-schema'
import type { z } from '../../src/kit/index.ts'
import type {
  IssueClosedStateReason,
  IssueState,
  IssueStateReason,
  PullRequestReviewDecision,
  PullRequestReviewState,
  PullRequestState,
  RepositoryVisibility,
} from '../../src/sources/github/documents.generated.ts'
import type {
  Actor,
  Comment,
  Issue,
  Organization,
  PullRequest,
  Release,
  Repository,
  Review,
  User,
} from '../../src/sources/github/shapes.ts'

type Assert<T extends true> = T
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/** Names that our documents give to a field of theirs. */
type Renamed = {
  readonly publicEmail: 'email'
  readonly repositoryName: 'name'
  readonly pullRequestState: 'state'
}
type TheirName<K> = K extends keyof Renamed ? Renamed[K] : K

/** Their scalars as JSON carries them, their `Maybe` as null, their lists and objects as they are. */
type Bare<T> = Exclude<T, undefined>

/** Plain fields: what theirs may be, ours has to take. Objects are checked by `readDocument` against the document. */
type Plain = string | number | boolean | null
type Taken<Ours, Theirs> = {
  [K in keyof Ours]: TheirName<K> extends keyof Theirs
    ? [Bare<Theirs[TheirName<K>]>] extends [Plain]
      ? [Bare<Theirs[TheirName<K>]>] extends [Bare<Ours[K]>]
        ? never
        : K
      : never
    : K
}[keyof Ours]

/** The names of our fields that theirs do not fit; `never` when all fit. `__typename` is optional to them. */
type Misfits<S extends z.ZodType, Theirs> = Exclude<Taken<z.input<S>, Theirs>, '__typename' | undefined>
type Fits<S extends z.ZodType, Theirs> = Same<Misfits<S, Theirs>, never>

export type Shapes = [
  Assert<Fits<typeof User, TheirUser>>,
  Assert<Fits<typeof Organization, TheirOrganization>>,
  Assert<Fits<typeof Repository, TheirRepository>>,
  Assert<Fits<typeof Issue, TheirIssue>>,
  Assert<Fits<typeof PullRequest, TheirPullRequest>>,
  Assert<Fits<typeof Review, TheirReview>>,
  Assert<Fits<typeof Comment, TheirComment>>,
  Assert<Fits<typeof Release, TheirRelease>>,
  // An actor's id is that of a user only.
  Assert<Same<Misfits<typeof Actor, TheirActor>, 'id'>>,
]

/** Vocabularies are complete. Two have a word more than the package's types, which lag behind the schema in the same package. */
export type Words = [
  Assert<Same<IssueState, TheirIssueState>>,
  Assert<Same<IssueStateReason, TheirStateReason | 'DUPLICATE'>>,
  Assert<Same<IssueClosedStateReason, TheirClosedReason | 'DUPLICATE'>>,
  Assert<Same<PullRequestState, TheirPullRequestState>>,
  Assert<Same<PullRequestReviewState, TheirReviewState>>,
  Assert<Same<PullRequestReviewDecision, TheirDecision>>,
  Assert<Same<RepositoryVisibility, TheirVisibility>>,
]

/** The check itself can fail: a field that they do not have, or that may be null to them and not to us, is named. */
type Wrong = z.ZodObject<{ login: z.ZodString; name: z.ZodString; shoeSize: z.ZodNumber }>
export type Names = Assert<Same<Misfits<Wrong, TheirUser>, 'name' | 'shoeSize'>>
