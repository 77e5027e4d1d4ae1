import type { DeskOf } from '../../../kit/index.ts'
import type { GithubOperations } from '../operations.ts'
import type { IssueRow } from '../shapes.ts'
import type { Vocabulary } from './vocabulary.ts'

type Desk = DeskOf<GithubOperations>

const addLabel = ({ builder }: Desk) =>
  builder.objectRef<IssueRow['labels'][number]>('GithubLabel').implement({
    description: 'A label of an issue or pull request.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'What it says.' }),
      color: t.exposeString('color', { description: 'Its colour, six hexadecimal digits: `d73a4a`.' }),
    }),
  })

type LabelRef = ReturnType<typeof addLabel>

const addIssue = ({ node, load }: Desk, { IssueState, StateReason }: Vocabulary, Label: LabelRef) =>
  node('GithubIssue', load.issues, {
    description: 'An issue of a repository.',
    id: (issue) => issue.id,
    fields: (t) => ({
      number: t.exposeInt('number', { description: 'Its number in its repository.' }),
      title: t.exposeString('title', { description: 'Its title.' }),
      body: t.exposeString('body', { description: 'What it says, in Markdown.' }),
      url: t.expose('url', { type: 'URL', description: 'Its page on GitHub.' }),
      state: t.expose('state', { type: IssueState, nullable: true, description: 'Where it stands.' }),
      stateReason: t.expose('stateReason', {
        type: StateReason,
        nullable: true,
        description: 'Why it stands there; null for an issue that was never closed.',
      }),
      isLocked: t.exposeBoolean('locked', { description: 'Whether only collaborators can comment.' }),
      labels: t.expose('labels', { type: [Label], description: 'Its labels, at most the first 20.' }),
      commentCount: t.exposeInt('comments', { description: 'How many comments it has.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
      closedAt: t.expose('closedAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When it was closed; null while it is open.',
      }),
    }),
  })

const addComment = ({ node, load }: Desk) =>
  node('GithubIssueComment', load.comments, {
    description: 'A comment on an issue, or on a pull request as a whole.',
    id: (comment) => comment.id,
    fields: (t) => ({
      body: t.exposeString('body', { description: 'What it says, in Markdown.' }),
      url: t.expose('url', { type: 'URL', description: 'Where it is shown on GitHub.' }),
      createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
      updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    }),
  })

/** Adds issues, their comments and labels; what relates them to others is in `relations.ts`. */
export const addIssues = (desk: Desk, vocabulary: Vocabulary) => {
  const Label = addLabel(desk)
  return { Label, Issue: addIssue(desk, vocabulary, Label), Comment: addComment(desk) }
}

/** The types of {@link addIssues}. */
export type IssueTypes = ReturnType<typeof addIssues>
