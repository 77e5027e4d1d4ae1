import type { ReactNode } from 'react'
import { Facts } from '../card.tsx'
import type { SlackCardFragment } from '../graphql/graphql.ts'

/** Where a person can be reached. */
export const SlackFacts = ({ user }: { readonly user: SlackCardFragment }): ReactNode => (
  <Facts
    facts={{
      Name: user.displayName ?? user.realName,
      Title: user.title,
      'Time zone': user.timezone?.replaceAll('_', ' '),
      Status: user.statusText,
    }}
  />
)
