import type { ReactNode } from 'react'
import { Facts } from '../card.tsx'
import type { HubspotCardFragment } from '../graphql/graphql.ts'
import { showMoney, showWord } from '../words.ts'

/** HubSpot's own stages that are several words; a portal may add more. */
const STAGES: Readonly<Record<string, string>> = {
  marketingqualifiedlead: 'Marketing qualified lead',
  salesqualifiedlead: 'Sales qualified lead',
}

/** What a person may buy. */
export const HubspotFacts = ({ contact }: { readonly contact: HubspotCardFragment }): ReactNode => (
  <>
    <Facts
      facts={{
        Company: contact.companyName,
        Role: contact.jobTitle,
        Stage: STAGES[contact.lifecycleStage ?? ''] ?? showWord(contact.lifecycleStage),
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
