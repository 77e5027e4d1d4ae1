import { readDocument, z } from '../../../kit/index.ts'
import { byIds, connectionOf, listing } from '../answers.ts'
import {
  PullRequestByNumberDocument,
  PullRequestCommentsDocument,
  PullRequestReviewsDocument,
  PullRequestsByIdDocument,
  RepositoryPullRequestsDocument,
  ReviewsByIdDocument,
} from '../documents.generated.ts'
import { Comment, PullRequest, Review } from '../shapes.ts'

const PullRequests = z
  .object({ node: z.object({ pullRequests: connectionOf(PullRequest).optional() }).nullable() })
  .transform(({ node }) => node?.pullRequests ?? null)

const Comments = z
  .object({ node: z.object({ comments: connectionOf(Comment).optional() }).nullable() })
  .transform(({ node }) => node?.comments ?? null)

const Reviews = z
  .object({ node: z.object({ reviews: connectionOf(Review).nullable().optional() }).nullable() })
  .transform(({ node }) => node?.reviews ?? null)

/** Reads of pull requests, their comments and reviews. */
export const pullRequests = {
  pullRequestByNumber: readDocument(PullRequestByNumberDocument, {
    answer: z
      .object({ repository: z.object({ pullRequest: PullRequest.nullable() }).nullable() })
      .transform(({ repository }) => repository?.pullRequest ?? null),
    cache: { ttlMs: 10_000, tags: ['pull-request-at:{owner}/{name}#{number}', 'commented'] },
  }),
  pullRequests: readDocument(PullRequestsByIdDocument, {
    ...byIds(PullRequest),
    cache: { ttlMs: 10_000, tags: ['pull-request:{key}', 'commented'] },
  }),
  repositoryPullRequests: readDocument(RepositoryPullRequestsDocument, {
    ...listing(PullRequests),
    cache: { ttlMs: 10_000, tags: ['pull-requests:{repositoryId}', 'commented'] },
  }),
  pullRequestComments: readDocument(PullRequestCommentsDocument, {
    ...listing(Comments),
    cache: { ttlMs: 10_000, tags: ['comments:{pullRequestId}'] },
  }),
  reviews: readDocument(ReviewsByIdDocument, { ...byIds(Review), cache: { ttlMs: 10_000, tags: ['review:{key}'] } }),
  pullRequestReviews: readDocument(PullRequestReviewsDocument, {
    ...listing(Reviews),
    cache: { ttlMs: 10_000, tags: ['reviews:{pullRequestId}'] },
  }),
}
