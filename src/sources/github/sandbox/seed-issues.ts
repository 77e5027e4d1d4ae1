import type {
  CommentFragment,
  IssueFragment,
  PullRequestFragment,
  RepositoryFragment,
  ReviewFragment,
} from '../documents.generated.ts'
import { actorOf, addAll, day, type State } from './state.ts'

const TITLES = [
  'The carry is lost after 49 digits',
  'Barrel jams when turned backward',
  'Cards are read twice',
  'Say how to oil the axles',
  'Division by zero rings no bell',
  'Support metric gears',
  'The printer prints before it is told',
  'Attendant is not paged',
  'Store overflows in table mode',
  'Typo in note G',
  'Slow start in winter',
  'Loops need a counter card',
] as const

const AUTHORS = ['ada', 'grace', 'alan', 'katherine', 'dependabot-bot'] as const
const BUG = { name: 'bug', color: 'd73a4a' }
const IDEA = { name: 'enhancement', color: 'a2eeef' }

type Place = Pick<RepositoryFragment, 'id' | 'nameWithOwner' | 'repositoryName' | 'url'>

const authorAt = (index: number) => actorOf(AUTHORS[index % AUTHORS.length] ?? 'ada')

const discussed = ({ id, nameWithOwner, url }: Place, number: number, kind: 'issues' | 'pull') => ({
  number,
  url: `${url}/${kind}/${number}`,
  createdAt: day(200 + number),
  updatedAt: day(210 + number),
  repository: { id, nameWithOwner },
})

const toIssue = (place: Place, index: number): IssueFragment => {
  const number = index + 1
  const isOpen = index % 3 !== 2
  return {
    __typename: 'Issue',
    id: `I_${place.repositoryName}_${number}`,
    ...discussed(place, number, 'issues'),
    title: TITLES[index % TITLES.length] ?? 'An issue',
    body: 'Steps: turn the crank, look at the figure wheels.',
    state: isOpen ? 'OPEN' : 'CLOSED',
    stateReason: isOpen ? null : 'COMPLETED',
    locked: index === 1,
    closedAt: isOpen ? null : day(230 + number),
    author: authorAt(index),
    labels: { nodes: index % 2 === 0 ? [BUG] : [IDEA] },
    assignees: { nodes: index % 2 === 0 ? [{ id: 'U_grace' }] : [] },
    comments: { totalCount: index === 0 ? 3 : 0 },
  }
}

const PULL_REQUEST_STATES = ['OPEN', 'MERGED', 'CLOSED'] as const

const toPullRequest = (place: Place, index: number, first: number): PullRequestFragment => {
  const number = first + index
  const state = PULL_REQUEST_STATES[index % 3] ?? 'OPEN'
  return {
    __typename: 'PullRequest',
    id: `PR_${place.repositoryName}_${number}`,
    ...discussed(place, number, 'pull'),
    title: `Mend: ${TITLES[index % TITLES.length] ?? ''}`,
    body: '',
    pullRequestState: state,
    isDraft: false,
    locked: false,
    closedAt: state === 'OPEN' ? null : day(240 + number),
    mergedAt: state === 'MERGED' ? day(240 + number) : null,
    additions: 40 + index,
    deletions: 12,
    changedFiles: 3,
    baseRefName: 'main',
    headRefName: `mend-${number}`,
    reviewDecision: state === 'MERGED' ? 'APPROVED' : 'REVIEW_REQUIRED',
    author: authorAt(index + 1),
    labels: null,
    comments: { totalCount: index === 0 ? 2 : 0 },
  }
}

type Subject = IssueFragment | PullRequestFragment

const toComment = (subject: Subject, index: number): CommentFragment => ({
  __typename: 'IssueComment',
  id: `IC_${subject.repository.id.slice(2)}_${subject.number}_${index + 1}`,
  body: ['I see it too.', 'It began with the last set of cards.', 'Mended on main.'][index] ?? '',
  url: `${subject.url}#issuecomment-${index + 1}`,
  createdAt: day(220 + index),
  updatedAt: day(220 + index),
  author: authorAt(index + 2),
  // To GitHub a pull request's comments hang under an issue of the same number.
  issue: { id: subject.id },
  pullRequest: subject.__typename === 'PullRequest' ? { id: subject.id } : null,
})

const REVIEW_STATES = ['COMMENTED', 'CHANGES_REQUESTED', 'APPROVED'] as const

const toReview = (pullRequest: PullRequestFragment, index: number): ReviewFragment => ({
  __typename: 'PullRequestReview',
  id: `PRR_${pullRequest.id.slice(3)}_${index + 1}`,
  state: REVIEW_STATES[index] ?? 'COMMENTED',
  body: index === 1 ? 'Please add a test.' : '',
  url: `${pullRequest.url}#pullrequestreview-${index + 1}`,
  createdAt: day(241 + index),
  submittedAt: day(241 + index),
  author: actorOf(index === 1 ? 'barbara' : 'margaret'),
  pullRequest: { id: pullRequest.id },
})

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index)

/** Issues and pull requests of each repository that has any: `engine` has enough for several pages. */
const COUNTS: Readonly<Record<string, { readonly issues: number; readonly pullRequests: number }>> = {
  engine: { issues: 25, pullRequests: 6 },
  'punch-cards': { issues: 6, pullRequests: 2 },
  colossus: { issues: 1, pullRequests: 0 },
  trajectory: { issues: 4, pullRequests: 3 },
}

/** Puts issues, pull requests, comments and reviews into a GitHub that has repositories. */
export const seedIssues = (state: State): void => {
  for (const repository of state.repositories.values()) {
    const counts = COUNTS[repository.repositoryName] ?? { issues: 0, pullRequests: 0 }
    const issues = range(counts.issues).map((index) => toIssue(repository, index))
    const first = counts.issues + 1
    const pullRequests = range(counts.pullRequests).map((index) => toPullRequest(repository, index, first))
    addAll(state.issues, issues)
    addAll(state.pullRequests, pullRequests)
    for (const subject of [...issues, ...pullRequests])
      addAll(
        state.comments,
        range(subject.comments.totalCount).map((index) => toComment(subject, index)),
      )
    for (const pullRequest of pullRequests.slice(0, 2))
      addAll(
        state.reviews,
        range(3).map((index) => toReview(pullRequest, index)),
      )
  }
}
