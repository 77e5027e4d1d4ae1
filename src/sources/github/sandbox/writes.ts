import type { IssueClosedStateReason, IssueFragment, RepositoryFragment } from '../documents.generated.ts'
import { refuseMutation } from './refusals.ts'
import { actorOf, type State } from './state.ts'

type Now = () => string

const required = <Row>(field: string, rows: ReadonlyMap<string, Row>, id: string): Row =>
  rows.get(id) ?? refuseMutation(field, 'NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`)

const checkText = (field: string, known: { name: string; text: string; most: number }): void => {
  const { name, text, most } = known
  if (text.trim() === '') refuseMutation(field, 'UNPROCESSABLE', `${name} can't be blank`)
  if (text.length > most) refuseMutation(field, 'UNPROCESSABLE', `${name} is too long (maximum is ${most} characters)`)
}

const setStar = (
  state: State,
  field: string,
  known: { id: string; starred: boolean },
): { starrable: RepositoryFragment } => {
  const found = required(field, state.repositories, known.id)
  const step = found.viewerHasStarred === known.starred ? 0 : known.starred ? 1 : -1
  const row = { ...found, viewerHasStarred: known.starred, stargazerCount: found.stargazerCount + step }
  state.repositories.set(known.id, row)
  return { starrable: row }
}

interface NewIssue {
  readonly repositoryId: string
  readonly title: string
  readonly body?: string | null | undefined
  readonly assigneeIds?: readonly string[] | null | undefined
}

const nextNumber = (state: State, repositoryId: string): number => {
  const numbered = [...state.issues.values(), ...state.pullRequests.values()]
  return 1 + Math.max(0, ...numbered.filter((row) => row.repository.id === repositoryId).map((row) => row.number))
}

const toIssue = (state: State, repository: RepositoryFragment, made: NewIssue & { at: string }): IssueFragment => {
  const number = nextNumber(state, repository.id)
  return {
    __typename: 'Issue',
    id: `I_${repository.repositoryName}_${number}`,
    number,
    title: made.title,
    body: made.body ?? '',
    url: `${repository.url}/issues/${number}`,
    state: 'OPEN',
    stateReason: null,
    locked: false,
    createdAt: made.at,
    updatedAt: made.at,
    closedAt: null,
    author: actorOf('ada'),
    repository: { id: repository.id, nameWithOwner: repository.nameWithOwner },
    labels: { nodes: [] },
    assignees: { nodes: (made.assigneeIds ?? []).map((id) => ({ id })) },
    comments: { totalCount: 0 },
  }
}

const createIssue = (state: State, now: Now) => (args: NewIssue) => {
  const field = 'createIssue'
  const repository = required(field, state.repositories, args.repositoryId)
  if (repository.isArchived) refuseMutation(field, 'FORBIDDEN', 'Repository was archived so is read-only.')
  checkText(field, { name: 'Title', text: args.title, most: 256 })
  if (args.body) checkText(field, { name: 'Body', text: args.body, most: 65_536 })
  for (const id of args.assigneeIds ?? []) required(field, state.users, id)
  const issue = toIssue(state, repository, { ...args, at: now() })
  state.issues.set(issue.id, issue)
  return { createIssue: { issue } }
}

const closeIssue =
  (state: State, now: Now) =>
  ({ issueId, reason }: { issueId: string; reason?: IssueClosedStateReason | null | undefined }) => {
    const found = required('closeIssue', state.issues, issueId)
    const at = now()
    const closed = {
      ...found,
      state: 'CLOSED',
      stateReason: reason ?? 'COMPLETED',
      closedAt: at,
      updatedAt: at,
    } as const
    const issue: IssueFragment = found.state === 'CLOSED' ? found : closed
    state.issues.set(issueId, issue)
    return { closeIssue: { issue } }
  }

const countComment = (state: State, subjectId: string): void => {
  const issue = state.issues.get(subjectId)
  if (issue) state.issues.set(subjectId, { ...issue, comments: { totalCount: issue.comments.totalCount + 1 } })
  const pull = state.pullRequests.get(subjectId)
  if (pull) state.pullRequests.set(subjectId, { ...pull, comments: { totalCount: pull.comments.totalCount + 1 } })
}

const addComment =
  (state: State, now: Now) =>
  ({ subjectId, body }: { subjectId: string; body: string }) => {
    const field = 'addComment'
    const pull = state.pullRequests.get(subjectId)
    const subject = pull ?? required(field, state.issues, subjectId)
    if (subject.locked) {
      refuseMutation(field, 'FORBIDDEN', 'Unable to create comment because issue is locked.')
    }
    checkText(field, { name: 'Body', text: body, most: 65_536 })
    const at = now()
    const count = state.comments.size + 1
    const node = {
      __typename: 'IssueComment',
      id: `IC_new_${count}`,
      body,
      url: `${subject.url}#issuecomment-${count}`,
      createdAt: at,
      updatedAt: at,
      author: actorOf('ada'),
      issue: { id: subjectId },
      pullRequest: pull ? { id: subjectId } : null,
    } as const
    state.comments.set(node.id, node)
    countComment(state, subjectId)
    return { addComment: { commentEdge: { node } } }
  }

/** Writes; each is seen by the reads that follow. */
export const createWrites = (state: State, now: Now) => ({
  starRepository: ({ repositoryId: id }: { repositoryId: string }) => ({
    addStar: setStar(state, 'addStar', { id, starred: true }),
  }),
  unstarRepository: ({ repositoryId: id }: { repositoryId: string }) => ({
    removeStar: setStar(state, 'removeStar', { id, starred: false }),
  }),
  createIssue: createIssue(state, now),
  closeIssue: closeIssue(state, now),
  addComment: addComment(state, now),
})
