import type { ReactNode } from 'react'
import { Card, type Known } from './card.tsx'
import { HubspotFacts } from './cards/hubspot.tsx'
import { SlackFacts } from './cards/slack.tsx'
import { StripeFacts } from './cards/stripe.tsx'
import type { PersonQuery } from './graphql/graphql.ts'
import type { Answer, Trouble } from './headwaters.ts'

const initialsOf = (name: string): string =>
  name
    .replace(/@.*/, '')
    .split(/[\s.]+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('')

/** Whether a vendor knows the person, does not, or did not answer. */
const toKnown = <Part,>(part: Part | null | undefined, troubles: readonly Trouble[]): Known<Part> => {
  if (part !== null && part !== undefined) return { is: 'known', part, isPartial: troubles.length > 0 }
  const [trouble] = troubles
  return trouble === undefined ? { is: 'unknown' } : { is: 'silent', trouble }
}

interface PersonProps {
  readonly email: string
  readonly answer: Answer<PersonQuery>
  readonly again: () => void
}

/** A person: who they are, and a card a vendor. */
export const Person = ({ email, answer: { data, troubles }, again }: PersonProps): ReactNode => {
  const at = (vendor: string): readonly Trouble[] => troubles.filter(({ path }) => path?.includes(vendor))
  const stripe = toKnown(data.stripe.customers?.nodes[0], at('stripe'))
  const hubspot = toKnown(data.hubspot.contactByEmail, at('hubspot'))
  const slack = toKnown(data.slack.userByEmail, at('slack'))
  const name =
    (stripe.is === 'known' ? stripe.part.name : null) ?? (slack.is === 'known' ? slack.part.realName : null) ?? email
  if ([stripe, hubspot, slack].every(({ is }) => is === 'unknown')) return <Nobody email={email} />
  return (
    <article aria-labelledby="name">
      <Head name={name} email={email} />
      <div className="cards">
        <Card vendor="Stripe" known={stripe} again={again} facts={(part) => <StripeFacts customer={part} />} />
        <Card vendor="HubSpot" known={hubspot} again={again} facts={(part) => <HubspotFacts contact={part} />} />
        <Card vendor="Slack" known={slack} again={again} facts={(part) => <SlackFacts user={part} />} />
      </div>
    </article>
  )
}

const Head = ({ name, email }: { readonly name: string; readonly email: string }): ReactNode => (
  <header className="person">
    <span className="initials" aria-hidden="true">
      {initialsOf(name)}
    </span>
    <div>
      <h2 id="name">{name}</h2>
      <p>{email}</p>
    </div>
  </header>
)

const Nobody = ({ email }: { readonly email: string }): ReactNode => (
  <p className="hint">
    No vendor knows <strong>{email}</strong>.
  </p>
)

/** The shape of a person, before there is an answer. */
export const Waiting = ({ email }: { readonly email: string }): ReactNode => (
  <article aria-busy="true" aria-label={`Looking for ${email}`}>
    <Head name={email} email="Asking all vendors at once …" />
    <div className="cards" aria-hidden="true">
      {['Stripe', 'HubSpot', 'Slack'].map((vendor) => (
        <section className="card waiting" key={vendor}>
          <h3>{vendor}</h3>
          <span className="line" />
          <span className="line" />
          <span className="line" />
        </section>
      ))}
    </div>
  </article>
)
