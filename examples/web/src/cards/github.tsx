import type { ReactNode } from 'react'
import { Facts } from '../card.tsx'
import type { GithubCardFragment } from '../graphql/graphql.ts'
import { showCount } from '../words.ts'

/** What a person builds. */
export const GithubFacts = ({ user }: { readonly user: GithubCardFragment }): ReactNode => (
  <>
    <Facts facts={{ Login: user.login, Followers: showCount(user.followerCount) }} />
    {user.bio && <p>{user.bio}</p>}
    <h4>Repositories</h4>
    <ul>
      {user.repositories?.nodes.map(
        (repository) =>
          repository && (
            <li key={repository.id}>
              <a href={repository.url} rel="noreferrer">
                {repository.nameWithOwner}
              </a>
              <span className="amount">
                <span aria-hidden="true">★ </span>
                {showCount(repository.stargazerCount)}
                <span className="aloud"> stars</span>
              </span>
            </li>
          ),
      )}
    </ul>
  </>
)
