import type { ReactNode } from 'react'
import { Facts } from '../card.tsx'
import type { StripeCardFragment } from '../graphql/graphql.ts'
import { showMoney, showWord } from '../words.ts'

/** What a person pays. */
export const StripeFacts = ({ customer }: { readonly customer: StripeCardFragment }): ReactNode => (
  <>
    <Facts
      facts={{
        Customer: customer.vendorId,
        Subscription: showWord(customer.subscriptions?.nodes[0]?.status) ?? 'None',
        Payments: customer.delinquent ? 'Overdue' : 'In order',
      }}
    />
    <h4>Latest invoices</h4>
    <ul>
      {customer.invoices?.nodes.map(
        (invoice) =>
          invoice && (
            <li key={invoice.id}>
              <span>{invoice.number ?? 'Draft'}</span>
              <span className="muted">{showWord(invoice.status)}</span>
              <span className="amount">{showMoney(invoice.total)}</span>
            </li>
          ),
      )}
    </ul>
  </>
)
