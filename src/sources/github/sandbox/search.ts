import { pageOf, type PageArgs } from './pages.ts'
import type { State } from './state.ts'

/** What a search can look at in one row. */
interface Searchable {
  readonly text: string
  readonly owner: string
  readonly repository: string
  readonly words: readonly string[]
}

const QUALIFIER = /^(org|user|repo|is|state|language|type|in):(.+)$/

const fits = (row: Searchable, term: string): boolean => {
  const [, qualifier, value = ''] = QUALIFIER.exec(term) ?? []
  switch (qualifier) {
    case undefined:
      return row.text.includes(term)
    case 'org':
    case 'user':
      return row.owner === value
    case 'repo':
      return row.repository === value
    // Where the words are looked for; the sandbox looks everywhere, addresses included.
    case 'in':
      return true
    default:
      return row.words.includes(value)
  }
}

const lower = (...texts: readonly (string | null | undefined)[]): string => texts.join(' ').toLowerCase()

const repositories = ({ repositories: all }: State) =>
  [...all.values()]
    .toSorted((a, b) => b.stargazerCount - a.stargazerCount)
    .map((row) => ({
      row,
      text: lower(row.repositoryName, row.description),
      owner: row.owner.login,
      repository: row.nameWithOwner,
      words: [row.visibility, row.isArchived ? 'archived' : '', row.primaryLanguage?.name].map((word) => lower(word)),
    }))

const ownerOf = (nameWithOwner: string): string => nameWithOwner.split('/')[0] ?? ''

const discussions = ({ issues, pullRequests }: State) => [
  ...[...issues.values()].map((row) => ({
    row,
    text: lower(row.title, row.body),
    owner: ownerOf(row.repository.nameWithOwner),
    repository: row.repository.nameWithOwner,
    words: ['issue', lower(row.state)],
  })),
  ...[...pullRequests.values()].map((row) => ({
    row,
    text: lower(row.title, row.body),
    owner: ownerOf(row.repository.nameWithOwner),
    repository: row.repository.nameWithOwner,
    words: ['pr', lower(row.pullRequestState), row.pullRequestState === 'MERGED' ? 'closed' : ''],
  })),
]

const accounts = ({ users, organizations }: State) => [
  ...[...users.values()].map((row) => ({
    row,
    text: lower(row.login, row.name, row.bio, row.publicEmail),
    owner: row.login,
    repository: '',
    words: ['user'],
  })),
  ...[...organizations.values()].map((row) => ({
    row,
    text: lower(row.login, row.name, row.description),
    owner: row.login,
    repository: '',
    words: ['org'],
  })),
]

interface SearchArgs extends PageArgs {
  readonly query: string
  readonly type: string
}

/** Search over the sandbox's world: words, and the qualifiers org, user, repo, is, state, language, type and in. */
export const createSearch =
  (state: State) =>
  ({ query, type, ...args }: SearchArgs) => {
    const all = type === 'REPOSITORY' ? repositories(state) : type === 'USER' ? accounts(state) : discussions(state)
    const terms = query.toLowerCase().split(/\s+/).filter(Boolean)
    const found = all.filter((one) => terms.every((term) => fits(one, term))).map(({ row }) => row)
    const { totalCount, ...page } = pageOf('search', found, args)
    const name = { REPOSITORY: 'repositoryCount', USER: 'userCount' }[type] ?? 'issueCount'
    return { search: { ...page, [name]: totalCount } }
  }
