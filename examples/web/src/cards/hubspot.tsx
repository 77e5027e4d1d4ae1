import type { ReactNode } from 'react'
import { Facts } from '../card.tsx'
import type { HubspotCardFragment } from '../graphql/graphql.ts'
import { showMoney, showWord } from '../words.ts'

/** What a person may buy. */
export const HubspotFacts = ({ contact }: { readonly contact: HubspotCardFragment }): ReactNode => (
  <>
    <Facts
      facts={{
        Company: contact.companyName,
        Role: contact.jobTitle,
        Stage: showWord(contact.lifecycleStage),
      }}
    />
    <h4>Deals</h4>
    <ul>
      {contact.deals?.nodes.map(
        (deal) =>
          deal && (
            <li key={deal.id}>
              <span>{deal.name}</span>
              <span className="amount">{showMoney(deal.amount)}</span>
            </li>
          ),
      )}
    </ul>
  </>
)
