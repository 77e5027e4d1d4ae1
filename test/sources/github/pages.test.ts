import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountGithub, type Json, type MountedGithub } from './mounted-github.ts'

let hub: MountedGithub
beforeEach(async () => {
  hub = await mountGithub()
})
afterEach(() => hub.g.close())

const ISSUES = `query Q($first: Int, $after: String, $last: Int, $before: String, $states: [GithubIssueState!]) {
  github { repository(owner: "analytical", name: "engine") {
    issues(first: $first, after: $after, last: $last, before: $before, states: $states) {
      totalCount edges { cursor node { number state } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } } }`

const page = async (variables: Record<string, unknown>): Promise<Json> => {
  const { data, errors } = await hub.g.ask(ISSUES, variables)
  expect(errors).toBeUndefined()
  return (data as Json).github.repository.issues
}
const numbers = ({ edges }: Json): number[] => edges.map(({ node }: Json) => node.number)

describe('issues of a repository', () => {
  it('end, without duplicates, newest first', async () => {
    const all: number[] = []
    let after: string | null = null
    for (let pages = 0; pages < 10; pages += 1) {
      const one: Json = await page({ first: 7, after })
      all.push(...numbers(one))
      expect(one.totalCount).toBe(25)
      if (!one.pageInfo.hasNextPage) break
      after = one.pageInfo.endCursor
    }
    expect(all).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index))
  })

  it('are read backward from the end, and from any row on', async () => {
    const last = await page({ last: 3 })
    expect(numbers(last)).toEqual([3, 2, 1])
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(numbers(await page({ last: 2, before: last.edges[1].cursor }))).toEqual([4, 3])
    expect(numbers(await page({ first: 2, after: last.edges[0].cursor }))).toEqual([2, 1])
  })

  it('are filtered by state', async () => {
    const open = await page({ first: 100, states: ['OPEN'] })
    const closed = await page({ first: 100, states: ['CLOSED'] })
    expect([open.totalCount, closed.totalCount]).toEqual([17, 8])
    expect((await page({ first: 1, states: ['OPEN', 'CLOSED'] })).totalCount).toBe(25)
  })

  it('a cursor of other arguments is refused', async () => {
    const { edges } = await page({ first: 1 })
    const { errors } = await hub.g.ask(ISSUES, { first: 1, after: edges[0].cursor, states: ['OPEN'] })
    expect((errors?.[0]?.originalError as Json).code).toBe('BAD_USER_INPUT')
  })

  it('a page of more than a thousand is refused before it leaves', async () => {
    const { errors } = await hub.g.ask(ISSUES, { first: 1001 })
    expect((errors?.[0]?.originalError as Json).message).toContain('from 1 to 1000')
  })
})

it('pull requests have reviews and comments, releases follow each other', async () => {
  const { data, errors } = await hub.g.ask(`{ github { repository(owner: "analytical", name: "engine") {
    latestRelease { tagName isLatest repository { name } }
    releases(first: 2) { totalCount nodes { tagName author { kind } } }
    pullRequests(first: 2, states: [MERGED]) { nodes { number state } }
    pullRequest(number: 26) {
      comments { totalCount nodes { issue { id } pullRequest { number } } }
      reviews(first: 2) { totalCount nodes { state author { login } pullRequest { number } } } } } } }`)
  expect(errors).toBeUndefined()
  expect((data as Json).github.repository).toEqual({
    latestRelease: { tagName: 'v3.0.0', isLatest: true, repository: { name: 'engine' } },
    releases: {
      totalCount: 3,
      nodes: [
        { tagName: 'v3.0.0', author: { kind: 'USER' } },
        { tagName: 'v2.0.0', author: { kind: 'USER' } },
      ],
    },
    pullRequests: {
      nodes: [
        { number: 30, state: 'MERGED' },
        { number: 27, state: 'MERGED' },
      ],
    },
    pullRequest: {
      comments: {
        totalCount: 2,
        nodes: [
          { issue: null, pullRequest: { number: 26 } },
          { issue: null, pullRequest: { number: 26 } },
        ],
      },
      reviews: {
        totalCount: 3,
        nodes: [
          { state: 'COMMENTED', author: { login: 'margaret' }, pullRequest: { number: 26 } },
          { state: 'CHANGES_REQUESTED', author: { login: 'barbara' }, pullRequest: { number: 26 } },
        ],
      },
    },
  })
})

describe('search', () => {
  const SEARCH = `query Q($query: String!, $type: GithubSearchType!) { github { search(query: $query, type: $type, first: 3) {
    totalCount nodes { __typename ... on GithubRepository { name } ... on GithubIssue { number } ... on GithubPullRequest { number }
      ... on GithubUser { login } ... on GithubOrganization { login } } } } }`
  it.each([
    ['REPOSITORIES', 'org:analytical language:rust', 3, { __typename: 'GithubRepository', name: 'engine' }],
    ['ISSUES', 'repo:analytical/engine is:issue is:closed', 8, { __typename: 'GithubIssue', number: 3 }],
    ['ISSUES', 'repo:analytical/engine is:pr', 6, { __typename: 'GithubPullRequest', number: 26 }],
    ['ACCOUNTS', 'ada', 1, { __typename: 'GithubUser', login: 'ada' }],
    ['ACCOUNTS', 'type:org', 3, { __typename: 'GithubOrganization', login: 'analytical' }],
  ])('finds %s by %s', async (type, query, totalCount, first) => {
    const { data, errors } = await hub.g.ask(SEARCH, { query, type })
    expect(errors).toBeUndefined()
    expect((data as Json).github.search).toMatchObject({ totalCount })
    expect((data as Json).github.search.nodes[0]).toEqual(first)
  })
})
