import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountGithub, type Json, type MountedGithub } from './mounted-github.ts'

let hub: MountedGithub
beforeEach(async () => {
  hub = await mountGithub()
})
afterEach(() => hub.g.close())

const ask: MountedGithub['data'] = (query, variables) => hub.data(query, variables)

const STARS = `{ github { repository(owner: "Analytical", name: "engine") { vendorId stargazerCount viewerHasStarred }
  repositories(ids: ["R_engine"]) { stargazerCount }
  organization(login: "analytical") { repositories { nodes { name stargazerCount } } } } }`
const starsOf = ({ github: { repository, repositories, organization } }: Json): number[] => [
  repository.stargazerCount,
  repositories[0].stargazerCount,
  organization.repositories.nodes.find(({ name }: Json) => name === 'engine').stargazerCount,
]

describe('stars', () => {
  it('are counted at once wherever the repository is read, and given once', async () => {
    expect(starsOf(await ask(STARS))).toEqual([2400, 2400, 2400])
    const star = `mutation { githubStarRepository(input: { repositoryId: "R_engine" }) {
      ... on GithubRepository { stargazerCount viewerHasStarred } } }`
    expect(await ask(star)).toEqual({ githubStarRepository: { stargazerCount: 2401, viewerHasStarred: true } })
    expect(starsOf(await ask(STARS))).toEqual([2401, 2401, 2401])
    expect(await ask(star)).toEqual({ githubStarRepository: { stargazerCount: 2401, viewerHasStarred: true } })
    await ask('mutation { githubUnstarRepository(input: { repositoryId: "R_engine" }) { __typename } }')
    expect(starsOf(await ask(STARS))).toEqual([2400, 2400, 2400])
  })

  it('take a global id as well, and refuse one of another type', async () => {
    const { github: found } = await ask('{ github { user(login: "ada") { id } repositories(ids: ["R_mill"]) { id } } }')
    const star =
      'mutation M($id: ID!) { githubStarRepository(input: { repositoryId: $id }) { __typename ... on Error { message } } }'
    expect(await ask(star, { id: found.repositories[0].id })).toMatchObject({
      githubStarRepository: { __typename: 'GithubRepository' },
    })
    expect((await ask(star, { id: found.user.id })).githubStarRepository).toMatchObject({
      __typename: 'RejectedError',
      message: expect.stringContaining('GithubUser'),
    })
  })
})

describe('issues', () => {
  const LIST = `{ github { repository(owner: "analytical", name: "engine") { issue(number: 1) { state stateReason commentCount }
    issues(first: 1) { totalCount nodes { title } } open: issues(states: [OPEN], first: 1) { totalCount } } } }`

  it('a new one is in the list at once', async () => {
    await ask(LIST)
    const { githubCreateIssue: made } = await ask(`mutation { githubCreateIssue(input: {
      repositoryId: "R_engine", title: " Oil the axles ", body: "Please.", assigneeIds: ["U_grace"] }) {
      ... on GithubIssue { number title state author { login } assignees { login } repository { name } } } }`)
    expect(made).toEqual({
      number: 32,
      title: 'Oil the axles',
      state: 'OPEN',
      author: { login: 'ada' },
      assignees: [{ login: 'grace' }],
      repository: { name: 'engine' },
    })
    const { repository } = (await ask(LIST)).github
    expect(repository.issues).toEqual({ totalCount: 26, nodes: [{ title: 'Oil the axles' }] })
  })

  it('a closed one is closed by number, by id and in the lists', async () => {
    const before = (await ask(LIST)).github.repository
    await ask('{ github { issue(id: "I_engine_1") { state } } }')
    const close = `mutation { githubCloseIssue(input: { issueId: "I_engine_1", reason: NOT_PLANNED }) {
      ... on GithubIssue { state stateReason closedAt } } }`
    const { githubCloseIssue: closed } = await ask(close)
    expect(closed).toMatchObject({ state: 'CLOSED', stateReason: 'NOT_PLANNED', closedAt: expect.any(String) })
    expect(await ask(close)).toEqual({ githubCloseIssue: closed })
    const after = (await ask(LIST)).github.repository
    expect(after.issue).toMatchObject({ state: 'CLOSED', stateReason: 'NOT_PLANNED' })
    expect(after.open.totalCount).toBe(before.open.totalCount - 1)
    expect((await ask('{ github { issue(id: "I_engine_1") { state } } }')).github.issue).toEqual({ state: 'CLOSED' })
  })

  it('a comment is counted and listed at once, on an issue and on a pull request', async () => {
    const read = `{ github { issue(id: "I_engine_1") { commentCount comments(last: 1) { nodes { body } } }
      pullRequest(id: "PR_engine_26") { commentCount comments(last: 1) { nodes { body } } } } }`
    expect((await ask(read)).github).toMatchObject({ issue: { commentCount: 3 }, pullRequest: { commentCount: 2 } })
    await ask(
      'mutation { githubAddComment(input: { issueId: "I_engine_1", body: "One" }) { ... on GithubIssueComment { body } } }',
    )
    await ask('mutation { githubAddComment(input: { pullRequestId: "PR_engine_26", body: "Two" }) { __typename } }')
    expect((await ask(read)).github).toEqual({
      issue: { commentCount: 4, comments: { nodes: [{ body: 'One' }] } },
      pullRequest: { commentCount: 3, comments: { nodes: [{ body: 'Two' }] } },
    })
  })
})

describe('outcomes that are expected', () => {
  it.each([
    ['NotFoundError', 'githubStarRepository(input: { repositoryId: "R_none" })', 'Could not resolve to a node'],
    ['NotFoundError', 'githubCloseIssue(input: { issueId: "I_none" })', 'Could not resolve to a node'],
    ['RejectedError', 'githubCreateIssue(input: { repositoryId: "R_engine", title: "  " })', "Title can't be blank"],
    ['ForbiddenError', 'githubCreateIssue(input: { repositoryId: "R_colossus", title: "Tape" })', 'archived'],
    ['ForbiddenError', 'githubAddComment(input: { issueId: "I_engine_2", body: "Hm" })', 'issue is locked'],
    ['RejectedError', 'githubAddComment(input: { body: "Where?" })', 'either `issueId` or `pullRequestId`'],
    ['RejectedError', 'githubAddComment(input: { issueId: "a", pullRequestId: "b", body: "x" })', 'either `issueId`'],
  ])('%s of %s', async (__typename, field, message) => {
    const data = await ask(`mutation { outcome: ${field} { __typename ... on Error { message } } }`)
    expect(data.outcome).toEqual({ __typename, message: expect.stringContaining(message) })
  })

  it.each([
    ['notApplied', { addStar: null }, 'FORBIDDEN', ['addStar']],
    ['unknown', { addStar: null }, 'SERVICE_UNAVAILABLE', ['addStar']],
    ['applied', { addStar: { starrable: null } }, 'FORBIDDEN', ['addStar', 'starrable']],
  ])('a mutation that ended with an error was %s', async (outcome, data, type, path) => {
    const body = JSON.stringify({ data, errors: [{ type, path, message: 'No.' }] })
    hub.sandbox.faults.add({ fault: { kind: 'body', body }, operation: 'starRepository' })
    expect(await hub.thrown('starRepository', { repositoryId: 'R_engine' })).toMatchObject({
      facts: { outcome, vendor: { code: type, requestId: expect.any(String) } },
    })
  })
})
