import type { Sandbox, World } from '../../kit/index.ts'
import type { GithubOperations } from './operations.ts'
import { readAccounts, readIssues, readPullRequests, readRepositories } from './sandbox/reads.ts'
import { refusal } from './sandbox/refusals.ts'
import { createSearch } from './sandbox/search.ts'
import { seedAccounts } from './sandbox/seed-accounts.ts'
import { seedIssues } from './sandbox/seed-issues.ts'
import { seedRepositories } from './sandbox/seed-repositories.ts'
import { emptyState, type State } from './sandbox/state.ts'
import { createWrites } from './sandbox/writes.ts'

const seeded = (): State => {
  const state = emptyState()
  seedAccounts(state)
  seedRepositories(state)
  seedIssues(state)
  return state
}

const HOUR_SECONDS = 3_600

/** Points of one hour. The sandbox counts them but never runs out: whoever wants that asks for it as a fault. */
const quotaHeaders = (used: number, wallNowMs: number): Readonly<Record<string, string>> => {
  const counted = Math.min(used, 4_000)
  const resetsAt = (Math.floor(wallNowMs / 1000 / HOUR_SECONDS) + 1) * HOUR_SECONDS
  return {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(5_000 - counted),
    'x-ratelimit-used': String(counted),
    'x-ratelimit-reset': String(resetsAt),
    'x-ratelimit-resource': 'graphql',
  }
}

const samples: Sandbox<GithubOperations>['samples'] = {
  viewer: {},
  userByLogin: { login: 'ada' },
  usersByLogin: { at0: 'ada', has0: true, at1: 'grace', has1: true },
  users: { ids: ['U_ada', 'U_grace'] },
  organizationByLogin: { login: 'analytical' },
  organizations: { ids: ['O_analytical'] },
  owners: { ids: ['U_ada', 'O_analytical'] },
  organizationMembers: { id: 'O_analytical', first: 3 },
  repositoryByName: { owner: 'analytical', name: 'engine' },
  repositories: { ids: ['R_engine', 'R_notes'] },
  ownerRepositories: { id: 'O_analytical', first: 3 },
  releases: { ids: ['RE_engine_3'] },
  repositoryReleases: { repositoryId: 'R_engine', first: 2 },
  starRepository: { repositoryId: 'R_engine' },
  unstarRepository: { repositoryId: 'R_punch-cards' },
  issueByNumber: { owner: 'analytical', name: 'engine', number: 1 },
  issues: { ids: ['I_engine_1', 'I_engine_2'] },
  repositoryIssues: { repositoryId: 'R_engine', first: 10 },
  comments: { ids: ['IC_engine_1_1'] },
  issueComments: { issueId: 'I_engine_1', first: 2 },
  createIssue: { repositoryId: 'R_engine', title: 'Say how to oil the axles' },
  closeIssue: { issueId: 'I_engine_1', reason: 'COMPLETED' },
  addComment: { subjectId: 'I_engine_1', body: 'I see it too.' },
  pullRequestByNumber: { owner: 'analytical', name: 'engine', number: 26 },
  pullRequests: { ids: ['PR_engine_26'] },
  repositoryPullRequests: { repositoryId: 'R_engine', first: 3 },
  pullRequestComments: { pullRequestId: 'PR_engine_26', first: 3 },
  reviews: { ids: ['PRR_engine_26_1'] },
  pullRequestReviews: { pullRequestId: 'PR_engine_26', first: 2 },
  search: { query: 'engine', type: 'REPOSITORY', repositories: true, issues: false, users: false, first: 5 },
}

/** GitHub, when it is not there. */
export const sandbox = ({ wallNow }: World): Sandbox<GithubOperations> => {
  const state = seeded()
  return {
    operations: {
      ...readAccounts(state),
      ...readRepositories(state),
      ...readIssues(state),
      ...readPullRequests(state),
      ...createWrites(state, () => new Date(wallNow()).toISOString()),
      search: createSearch(state),
    },
    samples,
    headers: ({ count }) => ({
      ...quotaHeaders(count + 1, wallNow()),
      'x-github-request-id': `SAND:${(count + 1).toString(16).toUpperCase().padStart(6, '0')}`,
    }),
    refusal,
  }
}
