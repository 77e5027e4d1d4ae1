import { readDocument, writeDocument, z } from '../../../kit/index.ts'
import { byIds, connectionOf, listing, present } from '../answers.ts'
import {
  AddCommentDocument,
  CloseIssueDocument,
  CommentsByIdDocument,
  CreateIssueDocument,
  IssueByNumberDocument,
  IssueCommentsDocument,
  IssuesByIdDocument,
  RepositoryIssuesDocument,
} from '../documents.generated.ts'
import { Comment, Issue } from '../shapes.ts'

const Issues = z
  .object({ node: z.object({ issues: connectionOf(Issue).optional() }).nullable() })
  .transform(({ node }) => node?.issues ?? null)

const Comments = z
  .object({ node: z.object({ comments: connectionOf(Comment).optional() }).nullable() })
  .transform(({ node }) => node?.comments ?? null)

const written = z.object({ issue: Issue.nullable() }).nullable()
const commented = z.object({ commentEdge: z.object({ node: Comment.nullable() }).nullable() }).nullable()

/** Reads and writes of issues and of comments. */
export const issues = {
  issueByNumber: readDocument(IssueByNumberDocument, {
    answer: z
      .object({ repository: z.object({ issue: Issue.nullable() }).nullable() })
      .transform(({ repository }) => repository?.issue ?? null),
    cache: { ttlMs: 10_000, tags: ['issue-at:{owner}/{name}#{number}', 'commented'] },
  }),
  issues: readDocument(IssuesByIdDocument, {
    ...byIds(Issue),
    cache: { ttlMs: 10_000, tags: ['issue:{key}', 'commented'] },
  }),
  repositoryIssues: readDocument(RepositoryIssuesDocument, {
    ...listing(Issues),
    cache: { ttlMs: 10_000, tags: ['issues:{repositoryId}', 'commented'] },
  }),
  comments: readDocument(CommentsByIdDocument, {
    ...byIds(Comment),
    cache: { ttlMs: 10_000, tags: ['comment:{key}'] },
  }),
  issueComments: readDocument(IssueCommentsDocument, {
    ...listing(Comments),
    cache: { ttlMs: 10_000, tags: ['comments:{issueId}'] },
  }),
  createIssue: writeDocument(CreateIssueDocument, {
    answer: z.object({ createIssue: written }).transform(({ createIssue }, ctx) => present(createIssue?.issue, ctx)),
    // GitHub keeps no first outcome: `clientMutationId` is only sent back.
    idempotency: 'none',
    quota: 'content',
    forgets: ['issues:{repositoryId}', 'search'],
  }),
  closeIssue: writeDocument(CloseIssueDocument, {
    answer: z.object({ closeIssue: written }).transform(({ closeIssue }, ctx) => present(closeIssue?.issue, ctx)),
    idempotency: 'natural',
    forgets: ['issue:{issueId}', 'issue-at:{answer.place}', 'issues:{answer.repositoryId}', 'search'],
  }),
  addComment: writeDocument(AddCommentDocument, {
    answer: z
      .object({ addComment: commented })
      .transform(({ addComment }, ctx) => present(addComment?.commentEdge?.node, ctx)),
    idempotency: 'none',
    quota: 'content',
    // The answer does not say in which lists its subject stands, so every count of comments is forgotten.
    forgets: ['comments:{subjectId}', 'commented', 'search'],
  }),
}
