import type { ReleaseFragment, RepositoryFragment } from '../documents.generated.ts'
import { addAll, day, personOf, type State } from './state.ts'

const TYPESCRIPT = { name: 'TypeScript', color: '#3178c6' }
const RUST = { name: 'Rust', color: '#dea584' }
const C = { name: 'C', color: '#555555' }

/** Owner, name, language and description of each. The order of their stars is the order of the list. */
const REPOSITORIES = [
  ['analytical', 'engine', RUST, 'The engine itself: store, mill and barrel.'],
  ['analytical', 'punch-cards', TYPESCRIPT, 'Reads and writes punched cards.'],
  ['analytical', 'notes', null, 'Notes on the engine, A to G.'],
  ['analytical', 'difference', C, 'Tables by differences.'],
  ['analytical', 'mill', RUST, 'Arithmetic.'],
  ['analytical', 'store', RUST, 'A thousand numbers of fifty digits.'],
  ['analytical', 'barrel', C, 'Microprograms.'],
  ['analytical', 'bernoulli', TYPESCRIPT, 'The first program.'],
  ['bletchley', 'bombe', C, 'Finds the settings of the day.'],
  ['bletchley', 'colossus', C, 'Reads paper tape at 5,000 characters a second.'],
  ['bletchley', 'imitation-game', TYPESCRIPT, 'Who is the machine?'],
  ['bletchley', 'shortest-path', RUST, 'Paths in graphs.'],
  ['bletchley', 'substitution', TYPESCRIPT, 'Types that may stand for others.'],
  ['orbital', 'trajectory', C, 'Where it will come down.'],
  ['orbital', 'guidance', C, 'Lunar guidance.'],
  ['orbital', 'priority-displays', TYPESCRIPT, 'Tells the crew what matters.'],
  ['orbital', 'abacus', RUST, 'Checked by hand.'],
  ['ada', 'flyology', TYPESCRIPT, 'How birds fly.'],
  ['ada', 'dotfiles', null, null],
  ['grace', 'flow-matic', C, 'Programs in English.'],
  ['grace', 'nanosecond', RUST, 'Eleven inches of wire.'],
  ['alan', 'morphogenesis', TYPESCRIPT, 'Why leopards have spots.'],
  ['alan', 'universal-machine', RUST, 'A machine that is every machine.'],
  ['linus', 'tree', C, 'A small kernel.'],
] as const

const ownerOf = (state: State, login: string): RepositoryFragment['owner'] =>
  state.organizations.has(`O_${login}`)
    ? { __typename: 'Organization', id: `O_${login}`, login }
    : { __typename: 'User', id: `U_${login}`, login }

/** Repositories with releases have one each month, three in all. */
const hasReleases = (index: number): boolean => index % 4 === 0

const toRepository = (
  state: State,
  [owner, name, primaryLanguage, description]: (typeof REPOSITORIES)[number],
  index: number,
): RepositoryFragment => ({
  __typename: 'Repository',
  id: `R_${name}`,
  repositoryName: name,
  nameWithOwner: `${owner}/${name}`,
  description,
  url: `https://github.com/${owner}/${name}`,
  homepageUrl: index === 0 ? 'engine.analytical.example' : null,
  visibility: name === 'notes' ? 'PRIVATE' : 'PUBLIC',
  isArchived: name === 'colossus',
  isFork: name === 'dotfiles',
  stargazerCount: 2_400 - index * 100,
  forkCount: 120 - index * 5,
  viewerHasStarred: name === 'punch-cards',
  createdAt: day(20 + index),
  updatedAt: day(320 + index),
  pushedAt: name === 'dotfiles' ? null : day(321 + index),
  owner: ownerOf(state, owner),
  primaryLanguage,
  licenseInfo: primaryLanguage === null ? null : { name: 'MIT License', spdxId: 'MIT' },
  defaultBranchRef: name === 'dotfiles' ? null : { name: 'main' },
  latestRelease: hasReleases(index) ? { id: `RE_${name}_3` } : null,
})

const releasesOf = ({ repositoryName: name, url, id }: RepositoryFragment): readonly ReleaseFragment[] =>
  [1, 2, 3].map((count) => ({
    __typename: 'Release',
    id: `RE_${name}_${count}`,
    name: `${name} ${count}.0`,
    tagName: `v${count}.0.0`,
    description: `What is new in ${count}.0.`,
    url: `${url}/releases/tag/v${count}.0.0`,
    isDraft: false,
    isPrerelease: false,
    isLatest: count === 3,
    createdAt: day(100 + count * 30),
    publishedAt: day(100 + count * 30),
    author: personOf('ada'),
    repository: { id },
  }))

/** Puts repositories and releases into a GitHub that has accounts. */
export const seedRepositories = (state: State): void => {
  const repositories = REPOSITORIES.map((row, index) => toRepository(state, row, index))
  addAll(state.repositories, repositories)
  addAll(
    state.releases,
    repositories.filter((_row, index) => hasReleases(index)).flatMap((row) => releasesOf(row)),
  )
}
