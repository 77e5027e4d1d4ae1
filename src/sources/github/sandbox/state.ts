import type {
  ActorFragment,
  CommentFragment,
  IssueFragment,
  OrganizationFragment,
  PullRequestFragment,
  ReleaseFragment,
  RepositoryFragment,
  ReviewFragment,
  UserFragment,
} from '../documents.generated.ts'

/** Everything that exists in the sandbox's GitHub, by node id, in the order in which it was made. */
export interface State {
  readonly users: Map<string, UserFragment>
  readonly organizations: Map<string, OrganizationFragment>
  readonly repositories: Map<string, RepositoryFragment>
  readonly issues: Map<string, IssueFragment>
  readonly pullRequests: Map<string, PullRequestFragment>
  readonly comments: Map<string, CommentFragment>
  readonly reviews: Map<string, ReviewFragment>
  readonly releases: Map<string, ReleaseFragment>
  /** Ids of the members of each organization. */
  readonly members: Map<string, readonly string[]>
}

/** An empty GitHub. */
export const emptyState = (): State => ({
  users: new Map(),
  organizations: new Map(),
  repositories: new Map(),
  issues: new Map(),
  pullRequests: new Map(),
  comments: new Map(),
  reviews: new Map(),
  releases: new Map(),
  members: new Map(),
})

/** Whether a node id names anything at all. */
export const knows = (state: State, id: string): boolean =>
  Object.values(state).some((rows: ReadonlyMap<string, unknown>) => rows.has(id))

/** Adds rows to a map by their ids. */
export const addAll = <Row extends { readonly id: string }>(rows: Map<string, Row>, added: readonly Row[]): void => {
  for (const row of added) rows.set(row.id, row)
}

/** A moment in the sandbox's past: so many days after 2024 began. */
export const day = (days: number): string => new Date(Date.UTC(2024, 0, 1, 9) + days * 86_400_000).toISOString()

const AVATARS = 'https://avatars.githubusercontent.com'

/** Where an account is shown, and its picture. */
export const placeOf = (login: string): { url: string; avatarUrl: string } => ({
  url: `https://github.com/${login}`,
  avatarUrl: `${AVATARS}/${login}`,
})

/** A person as whoever did something. */
export const personOf = (login: string): NonNullable<ReleaseFragment['author']> => ({
  __typename: 'User',
  id: `U_${login}`,
  login,
  ...placeOf(login),
})

/** An account as whoever did something: a person or an app. */
export const actorOf = (login: string): ActorFragment =>
  login.endsWith('-bot') ? { __typename: 'Bot', login, ...placeOf(login) } : personOf(login)
