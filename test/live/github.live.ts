import { expect, it } from 'vitest'
import { liveSuite } from './live-suite.ts'
import { deleteIssue } from './undo.ts'

const OPEN = `mutation ($input: GithubCreateIssueInput!) {
  githubCreateIssue(input: $input) { ... on GithubIssue { id vendorId number } ... on Error { message } }
}`

const COMMENT = `mutation ($input: GithubAddCommentInput!) {
  githubAddComment(input: $input) { __typename ... on Error { message } }
}`

const CLOSE = `mutation ($input: GithubCloseIssueInput!) {
  githubCloseIssue(input: $input) { ... on GithubIssue { state } ... on Error { message } }
}`

const ISSUE = `query ($owner: String!, $name: String!, $number: Int!) {
  github { repository(owner: $owner, name: $name) { issue(number: $number) { title state commentCount } } }
}`

liveSuite('github', ({ ask, directly, isSandbox, mark, tidy }) => {
  const place = process.env['GITHUB_TEST_REPOSITORY'] ?? (isSandbox ? 'analytical/engine' : '')
  const [owner = '', name = ''] = place.split('/')

  it('answers whose token it is, and their repositories', async () => {
    const { github } = await ask('{ github { viewer { login repositories(first: 2) { nodes { nameWithOwner } } } } }')
    expect(github).toMatchObject({
      viewer: { login: expect.stringMatching(/\S/), repositories: { nodes: expect.any(Array) } },
    })
  })

  it('answers null for a repository that is not there', async () => {
    const query = 'query ($name: String!) { github { repository(owner: "github", name: $name) { name } } }'
    expect(await ask(query, { name: mark })).toEqual({ github: { repository: null } })
  })

  it('searches', async () => {
    const { github } = await ask('{ github { search(query: "engine", type: REPOSITORIES, first: 1) { totalCount } } }')
    expect(github).toMatchObject({ search: { totalCount: expect.any(Number) } })
  })

  it.skipIf(place === '')('opens, comments and closes an issue (GITHUB_TEST_REPOSITORY=owner/name)', async () => {
    const { github } = await ask(
      'query ($owner: String!, $name: String!) { github { repository(owner: $owner, name: $name) { id } } }',
      { owner, name },
    )
    const { id: repositoryId } = (github as { repository: { id: string } }).repository
    const { githubCreateIssue } = await ask(OPEN, {
      input: { repositoryId, title: mark, body: 'A test, closed at once.' },
    })
    const { id, vendorId, number } = githubCreateIssue as { id: string; vendorId: string; number: number }
    tidy.made(`issue ${number} of ${place}`, async () => {
      expect(await ask(CLOSE, { input: { issueId: id } })).toMatchObject({ githubCloseIssue: { state: 'CLOSED' } })
      await directly((direct) => deleteIssue(direct, vendorId))
    })

    await ask(COMMENT, { input: { issueId: id, body: mark } })
    const read = async () => (await ask(ISSUE, { owner, name, number }))['github']
    expect(await read()).toEqual({ repository: { issue: { title: mark, state: 'OPEN', commentCount: 1 } } })
    await ask(CLOSE, { input: { issueId: id } })
    expect(await read()).toMatchObject({ repository: { issue: { state: 'CLOSED' } } })
  })
})
