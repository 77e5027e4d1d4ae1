import { SANDBOX_CAST } from '../../../kit/index.ts'
import type { OrganizationFragment, UserFragment } from '../documents.generated.ts'
import { addAll, day, placeOf, type State } from './state.ts'

interface Person {
  readonly login: string
  readonly name: string
  readonly company: string
  readonly location: string
  readonly bio: string
  /** GitHub shows no address as an empty text. */
  readonly email: string
  readonly website: string | null
}

/** People with facts of their own. */
const KNOWN: readonly Person[] = [
  {
    login: 'ada',
    name: 'Ada Lovelace',
    company: '@analytical',
    location: 'London',
    bio: 'Writes programs for engines that do not exist yet.',
    email: 'ada@example.com',
    website: 'ada.example.com',
  },
  {
    login: 'grace',
    name: 'Grace Hopper',
    company: '@analytical',
    location: 'Arlington',
    bio: 'Compilers.',
    email: 'grace@example.com',
    website: 'https://grace.example.com',
  },
  {
    login: 'alan',
    name: 'Alan Turing',
    company: '@bletchley',
    location: 'Manchester',
    bio: 'Can machines think?',
    email: 'alan@example.com',
    website: null,
  },
  {
    login: 'katherine',
    name: 'Katherine Johnson',
    company: '@orbital',
    location: 'Hampton',
    bio: 'Checks the numbers by hand.',
    email: 'katherine@example.com',
    website: null,
  },
  {
    login: 'margaret',
    name: 'Margaret Hamilton',
    company: '@orbital',
    location: 'Cambridge',
    bio: 'Software engineering.',
    email: 'margaret@example.com',
    website: 'https://margaret.example.com',
  },
  {
    login: 'linus',
    name: 'Linus Torvalds',
    company: '@analytical',
    location: 'Portland',
    bio: 'Just for fun.',
    email: '',
    website: null,
  },
  {
    login: 'barbara',
    name: 'Barbara Liskov',
    company: '@bletchley',
    location: 'Cambridge',
    bio: 'Abstraction.',
    email: 'barbara@example.com',
    website: null,
  },
  {
    login: 'edsger',
    name: 'Edsger Dijkstra',
    company: '@bletchley',
    location: 'Nuenen',
    bio: 'Shortest paths.',
    email: '',
    website: null,
  },
]

/** The others of the cast show no address, as most people on GitHub. */
const OTHERS = SANDBOX_CAST.filter(({ word }) => !KNOWN.some(({ login }) => login === word)).map(
  ({ word, first, last }): Person => ({
    login: word,
    name: `${first} ${last}`,
    company: '',
    location: 'London',
    bio: '',
    email: '',
    website: null,
  }),
)

const PEOPLE: readonly Person[] = [...KNOWN, ...OTHERS]

const toUser = ({ login, name, company, location, bio, email, website }: Person, index: number): UserFragment => ({
  __typename: 'User',
  id: `U_${login}`,
  login,
  name,
  company,
  location,
  bio,
  publicEmail: email,
  websiteUrl: website,
  ...placeOf(login),
  isHireable: index === 7,
  createdAt: day(index * 3),
  updatedAt: day(300 + index),
  followers: { totalCount: Math.max(0, 100 - index * 7) },
  following: { totalCount: 5 + index },
})

/** Each organization with its members. */
const ORGANIZATIONS = [
  {
    login: 'analytical',
    name: 'Analytical Engines',
    description: 'Engines that compute.',
    members: ['ada', 'grace', 'linus', 'katherine'],
  },
  {
    login: 'bletchley',
    name: 'Bletchley Park',
    description: 'We read what others hide.',
    members: ['alan', 'barbara', 'edsger'],
  },
  { login: 'orbital', name: 'Orbital Mechanics', description: null, members: ['katherine', 'margaret'] },
] as const

const toOrganization = (
  { login, name, description }: (typeof ORGANIZATIONS)[number],
  index: number,
): OrganizationFragment => ({
  __typename: 'Organization',
  id: `O_${login}`,
  login,
  name,
  email: index === 0 ? `hello@${login}.example` : null,
  description,
  location: null,
  websiteUrl: index === 0 ? `https://${login}.example` : null,
  ...placeOf(login),
  isVerified: index === 0,
  createdAt: day(10 + index),
  updatedAt: day(310 + index),
})

/** Puts people and organizations into an empty GitHub. */
export const seedAccounts = (state: State): void => {
  addAll(state.users, PEOPLE.map(toUser))
  addAll(state.organizations, ORGANIZATIONS.map(toOrganization))
  for (const { login, members } of ORGANIZATIONS) {
    state.members.set(
      `O_${login}`,
      members.map((member) => `U_${member}`),
    )
  }
}
