import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mountGithub, type Json, type MountedGithub } from './mounted-github.ts'

let hub: MountedGithub
beforeEach(async () => {
  hub = await mountGithub()
})
afterEach(() => hub.g.close())

const read = async (selection: string, variables = {}): Promise<Json> => {
  return (await hub.data(`query Q${selection}`, variables)).github
}

describe('accounts', () => {
  it('a person is found by login in any case, and by global id again', async () => {
    const { user } = await read('{ github { user(login: " ADA ") { id vendorId login name email createdAt url } } }')
    expect(user).toMatchObject({ vendorId: 'U_ada', login: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' })
    const { data } = await hub.g.ask('query Q($id: ID!) { node(id: $id) { __typename ... on GithubUser { login } } }', {
      id: user.id,
    })
    expect(data).toEqual({ node: { __typename: 'GithubUser', login: 'ada' } })
  })

  it('an address that is not shown is null, and a website without a scheme stays as it was typed', async () => {
    const { users } = await read('{ github { users(ids: ["U_linus", "U_ada"]) { email websiteUrl } } }')
    expect(users).toEqual([
      { email: null, websiteUrl: null },
      { email: 'ada@example.com', websiteUrl: 'ada.example.com' },
    ])
  })

  it('the viewer is the person of the token', async () =>
    expect(await read('{ github { viewer { login } } }')).toEqual({ viewer: { login: 'ada' } }))

  it('an organization has members and repositories', async () => {
    const { organization } = await read(`{ github { organization(login: "analytical") {
      isVerified members(first: 2) { totalCount nodes { login } pageInfo { hasNextPage } }
      repositories(first: 3) { totalCount nodes { name } } } } }`)
    expect(organization).toEqual({
      isVerified: true,
      members: { totalCount: 4, nodes: [{ login: 'ada' }, { login: 'grace' }], pageInfo: { hasNextPage: true } },
      repositories: { totalCount: 8, nodes: [{ name: 'barrel' }, { name: 'bernoulli' }, { name: 'difference' }] },
    })
  })
})

describe('missing', () => {
  it.each([
    ['a login that nobody has', '{ github { x: user(login: "nobody") { id } } }'],
    ['an organization that is none', '{ github { x: organization(login: "nobody") { id } } }'],
    ['a repository that is none', '{ github { x: repository(owner: "ada", name: "none") { id } } }'],
    ['an id that nothing has', '{ github { x: issue(id: "I_none") { id } } }'],
    ['an id of another type', '{ github { x: issue(id: "U_ada") { id } } }'],
  ])('%s is null without an error', async (_, selection) => expect(await read(selection)).toEqual({ x: null }))

  it('a number that is of the other kind is null', async () => {
    const { repository } = await read(`{ github { repository(owner: "Analytical", name: "Engine") {
      issue(number: 26) { id } pullRequest(number: 1) { id } there: pullRequest(number: 26) { vendorId } } } }`)
    expect(repository).toEqual({ issue: null, pullRequest: null, there: { vendorId: 'PR_engine_26' } })
  })

  it('a list whose parent is gone says so', async () => {
    hub.bend('repositoryIssues', (body) => Object.assign(body, { data: { node: null } }))
    const { data, errors } = await hub.g.ask('{ github { repositories(ids: ["R_engine"]) { issues { totalCount } } } }')
    expect(data).toEqual({ github: { repositories: [{ issues: null }] } })
    expect((errors?.[0]?.originalError as Json).code).toBe('UPSTREAM_NOT_FOUND')
  })
})

describe('upstream calls', () => {
  const ids = [
    'engine',
    'punch-cards',
    'notes',
    'difference',
    'mill',
    'store',
    'barrel',
    'bernoulli',
    'bombe',
    'colossus',
  ]
    .concat([
      'imitation-game',
      'shortest-path',
      'substitution',
      'trajectory',
      'guidance',
      'priority-displays',
      'abacus',
    ])
    .concat(['flyology', 'dotfiles', 'nanosecond'])
    .map((name) => `R_${name}`)

  it('twenty repositories by id are one', async () => {
    const { repositories } = await read('($ids: [ID!]!) { github { repositories(ids: $ids) { vendorId } } }', { ids })
    expect(repositories.map(({ vendorId }: Json) => vendorId)).toEqual(ids)
    expect(hub.seen()).toEqual(['repositories'])
  })

  it('twenty repositories asked one by one through node are one', async () => {
    const { repositories } = await read('($ids: [ID!]!) { github { repositories(ids: $ids) { id } } }', { ids })
    hub.g.registry.parts.answers.clear()
    hub.sandbox.forgetSeen()
    const fields = repositories.map(({ id }: Json, index: number) => `r${index}: node(id: "${id}") { id }`)
    expect((await hub.g.ask(`{ ${fields.join(' ')} }`)).errors).toBeUndefined()
    expect(hub.seen()).toEqual(['repositories'])
  })

  it('their owners, whichever they are, are one more', async () => {
    const { repositories } = await read(
      '($ids: [ID!]!) { github { repositories(ids: $ids) { owner { __typename login } ownerLogin } } }',
      { ids },
    )
    expect(repositories[0].owner).toEqual({ __typename: 'GithubOrganization', login: 'analytical' })
    expect(repositories[17].owner).toEqual({ __typename: 'GithubUser', login: 'ada' })
    expect(hub.seen()).toEqual(['repositories', 'owners'])
  })

  it('more than a hundred ids are cut into hundreds', async () => {
    const many = Array.from({ length: 100 }, (_, index) => `R_none_${index}`)
    const { a, b } = await read(
      '($many: [ID!]!, $ids: [ID!]!) { github { a: repositories(ids: $many) { id } b: repositories(ids: $ids) { name } } }',
      { many, ids },
    )
    expect(a.filter((row: unknown) => row === null)).toHaveLength(100)
    expect(b).toHaveLength(20)
    expect(hub.seen()).toEqual(['repositories', 'repositories'])
  })

  it('authors and assignees of a page of issues are one more', async () => {
    const { repository } = await read(`{ github { repository(owner: "analytical", name: "engine") {
      issues(first: 10) { nodes { author { kind login user { name } } assignees { login } labels { name } } } } } }`)
    const [first] = repository.issues.nodes
    expect(first).toEqual({
      author: { kind: 'BOT', login: 'dependabot-bot', user: null },
      assignees: [{ login: 'grace' }],
      labels: [{ name: 'bug' }],
    })
    expect(hub.seen()).toEqual(['repositoryByName', 'repositoryIssues', 'users'])
  })

  it('a name in another case is the same cached answer', async () => {
    await read('{ github { repository(owner: "analytical", name: "engine") { id } } }')
    await read('{ github { repository(owner: "Analytical", name: "ENGINE") { id } } }')
    expect(hub.seen()).toEqual(['repositoryByName'])
  })
})

describe('rows that do not fit', () => {
  it('a malformed row of a batch fails one field', async () => {
    hub.bend('repositories', (body) => delete body.data.nodes[0].url)
    const { data, errors } = await hub.g.ask('{ github { repositories(ids: ["R_engine", "R_mill"]) { name } } }')
    expect(data).toEqual({ github: { repositories: [null, { name: 'mill' }] } })
    expect(errors).toHaveLength(1)
    expect((errors?.[0]?.originalError as Json).code).toBe('UPSTREAM_SHAPE')
  })

  it.each([
    ['repositories', '{ github { repositories(ids: ["R_engine"]) { name word: visibility } } }', 'visibility'],
    ['issues', '{ github { issues: issue(id: "I_engine_1") { title word: state } } }', 'state'],
    [
      'pullRequests',
      '{ github { pullRequests: pullRequest(id: "PR_engine_26") { title word: state } } }',
      'pullRequestState',
    ],
  ])('an unknown word of %s is one null', async (operation, query, field) => {
    hub.bend(operation, (body) => (body.data.nodes[0][field] = 'BRAND_NEW'))
    const { data, errors } = await hub.g.ask(query)
    const row = [(data as Json).github[operation]].flat()[0]
    expect(row).toMatchObject({ word: null })
    expect(Object.values(row)[0]).toEqual(expect.any(String))
    expect((errors?.[0]?.originalError as Json).code).toBe('UPSTREAM_SHAPE')
  })
})
